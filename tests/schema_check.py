#!/usr/bin/env python3
"""What the program writes is what docs/account.schema.json says, and the schema says enough to notice what is not.

    schema_check.py BUILD_DIR SOURCE_DIR

The few words of JSON Schema that it uses are checked here; python3-jsonschema checks again where it is installed.
"""
import copy
import glob
import json
import os
import random
import re
import subprocess
import sys

build, source = sys.argv[1:3]
accord = os.path.join(build, "accord")
with open(os.path.join(source, "docs", "account.schema.json"), encoding="utf-8") as f:
    SCHEMA = json.load(f)
KNOWN = {"$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties", "items",
         "enum", "const", "pattern", "minimum", "minItems", "maxItems", "anyOf"}
TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "object": dict, "array": list}


def is_type(value, name):
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def wrong(value, schema, where="$"):
    """What is wrong with a value, piece by piece."""
    assert set(schema) <= KNOWN, f"a word that this does not know: {set(schema) - KNOWN}"
    if "$ref" in schema:
        yield from wrong(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], where)
    if "anyOf" in schema and all(any(True for _ in wrong(value, s, where)) for s in schema["anyOf"]):
        yield f"{where}: none of what it may be: {value!r:.80}"
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(is_type(value, t) for t in types):
        yield f"{where}: {value!r:.80} is no {' or '.join(types)}"
        return
    if "enum" in schema and value not in schema["enum"] or "const" in schema and value != schema["const"]:
        yield f"{where}: {value!r:.80} is none of its values"
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{where}: {value!r:.80} is not like {schema['pattern']}"
    if isinstance(value, (int, float)) and "minimum" in schema and value < schema["minimum"]:
        yield f"{where}: {value} is too small"
    if isinstance(value, dict):
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{where}: no {name}"
        for name, inner in value.items():
            if name in schema.get("properties", {}):
                yield from wrong(inner, schema["properties"][name], f"{where}.{name}")
            elif schema.get("additionalProperties", True) is False:
                yield f"{where}: {name} is not known"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{where}: {len(value)} items"
        for i, inner in enumerate(value):
            yield from wrong(inner, schema.get("items", {}), f"{where}[{i}]")


def run(*args):
    return subprocess.run([accord, *args], capture_output=True, check=True).stdout.decode()


def spoil(value, chance):
    """The same with a member gone, added or of another type."""
    at = value
    while True:
        steps = list(at.items()) if isinstance(at, dict) else list(enumerate(at))
        deeper = [(k, v) for k, v in steps if isinstance(v, (dict, list)) and v]
        if not deeper or isinstance(at, dict) and chance.random() < 0.3:
            break
        at = chance.choice(deeper)[1]
    if isinstance(at, dict):
        key = chance.choice(list(at))
        if chance.random() < 0.5:
            del at[key]
        elif chance.random() < 0.5:
            at[key + "_"] = 1
        else:
            at[key] = {"x": 1.5}
    else:
        at[0] = {"x": 1.5}


def main():
    folders = sorted(glob.glob(os.path.join(source, "examples", "*", "articles")))
    checked = [(json.loads(run("report", "--format", "json", *o, *folders)), SCHEMA) for o in ([], ["--as-of", "2025-09-16"], ["--without", "Reuters"])]
    checked += [(json.loads(line), SCHEMA["$defs"]["article"]) for line in run("clean", *folders).splitlines()]
    checked += [(json.loads(line), SCHEMA["$defs"]["reading"]) for line in run("read", "--format", "json", *folders).splitlines()]
    bad = [w for value, schema in checked for w in wrong(value, schema)]
    chance, unnoticed = random.Random(3), 0
    for _ in range(60):
        value, schema = chance.choice(checked)
        spoilt = copy.deepcopy(value)
        spoil(spoilt, chance)
        unnoticed += not any(True for _ in wrong(spoilt, schema))
    if unnoticed:
        bad.append(f"{unnoticed} of 60 spoilt values are fine by the schema")
    try:
        import jsonschema
        for value, schema in checked:
            whole = schema if schema is SCHEMA else {**schema, "$defs": SCHEMA["$defs"]}
            bad += [f"jsonschema: {e.message[:200]}" for e in jsonschema.Draft202012Validator(whole).iter_errors(value)]
        other = "and by jsonschema"
    except (ImportError, AttributeError):
        other = "jsonschema is not installed"
    for line in bad[:40]:
        print(line)
    print(f"{len(checked)} values, {len(bad)} complaints; {other}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
