"""The keys and words of a pack that the Swift sources read."""

import re

from pack import ROOT

SOURCES = ROOT / "Sources"


def source(file):
    return (SOURCES / file).read_text()


def cases(file, name):
    """The raw values of an enum, such as `Level`, or `Term.Unit` where there are several of that name."""
    outer, inner = name.split(".") if "." in name else ("", name)
    text = source(file)
    text = text[re.search(rf"(struct|enum) {outer}\b", text).start():] if outer else text
    lines = re.findall(r"\bcase (\w[^\n}]*)", re.search(rf"enum {inner}\b[^{{]*{{(.*?)}}", text, re.S)[1])
    return {part.split("=")[-1].strip(' "') for line in lines for part in line.split(",")}


def keys(*files):
    """What is asked of a sheet, by any of the names that sheets have: `sheet.text("to")`, `rule(claim, "value")`."""
    asked = r'\b(?:sheet|entry|option|fact|row|appeal|claim)(?:\.\w+\(|, )"([a-z_]+)"'
    return {key for file in files for key in re.findall(asked, source(file))}


def kinds():
    """The file of each kind of question that is registered, by the kind's name."""
    files = [f"Forms/Kinds/{name}.swift" for name in re.findall(r"(\w+)\.self", source("Forms/Kinds/Kinds.swift"))]
    return {re.search(r'static let name = "(.+)"', source(file))[1]: file for file in files}


def weekdays():
    return set(re.findall(r'"(\w+)"', re.search(r"let names = \[(.*)\]", source("Kit/Day.swift"))[1]))
