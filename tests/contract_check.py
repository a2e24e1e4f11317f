#!/usr/bin/env python3
"""Every field of the JSON contract is present, of its type, in every object that the program writes.

    contract_check.py BUILD_DIR SOURCE_DIR
"""
import glob
import json
import os
import re
import subprocess
import sys

NULL = type(None)
TEXT, MAYBE, LIST, NUMBER, MAYBE_NUMBER = (str,), (str, NULL), (list,), (int,), (int, float, NULL)
PLACE = {"article": TEXT, "start": NUMBER, "end": NUMBER, "raw": LIST}
WHEN = {"value": TEXT, "precision": TEXT}
ROLE = {"start": NUMBER, "end": NUMBER, "name": MAYBE, "code": MAYBE}
ARTICLE = {"id": TEXT, "source": TEXT, "sha256": TEXT, "outlet": MAYBE, "url": MAYBE, "title": MAYBE, "byline": LIST,
           "published": MAYBE, "published_from": MAYBE, "language": MAYBE, "text": TEXT, "reprint_of": MAYBE, "dropped": LIST}
READING = {**ARTICLE, "sentences": LIST, "names": LIST, "times": LIST, "amounts": LIST, "quotes": LIST, "attributions": LIST,
           "events": LIST}
INNER_READING = {
    "sentences": {"start": NUMBER, "end": NUMBER},
    "names": {**PLACE, "name": MAYBE, "kind": TEXT, "code": MAYBE, "id": (int, str, NULL)},
    "times": {**PLACE, "value": MAYBE, "precision": TEXT, "type": TEXT},
    "amounts": {**PLACE, "low": MAYBE_NUMBER, "high": MAYBE_NUMBER, "unit": MAYBE, "of": MAYBE},
    "quotes": {**PLACE, "speaker": MAYBE, "text": TEXT},
    "attributions": {"source": LIST, "cue": LIST, "content": LIST, "chain": LIST, "stance": TEXT, "kind": TEXT},
    "events": {**PLACE, "head": LIST, "raw_head": LIST, "plover": MAYBE, "mode": LIST, "cameo": MAYBE, "actors": LIST,
               "recipients": LIST, "when": (dict, NULL), "where": MAYBE, "reality": TEXT, "attribution": (int, NULL)},
    "positions": {**PLACE, "actor": MAYBE, "act": TEXT, "to": MAYBE, "deadline": MAYBE},
}
STORY = {"id": TEXT, "title": MAYBE, "from": MAYBE, "to": MAYBE, "articles": LIST, "actors": LIST, "claims": LIST,
         "conflicts": LIST, "quotes": LIST, "positions": LIST, "times": LIST, "amounts": LIST, "sources": LIST,
         "timeline": LIST, "questions": LIST}
INNER_STORY = {
    "articles": ARTICLE,
    "actors": {"id": TEXT, "name": TEXT, "kind": TEXT, "code": MAYBE, "aliases": LIST},
    "claims": {"id": TEXT, "text": TEXT, "plover": MAYBE, "cameo": MAYBE, "actors": LIST, "recipients": LIST,
               "when": (dict, NULL), "where": MAYBE, "reality": TEXT, "status": TEXT, "origins": (dict,), "mentions": LIST},
    "conflicts": {"id": TEXT, "kind": TEXT, "about": TEXT, "claims": LIST, "sides": LIST, "compatible": (bool,), "why": TEXT},
    "quotes": {"id": TEXT, "speaker": MAYBE, "variants": LIST},
    "positions": {**PLACE, "actor": MAYBE, "act": TEXT, "to": MAYBE, "deadline": MAYBE},
    "times": {**PLACE, "value": MAYBE, "precision": TEXT},
    "amounts": {**PLACE, "low": MAYBE_NUMBER, "high": MAYBE_NUMBER, "unit": MAYBE, "of": MAYBE},
    "sources": {**PLACE, "chain": LIST},
    "timeline": {"when": MAYBE, "claims": LIST},
    "questions": {"text": TEXT, "because": TEXT},
}
VALUES = {
    "status": "established corroborated repeated single disputed denied",
    "stance": "states denies relays-denial no-comment doubts",
    "reality": "happened ongoing planned conditional hypothetical did-not-happen",
    "precision": "year month week day approx-day since before duration vague set",
    "act": "demand offer condition threat rejection acceptance deadline request",
    "plover": "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
              "COERCE ASSAULT",
}
CONFLICTS = "number date place actor direction terms wording denial".split()
bad, objects = [], 0


def check(where, value, fields):
    global objects
    objects += 1
    for name, types in fields.items():
        if name not in value:
            bad.append(f"{where}: no {name}")
        elif not isinstance(value[name], types) or (isinstance(value[name], bool) and bool not in types):
            bad.append(f"{where}: {name} is {value[name]!r}")
        elif name in VALUES and value[name] is not None and value[name] not in VALUES[name].split():
            bad.append(f"{where}: {name} is {value[name]!r}, which is none of its values")
    if isinstance(value.get("when"), dict):
        check(where + ".when", value["when"], WHEN)


