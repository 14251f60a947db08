"""The schemas for editors, and what can be asked of them."""

import json
from functools import cache

from jsonschema import Draft202012Validator

from pack import ROOT

SCHEMAS = {name: json.loads((ROOT / f"docs/schema/{name}.json").read_text())
           for name in ("service", "register", "calendars")}
SERVICE, DEFS = SCHEMAS["service"]["properties"], SCHEMAS["service"]["$defs"]
KINDS = DEFS["question"]["properties"]["kind"]["enum"]


@cache
def validator(name, part=None):
    """Of a whole file, or of what one of the definitions describes."""
    schema = SCHEMAS[name]
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]} if part else schema)


def faults(data, name, part=None):
    return [f"{error.json_path}: {error.message}" for error in validator(name, part).iter_errors(data)]


def described(schema, place=""):
    """The place, name and schema of every key. Conditions are passed over: they only narrow."""
    for name, part in schema.get("properties", {}).items():
        if part is not True:
            yield f"{place}/{name}", name, part
            yield from described(part, f"{place}/{name}")
    for name, part in schema.get("$defs", {}).items():
        yield from described(part, f"{place}/{name}")
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            yield from described(schema[name], f"{place}/{name}")


def keys(name):
    return {key for _, key, _ in described(SCHEMAS[name])}


ALL_KEYS = set().union(*map(keys, SCHEMAS))


def required(schema):
    """Every list of keys that must be there."""
    if isinstance(schema, dict) and isinstance(schema.get("required"), list):
        yield frozenset(schema["required"])
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from required(part)


def own_keys(kind):
    """The keys that only questions of that kind have."""
    branches = [branch for branch in DEFS["question"]["allOf"] if "then" in branch]
    [part] = [branch["then"]["$ref"].rsplit("/", 1)[1] for branch in branches
              if Draft202012Validator(branch["if"]).is_valid({"kind": kind})]
    return {key for key, schema in DEFS[part]["properties"].items() if schema is not True}


def beside_fragments(schema, place=()):
    """Every description of a mapping in whose place a fragment may stand, and where it is."""
    if isinstance(schema, dict):
        if "use" in schema.get("properties", {}):
            yield place, schema
        for name, part in schema.items():
            yield from beside_fragments(part, (*place, name))
