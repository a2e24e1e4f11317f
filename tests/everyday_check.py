#!/usr/bin/env python3
"""PLOVER is about public life: sentences about sport, cooking and shopping give no PLOVER event, or fewer than 5 in 100.

    everyday_check.py BUILD_DIR SOURCE_DIR

Reads the sentences that everyday.tsv names out of the treebank beside the source folder; without it, it skips itself.
"""
import json
import os
import subprocess
import sys

SKIPPED = 77
MOST = 0.05  # of the sentences


def sentences(path, wanted):
    name, found = None, {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            if line.startswith("# sent_id = "):
                name = line.split(" = ", 1)[1].strip()
            elif line.startswith("# text = ") and name in wanted:
                found[name] = line.split(" = ", 1)[1].strip()
    return found


def main():
    build, source = sys.argv[1], sys.argv[2]
    treebank = os.path.join(source, "..", "shared", "data", "treebank", "ewt-dev.conllu")
    if not os.path.exists(treebank):
        print("everyday_check: 1 suite skipped: no treebank beside the source")
        return SKIPPED
    with open(os.path.join(source, "tests", "everyday.tsv"), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")][1:]
    texts = sentences(treebank, {row[0] for row in rows})
    missing = [row[0] for row in rows if row[0] not in texts]
    if missing:
        print(f"everyday_check: {len(missing)} sentences are not in the treebank, as {missing[0]}")
        return 1
    given = "".join(json.dumps({"id": row[0], "text": texts[row[0]]}) + "\n" for row in rows)
    read = subprocess.run([os.path.join(build, "accord"), "read", "--from", "jsonl", "--format", "json", "-"],
                          input=given, capture_output=True, text=True, check=True)
    said = {}
    for line in read.stdout.splitlines():
        article = json.loads(line)
        said[article["id"]] = sorted({e["plover"] for e in article["events"] if e["plover"]})
    wrong = [row for row in rows if said.get(row[0]) and row[2] == "none"]
    for row in wrong:
        print(f"{row[0]} ({row[1]}): {', '.join(said[row[0]])}: {texts[row[0]]}")
    print(f"everyday_check: {len(wrong)} of {len(rows)} sentences give a PLOVER event; at most {MOST * len(rows):.0f} may")
    return 1 if len(wrong) >= MOST * len(rows) or len(said) != len(rows) else 0


if __name__ == "__main__":
    sys.exit(main())
