#!/usr/bin/env python3
"""accord verify finds every change of one byte in an account or its sources, and none where nothing changed; accord diff says
what changed, and both stand whatever is in the JSON.

    verify_check.py BUILD_DIR SOURCE_DIR

A naive twin of verify, which knows plain text alone, must never find what the program does not.
"""
import copy
import glob
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

build, source = sys.argv[1:3]
accord = os.path.join(build, "accord")
os.chdir(source)
bad = []
chance = random.Random(7)


def check(what, fine):
    if not fine:
        bad.append(what)


def run(*args, stdin=None):
    made = subprocess.run([accord, *args], input=stdin, capture_output=True)
    check(f"{' '.join(args)}: signal {-made.returncode}: {made.stderr.decode()[-300:]}", made.returncode >= 0)
    return made.returncode, made.stdout.decode(), made.stderr.decode()


def report(*args):
    return json.loads(run("report", "--format", "json", *args)[1])


def verify(account, *inputs):
    return run("verify", "-", *inputs, stdin=json.dumps(account).encode())


# The naive twin: an article's file is its bytes; a place is a piece of text whose raw bytes say the same.

def places(value):
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for inner in value.values():
            yield from places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places(inner)


def squeeze(text):
    return "".join(text.split())


def naive(account, folder):
    """True when it finds nothing wrong."""
    for story in account["stories"]:
        articles, raws = {}, {}
        for a in story["articles"]:
            path = os.path.join(folder, os.path.basename(a["source"]))
            if not os.path.isfile(path):
                return False
            with open(path, "rb") as f:
                raws[a["id"]] = f.read()
            articles[a["id"]] = a["text"]
            if hashlib.sha256(raws[a["id"]]).hexdigest() != a["sha256"]:
                return False
            if not all(squeeze(p) in squeeze(raws[a["id"]].decode("utf-8", "replace")) for p in a["text"].split("\n")):
                return False
        for p in places({k: v for k, v in story.items() if k != "articles"}):
            if p["article"] not in articles:
                return False
            for s, e, (b, stop) in [(p["start"], p["end"], p["raw"])] + ([(*p["head"], p["raw_head"])] if "head" in p else []):
                text = articles[p["article"]]
                if not 0 <= s <= e <= len(text):
                    return False
                rest = squeeze(raws[p["article"]][b:stop].decode("utf-8", "replace"))
                pieces = [squeeze(x) for x in text[s:e].split("\n")]
                if not rest.startswith(pieces[0]) or not rest.endswith(pieces[-1]) or not all(x in rest for x in pieces):
                    return False
            if "text" in p and p["text"] != articles[p["article"]][p["start"]:p["end"]]:
                return False
        for c in story["claims"]:
            if c["text"] not in [articles[m["article"]][m["start"]:m["end"]] for m in c["mentions"]]:
                return False
    return True


def other(value):
    """The same with one byte changed."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        digits = list(str(value))
        i = chance.randrange(len(digits))
        digits[i] = str((int(digits[i]) + chance.randrange(1, 10)) % 10) if digits[i].isdigit() else ""
        return int("".join(digits))
    i = chance.randrange(len(value))
    return value[:i] + chance.choice([c for c in "aeiou" if c != value[i]]) + value[i + 1:]


def leaves(value, path=()):
    """Every string and number of an account, by the path of member names that leads to its kind."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield from leaves(v, path + (k,))
    elif isinstance(value, list):
        for i, v in enumerate(value):
            yield from leaves(v, path + (i,))
    elif isinstance(value, (int, bool)) or isinstance(value, str) and value:
        yield path


def change(account, path):
    changed = copy.deepcopy(account)
    at = changed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = other(at[path[-1]])
    return changed


