#!/usr/bin/env python3
"""What pronouns mean on the development part of GUM: as many right as when this was written, less a little.

    coreference_check.py BUILD_DIR SOURCE_DIR

A pronoun is right when most names and descriptions that the reader gives to its entity are of its own in GUM; it counts where the
reader has one of those. The treebank stands in shared/ beside the source folder; where there is none this is skipped (exit status 77).
"""
import collections
import json
import os
import subprocess
import sys

WHO = {"he": "he him his himself she her hers herself", "it": "it its itself", "they": "they them their theirs themselves"}
COLUMN = {word: column for column, words in WHO.items() for word in words.split()}
FLOOR = {"he": 0.74, "it": 0.45, "they": 0.44}  # F1


def main():
    build, source = sys.argv[1:3]
    path = os.path.join(source, "..", "shared", "data", "treebank", "gum-open-dev.conllu")
    if not os.path.exists(path):
        print("skipped: no shared/data/treebank/gum-open-dev.conllu beside the source folder")
        sys.exit(77)
    sys.path.insert(0, os.path.join(source, "tools"))
    sys.dont_write_bytecode = True
    from make_antecedents import documents
    texts = documents(path)
    rows = "".join(json.dumps({"id": doc.name, "text": doc.text}) + "\n" for doc in texts)
    read = subprocess.run([os.path.join(build, "accord"), "read", "--format", "json", "--threads", "1", "--from", "jsonl", "-"],
                          input=rows.encode(), capture_output=True, check=True).stdout.decode()
    count = collections.Counter()
    for doc, line in zip(texts, read.splitlines()):
        meant, pronouns = collections.defaultdict(collections.Counter), []
        for name in json.loads(line)["names"]:
            words = doc.text[name["start"]:name["end"]]
            own = doc.entity(name["start"], name["end"])
            column = COLUMN.get(words.lower())
            if column and own:
                pronouns.append((column, own, name["id"]))
            elif own and name["id"] is not None:
                meant[name["id"]][own] += 1
        known = {own for entity in meant.values() for own in entity}
        for column, own, entity in pronouns:
            most = meant[entity].most_common(1) if entity is not None else []
            count[column, "there"] += own in known
            count[column, "told"] += bool(most)
            count[column, "right"] += bool(most) and meant[entity][own] == most[0][1]
    low = False
    for column in WHO:
        right, told, there = (count[column, what] for what in ("right", "told", "there"))
        f1 = 2 * right / max(1, told + there)
        print(f"{column}\t{f1:.3f}\t{FLOOR[column]:.3f}\t{right} right of {told} told and {there} that are there")
        low |= f1 < FLOOR[column]
    sys.exit(low)


main()
