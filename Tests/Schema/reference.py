"""What docs/service-language.md names: keys, kinds, and blocks of YAML."""

import re

from pack import ROOT

TEXT = (ROOT / "docs/service-language.md").read_text()
PROSE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.M | re.S)
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.M | re.S)


def spans(text):
    """What stands in backquotes."""
    return re.findall(r"`([^`]+)`", text)


def words(text=PROSE):
    return {word for span in spans(text) for word in re.findall(r"[a-z_]+", span)}


def tables():
    """The rows of each table, each a list of its cells; the first is the head."""
    for table in re.findall(r"(?:^\|.*\n)+", PROSE, re.M):
        rows = [[cell.strip() for cell in row.strip("|\n").split(" |")] for row in table.splitlines()]
        yield [rows[0], *rows[2:]]


def keys():
    """The first column of each table of keys: a text such as `name`*, a row each."""
    return [[row[0] for row in table[1:]] for table in tables() if table[0][0].startswith("key")]


def column(*head):
    """The rows of the table with that head, by what stands in backquotes in the first column."""
    rows = next(table[1:] for table in tables() if table[0] == list(head))
    return {span: row for row in rows for span in spans(row[0])}