def check_mutations(folder):
    account = report("--one-story", folder)
    status, said, _ = verify(account, folder)
    check(f"{folder}: not verified: {said[:300]}", status == 0 and "0 differences; made anew, it is the same account" in said)
    check(f"{folder}: the twin disagrees", naive(account, folder))
    kinds = {}
    for path in leaves(account["stories"], ("stories",)):
        kinds.setdefault(tuple("*" if isinstance(s, int) else s for s in path), []).append(path)
    check(f"only {len(kinds)} kinds of things", len(kinds) > 60)
    found_by_twin = 0
    for kind, paths in sorted(kinds.items()):
        path = chance.choice(paths)
        changed = change(account, path)
        status, said, _ = verify(changed, folder)
        twin = naive(changed, folder)
        found_by_twin += not twin
        check(f"changed and not found: {'.'.join(map(str, path))}", status == 1 and "differences" in said)
        lines = said.splitlines()
        check(f"too many lines for {path}: {len(lines)}", 2 <= len(lines) <= 12)
    check("the twin finds nothing", found_by_twin > 15)
    missing = copy.deepcopy(account)
    missing["stories"][0]["claims"].pop()
    check("a claim that is gone is not missed", verify(missing, folder)[0] == 1)
    older = copy.deepcopy(account)
    older["made"]["program"] = "accord 0.0.9"
    status, said, _ = verify(older, folder)
    check("an account of another program", status == 0 and "not made anew" in said)
    for kind in ("mentions", "sources"): # places are checked whoever made it
        spoilt = copy.deepcopy(older)
        p = chance.choice(list(places(spoilt["stories"][0]["claims" if kind == "mentions" else kind])))
        p["raw"][1] += 1
        check(f"a raw range of {kind} of another program's account", verify(spoilt, folder)[0] == 1)
    return account


def check_sources(folder, account):
    with tempfile.TemporaryDirectory() as room:
        for path in sorted(glob.glob(os.path.join(folder, "*.txt")))[:3]:
            there = os.path.join(room, "copy")
            shutil.copytree(folder, there)
            target = os.path.join(there, os.path.basename(path))
            with open(target, "rb") as f:
                data = bytearray(f.read())
            at = chance.randrange(len(data))
            while not chr(data[at]).isalpha() or data[at] > 127:
                at = chance.randrange(len(data))
            data[at] ^= 1
            with open(target, "wb") as f:
                f.write(data)
            status, said, _ = verify(account, there)
            check(f"a byte of {path} changed and nobody saw", status == 1 and "sha256" in said)
            os.remove(target)
            status, said, _ = verify(account, there)
            check("a source is gone and nobody saw", status == 1)
            shutil.rmtree(there)


def check_options(folder):
    for options in (["--as-of", "2025-09-16"], ["--without", "Reuters"], ["--explain"]):
        account = report("--one-story", *options, folder)
        status, said, _ = verify(account, folder)
        check(f"verify after {options}: {said[:200]}", status == 0 and "same account" in said)
    both = sorted(glob.glob("examples/*/articles"))
    check("verify of several stories", verify(report(*both), *both)[0] == 0)
    check("verify in another order", verify(report(*both), *reversed(both))[0] == 0)
    rows = run("clean", folder)[1].encode()
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as f:
        f.write(rows)
        f.flush()
        check("verify of rows", verify(report("--one-story", f.name), f.name)[0] == 0)


def diff(old, new, *options):
    with tempfile.TemporaryDirectory() as room:
        paths = [os.path.join(room, name) for name in ("old", "new")]
        for path, account in zip(paths, (old, new)):
            with open(path, "w", encoding="utf-8") as f:
                json.dump(account, f)
        return run("diff", *options, *paths)