def check_reading(r):
    check("reading", r, READING)
    for name, fields in INNER_READING.items():
        for item in r[name]:
            check("reading." + name, item, fields)
    for e in r["events"]:
        for role in e["actors"] + e["recipients"]:
            check("event.role", role, ROLE)


def check_rules(source, r):
    """Every finding says its rule, and every row that a rule names is a row of that list."""
    for name in "names times amounts quotes attributions events positions".split():
        for item in r[name]:
            if not item.get("rule"):
                bad.append(f"{name}: no rule")
            for table, line in re.findall(r"(\w+)\.tsv:(\d+)", item.get("rule") or ""):
                with open(os.path.join(source, "lexicon", table + ".tsv"), encoding="utf-8") as f:
                    row = f.read().split("\n")[int(line) - 1]
                if not row or row.startswith("#"):
                    bad.append(f"{name}: {table}.tsv:{line} is no row")


EXPLAINED = ("established or corroborated", "where they contradict each other", "timeline", "what each party wants", "in their own words")


def check_reasons(form, text, sections, reason):
    """--explain has reasons in every section that says what was found, not under claims alone; the picture of the
    timeline leads to its claims, which say it."""
    found = {name: "" for name in EXPLAINED if (form, name) != ("html", "timeline")}
    for heading, section in re.findall(sections, text, re.S | re.M):
        for name in found:
            if name in heading.lower():
                found[name] += section
    for name, section in found.items():
        if not re.search(reason, section):
            bad.append(f"{form}: {name}: no reason")


def check_story(s):
    check("story", s, STORY)
    for name, fields in INNER_STORY.items():
        for item in s[name]:
            check("story." + name, item, fields)
    actors = {a["id"] for a in s["actors"]}
    claims = {c["id"] for c in s["claims"]}
    for c in s["claims"]:
        check("claim.origins", c["origins"], {"low": NUMBER, "high": NUMBER, "reasons": LIST})
        if not c["mentions"] or not 0 <= c["origins"]["low"] <= c["origins"]["high"]:
            bad.append(f"claim {c['id']}: no mention, or origins {c['origins']}")
        for m in c["mentions"]:
            check("mention", m, {**PLACE, "head": LIST, "raw_head": LIST, "stance": TEXT, "via": LIST})
        if not actors.issuperset(c["actors"] + c["recipients"]):
            bad.append(f"claim {c['id']}: an actor that the story does not have")
    for k in s["conflicts"]:
        if k["kind"] not in CONFLICTS or len(k["sides"]) < 2:
            bad.append(f"conflict {k['id']}: {k['kind']} with {len(k['sides'])} sides")
        for side in k["sides"]:
            check("side", side, {"value": TEXT, "mentions": LIST})
            for m in side["mentions"]:
                check("side.mention", m, PLACE)
    for q in s["quotes"]:
        for v in q["variants"]:
            check("variant", v, {**PLACE, "text": TEXT})
    for t in s["timeline"]:
        if not claims.issuperset(t["claims"]):
            bad.append("timeline: a claim that the story does not have")


def main():
    build, source = sys.argv[1:3]
    inputs = sorted(glob.glob(os.path.join(source, "examples", "*", "articles")))
    run = lambda *args: subprocess.run([os.path.join(build, "accord"), *args, *inputs], capture_output=True, check=True).stdout.decode()
    for line in run("clean").splitlines():
        check("article", json.loads(line), ARTICLE)
    for line in run("read", "--format", "json").splitlines():
        check_reading(json.loads(line))
    for line in run("read", "--format", "json", "--explain").splitlines():
        check_rules(source, json.loads(line))
    check_reasons("text", run("report", "--explain"), r"^([A-Z]{2}[A-Z :,]+)(.*?)(?=^[A-Z]{2})", " because ")
    check_reasons("md", run("report", "--explain", "--format", "md"), r"^## ([^\n]*)(.*?)(?=^#)", "because ")
    check_reasons("html", run("report", "--explain", "--format", "html"), r"<h2[^>]*>([^<]*)(.*?)</section>", 'class="(because|reasons)"')
    account = json.loads(run("report", "--format", "json"))
    check("account", account, {"accord": TEXT, "made": (dict,), "stories": LIST})
    check("made", account["made"], {"program": TEXT, "model": MAYBE, "as_of": MAYBE})
    for s in account["stories"]:
        check_story(s)
    for line in sorted(set(bad))[:40]:
        print(line)
    print(f"{objects} objects, {len(bad)} complaints")
    return 1 if bad or not account["stories"] else 0


if __name__ == "__main__":
    sys.exit(main())
