"""The schemas for editors say what the sources read, what the reference names and what the pack writes."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

import reference
import sources
from pack import CONTENT, Fragments, node, value
from schemas import (
    ALL_KEYS, DEFS, KINDS, SCHEMAS, SERVICE, beside_fragments, described, faults, keys, own_keys, required, validator)

PATTERNS = {"service": "services/*.yaml", "register": "registers/*.yaml", "calendars": "appointments.yaml"}
FILES = [(name, file) for name, pattern in PATTERNS.items() for file in sorted(CONTENT.glob(pattern))]
FRAGMENTS = Fragments(CONTENT)
WORDS = {"ar": "نعم", "en": "Yes"}
# By the schema: where its keys are read.
READERS = {
    "service": ["Catalogue/PublicServiceReading.swift", "Catalogue/PackWords.swift", "Definitions/DefinitionReading.swift",
                "Definitions/RuleTable.swift", "Definitions/RuleModel.swift", "Definitions/Finding.swift",
                "Definitions/ExampleReading.swift", "Forms/FormPage.swift",
                "Forms/Question.swift", "Forms/Kinds/Option.swift", "Forms/Kinds/RecordSource.swift",
                "Forms/Kinds/TableRow.swift",
                *sources.kinds().values()],
    "register": ["Registers/Register.swift", "Content/Sheet.swift"],
    "calendars": ["Appointments/AppointmentsPack.swift", "Content/Sheet.swift"]}
# Fragments are in their places before any key is read.
FRAGMENT = {"use", "with", "file"}
# What an example says of the applicant is taken as it stands, for rules.
APPLICANT = set(DEFS["applicant"]["properties"]) | set(DEFS["applicant"]["properties"]["address"]["properties"])


def read(file, expanded=True):
    written = node(file.read_text())
    return value(FRAGMENTS.expanded(written) if expanded else written)


# MARK: The schemas themselves

@pytest.mark.parametrize("name", SCHEMAS)
def test_it_is_a_schema_and_every_key_is_described(name):
    Draft202012Validator.check_schema(SCHEMAS[name])
    for place, _, part in described(SCHEMAS[name]):
        while "description" not in part and "$ref" in part:
            part = SCHEMAS[name]["$defs"][part["$ref"].rsplit("/", 1)[1]]
        assert part.get("description"), f"{place} has no description"


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_a_schema_shows_as_an_example_is_valid(name):
    for place, _, part in described(SCHEMAS[name]):
        shown = part.get("examples", []) + ([part["default"]] if "default" in part else [])
        for example in shown:
            assert Draft202012Validator({**part, "$defs": SCHEMAS[name]["$defs"]}).is_valid(example), place


def test_schemas_say_the_same_of_what_they_share():
    shared = ["use", "with", "fragment", "text", "words", "name", "flag", "whole"]
    for part in shared:
        assert len({json.dumps(schema["$defs"].get(part, DEFS[part])) for schema in SCHEMAS.values()}) == 1, part


# MARK: The pack

@pytest.mark.parametrize("expanded", [False, True], ids=["written", "expanded"])
@pytest.mark.parametrize("name, file", FILES, ids=[f"{name}-{file.stem}" for name, file in FILES])
def test_the_pack_is_valid(name, file, expanded):
    assert faults(read(file, expanded), name) == []


# MARK: The reference

def test_every_key_in_the_tables_of_the_reference_is_one_of_a_schema():
    assert {word for rows in reference.keys() for row in rows for word in reference.spans(row)} <= ALL_KEYS


def test_every_key_of_the_schemas_is_named_in_the_reference():
    # Of the days of the week one stands for all.
    assert ALL_KEYS - sources.weekdays() <= reference.words()


def test_what_must_be_there_by_the_reference_must_be_there_by_the_schema():
    needed = set(required(SCHEMAS["service"]))
    for rows in reference.keys():
        starred = {key for row in rows for key in re.findall(r"`(\w+)`\*", row)}
        assert not starred or starred in needed, f"nothing needs just {starred}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_names_the_keys_of_a_kind(kind):
    rows = reference.column("kind", "keys of its own", "what rules see")
    # «the same» refers to the row above.
    same = {"choices": "choice", "records": "record"}
    said = reference.words(rows[kind][1]) | reference.words(rows[same.get(kind, kind)][1])
    assert own_keys(kind) <= said


@pytest.mark.parametrize("number", range(len(reference.BLOCKS)))
def test_the_yaml_of_the_reference_is_valid(number):
    data = value(node(reference.BLOCKS[number]))
    if isinstance(data, list):
        assert faults({"page": "all", "title": WORDS, "questions": data}, "service", "page") == []
    elif "name" in data:
        assert faults(data, "service") == []
    else:
        # A part of an application or of a document: the rest could stand in a fragment.
        part = "document" if "claims" in data else "application"
        assert faults({"use": "the-rest", **data}, "service", part) == []


def test_the_reference_shows_a_whole_service_and_one_question_of_each_kind():
    blocks = [value(node(block)) for block in reference.BLOCKS]
    assert any("application" in block and "evidence" in block for block in blocks)
    shown = [question["kind"] for block in blocks if isinstance(block, list) for question in block]
    # Services have no need of a party.
    assert set(KINDS) - set(shown) == {"party"}


# MARK: The sources

@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_has_the_keys_that_the_sources_read(name):
    elsewhere = FRAGMENT | APPLICANT if name == "service" else FRAGMENT
    weekdays = sources.weekdays() if name == "calendars" else set()
    assert keys(name) - elsewhere == (sources.keys(*READERS[name]) | weekdays) - elsewhere


@pytest.mark.parametrize("kind, file", sources.kinds().items())
def test_a_kind_has_the_keys_that_its_source_reads(kind, file):
    text, read = sources.source(file), sources.keys(file)
    if "Option.read(" in text:
        read |= {"options"}
    if "RecordSource(" in text:
        read |= sources.keys("Forms/Kinds/RecordSource.swift")
    assert own_keys(kind) == read


@pytest.mark.parametrize("words, file, name", [
    (SERVICE["name_origin"], "Catalogue/PublicService.swift", "NameOrigin"),
    (SERVICE["level"], "Catalogue/PublicService.swift", "Level"),
    (DEFS["channel"]["properties"]["kind"], "Catalogue/PublicService.swift", "Channel.Kind"),
    (DEFS["application"]["properties"]["applicants"]["items"], "Definitions/Applicant.swift", "Applicant.Kind"),
    (DEFS["by"], "Definitions/DefinitionReading.swift", "Doer"),
    (DEFS["outcome"], "Definitions/Definition.swift", "End.Outcome"),
    (DEFS["unit"], "Definitions/Definition.swift", "ResultLine.Unit"),
    (DEFS["table"]["properties"]["hit"], "Definitions/RuleTable.swift", "Hit"),
    (SCHEMAS["register"]["properties"]["fields"]["additionalProperties"], "Registers/Register.swift", "FieldKind"),
], ids=lambda part: part if isinstance(part, str) else "")
def test_words_to_choose_from_are_those_of_the_sources(words, file, name):
    assert set(words["enum"]) == sources.cases(file, name)


def test_kinds_and_doers_are_those_of_the_sources_and_of_the_reference():
    rows = reference.column("kind", "keys of its own", "what rules see")
    assert set(KINDS) == set(sources.kinds()) == set(rows)
    assert set(DEFS["by"]["enum"]) == set(reference.column("`by`", "what happens", "keys"))


def test_what_an_applicant_is_and_has_is_what_the_reference_says():
    rows = reference.column("kind", "fields")
    assert set(DEFS["applicant"]["properties"]["kind"]["enum"]) == set(rows)
    fields = set().union(*(reference.words(row[1]) for row in rows.values()))
    assert set(DEFS["applicant"]["properties"]) - FRAGMENT - {"kind"} == fields


def test_units_of_terms_are_those_of_the_sources():
    units = sources.cases("Definitions/Step.swift", "Term.Unit")
    assert {unit + "s" for unit in re.search(r"\((.+)\)s\?", DEFS["term"]["pattern"])[1].split("|")} == units
    for unit in units:
        assert faults(f"30 {unit}", "service", "term") == faults(f"1 {unit[:-1]}", "service", "term") == []
    for wrong in ("0 days", "3 weeks", "days", "3", "working days"):
        assert faults(wrong, "service", "term")


# MARK: Mistakes

# What a mapping under one of these holds has names that the pack gives, and no keys.
NAMES = {"amended", "answers", "claims", "fields", "records", "results", "set", "then", "valid_until"}
# Under these each name holds a mapping that has keys.
PARTS = {"calendars", "documents"}


def mappings(data, place=()):
    """Every mapping that has keys, with the way to it."""
    if isinstance(data, list):
        for part in data:
            yield from mappings(part, place)
    elif isinstance(data, dict):
        is_parted = place[-1:] != () and place[-1] in PARTS
        if not is_parted:
            yield place, data
        for key, part in data.items():
            if not (key in NAMES and isinstance(part, dict)):
                yield from mappings(part, (*place, "*" if is_parted else key))


def sampled():
    """The whole service of the reference with its questions of all kinds, and the pack."""
    blocks = [value(node(block)) for block in reference.BLOCKS]
    whole = next(block for block in blocks if "application" in block)
    whole["application"]["pages"][0]["questions"] += next(block for block in blocks if isinstance(block, list))
    whole["application"]["process"] += next(block["process"] for block in blocks if "process" in block)
    return [("service", whole), *((name, read(file)) for name, file in FILES)]


def test_a_misspelled_key_is_refused_in_every_sort_of_mapping():
    tried = set()
    for name, data in sampled():
        for place, mapping in mappings(data):
            kind = mapping.get("kind") if place[-1:] == ("questions",) else None
            sort = (name, *place, kind, mapping.get("by"))
            if sort in tried:
                continue
            tried.add(sort)
            # The other keys of a record are those of its register.
            known = {"id", "holder"} if (name, place) == ("register", ("records",)) else set(mapping)
            before = dict(mapping)
            for key in known:
                mapping.clear()
                mapping.update({key + "x" if key == other else other: part for other, part in before.items()})
                assert not validator(name).is_valid(data), f"{key}x in {sort}"
            mapping.clear()
            mapping.update(before)
    assert {sort[-2] for sort in tried} >= set(KINDS) - {"party"}
    assert {sort[-1] for sort in tried} >= set(DEFS["by"]["enum"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_misspelled_key_is_refused_beside_every_fragment(name):
    for place, schema in beside_fragments(SCHEMAS[name]):
        part = Draft202012Validator({**schema, "$defs": SCHEMAS[name]["$defs"]})
        assert part.is_valid({"use": "a"}), place
        # Names that the pack gives may be any; so may the fields of a record, and what is calculated.
        is_open = isinstance(schema.get("additionalProperties"), dict) or place[-1:] in (("record",), ("results",))
        assert is_open or not part.is_valid({"use": "a", "misspelled": "b"}), place


@pytest.mark.parametrize("part, given", [
    *(("question", {"kind": kind}) for kind in KINDS),
    *(("place", {"step": "a", "by": by}) for by in DEFS["by"]["enum"])])
def test_a_misspelled_key_is_refused_in_every_kind_of_question_and_step(part, given):
    assert faults({"use": "a", **given}, "service", part) == []
    assert faults({"use": "a", **given, "misspelled": "b"}, "service", part)


@pytest.mark.parametrize("kind", ["file", "record", "records", "slot", "search", "table", "point"])
def test_a_group_holds_no_questions_of_such_kinds(kind):
    group = {"use": "a", "kind": "group", "questions": [{"use": "b", "kind": kind}]}
    assert faults(group, "service", "question")
    assert not faults({**group, "questions": [{"use": "b", "kind": "group"}]}, "service", "question")
    assert not faults({**group, "questions": [{"use": "b", "kind": "text", "when": "true"}]}, "service", "question")
    for key in ("prefill",):
        assert faults({**group, "questions": [{"use": "b", "kind": "text", key: "true"}]}, "service", "question")


@pytest.mark.parametrize("level, key", [
    ("information", "application"), ("information", "physical_step"), ("procedural", "application"),
    ("end-to-end", "physical_step")])
def test_what_a_level_promises_must_be_so(level, key):
    part = {"application": {"use": "a"}, "physical_step": WORDS}
    assert faults({"use": "a", "level": level}, "service") == []
    assert faults({"use": "a", "level": level, key: part[key]}, "service")