def check_diff(folder):
    old, new = report("--one-story", "--as-of", "2025-09-16", folder), report("--one-story", folder)
    status, said, _ = diff(new, new)
    check("something changed where nothing did", status == 0 and said == "nothing changed\n")
    check("not equal to itself", json.loads(diff(new, new, "--format", "json")[1])["equal"] is True)
    there, back = (json.loads(diff(*pair, "--format", "json")[1]) for pair in ((old, new), (new, old)))
    a, b = there["stories"][0], back["stories"][0]
    early = {x["id"] for x in old["stories"][0]["articles"]}
    check("new articles", [x["id"] for x in a["articles"]["new"]] == [x["id"] for x in new["stories"][0]["articles"] if x["id"] not in early])
    for what in ("articles", "claims", "conflicts", "quotes", "positions"):
        check(f"{what} that are new one way are not gone the other way", len(a[what]["new"]) == len(b[what]["gone"]) and len(a[what]["gone"]) == len(b[what]["new"]))
    counts = [len(s["stories"][0]["claims"]) for s in (old, new)]
    check("claims are lost", counts[0] - len(a["claims"]["gone"]) == counts[1] - len(a["claims"]["new"]))
    heads = lambda s: {c["id"]: {(m["article"], m["head"][0]) for m in c["mentions"]} for c in s["stories"][0]["claims"]}
    before, after = heads(old), heads(new)
    for c in a["claims"]["changed"]: # naively: they share a head, or most of their words
        words = [set(x["text"].lower().split()) for x in old["stories"][0]["claims"] + new["stories"][0]["claims"] if x["id"] in (c["id"], c["old_id"])]
        check(f"{c['id']} and {c['old_id']} share nothing", before[c["old_id"]] & after[c["id"]] or len(set.intersection(*words)) * 2 >= len(set.union(*words)))
        check(f"{c['id']} did not change", c["changes"])
    gone = [c for c in a["claims"]["gone"] if any(before[c["id"]] & h for k, h in after.items())]
    check("a claim whose words are still told is gone while nobody took its place", all(
        any(h & before[c["id"]] for k, h in after.items() if any(k == x["id"] for x in a["claims"]["changed"]) or k not in {x["id"] for x in a["claims"]["new"]}) for c in gone))
    text = diff(old, new)[1]
    for words in ("NEW ARTICLES (3)", "CLAIMS THAT CHANGED", "NEW CLAIMS", "→"):
        check(f"the text has no {words}", words in text)


def spoil(value):
    """Takes something away, or puts something of another type there."""
    path = chance.choice(list(leaves(value)))[:chance.randrange(1, 7)]
    changed = copy.deepcopy(value)
    at = changed
    for step in path[:-1]:
        at = at[step]
    if chance.random() < 0.4 and isinstance(at, dict):
        del at[path[-1]]
    else:
        at[path[-1]] = chance.choice([None, 7, -1, 2 ** 62, "c99999", "x", [], {}, [[]], [9, 3], True, 1.5])
    return changed


def check_spoilt(folder):
    account = report("--one-story", folder)
    for _ in range(30):
        spoilt = spoil(account)
        status, _, err = verify(spoilt, folder)
        check(f"verify gives {status} for a spoilt account: {err}", status in (0, 1, 2))
        pair = (spoilt, account) if chance.random() < 0.5 else (account, spoilt)
        status, _, err = diff(*pair, *chance.choice([[], ["--format", "json"]]))
        check(f"diff gives {status} for a spoilt account: {err}", status in (0, 2))
    whole = json.dumps(account).encode()
    for _ in range(12):
        status, _, err = run("verify", "-", folder, stdin=whole[:chance.randrange(len(whole))])
        check(f"verify of a cut account: {status} {err}", status == 2 and err.count("\n") == 1)
    for words, args in (("no account", ["diff", folder]), ("two accounts", ["diff", "a", "b", "c"]), ("no input", ["verify", "-"]), ("", ["verify", "none.json", folder])):
        status, _, err = run(*args)
        check(f"{args}: {status} {err}", status == 2 and err.count("\n") == 1 and words in err)


def main():
    check_mutations("examples/river-talks/articles")
    check_sources("examples/ferry/articles", report("--one-story", "examples/ferry/articles"))
    check_options("examples/river-talks/articles")
    check_diff("examples/river-talks/articles")
    check_spoilt("examples/ferry/articles")
    for line in bad[:40]:
        print(line)
    print(f"{len(bad)} complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
