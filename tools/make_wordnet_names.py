#!/usr/bin/env python3
"""Writes lexicon/wordnet_names.tsv: the people, places and bodies that WordNet 3.0 (Debian package wordnet-base) knows.

    tools/make_wordnet_names.py /usr/share/wordnet > lexicon/wordnet_names.tsv

Names of one to three words. A person's last word is a family name too, where it is no word that WordNet writes small.
"""
import re
import sys

KIND = {"18": "person", "15": "place", "14": "body"}  # lex_filenum of wninput(5)

small, rows = set(), set()
with open(sys.argv[1] + "/data.noun", encoding="latin-1") as f:
    lines = [line for line in f if not line.startswith("  ")]
for line in lines:
    field = line.split("|")[0].split()
    small |= {w for w in (field[4 + 2 * i] for i in range(int(field[3], 16))) if w.islower()}
for line in lines:
    data = line.split("|")[0]
    field = data.split()
    if " @i " not in data or field[1] not in KIND:
        continue
    for i in range(int(field[3], 16)):
        name = field[4 + 2 * i].replace("_", " ")
        if re.fullmatch(r"(?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+", name):
            rows.add((name, KIND[field[1]]))
            last = name.split()[-1]
            if field[1] == "18" and last.lower() not in small:
                rows.add((last, "family"))
print("# People, places and bodies of WordNet 3.0, Copyright 2006 by Princeton University, whose licence lets it be used and passed\n"
      "# on. Written by tools/make_wordnet_names.py. kind: person, family, place, body.\nname\tkind")
for name, kind in sorted(rows):
    print(f"{name}\t{kind}")
