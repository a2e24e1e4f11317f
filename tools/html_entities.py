#!/usr/bin/env python3
"""Writes lexicon/html_entities.tsv from the table of HTML's named character references in Python's html.entities.

    tools/html_entities.py > lexicon/html_entities.tsv
"""
from html.entities import html5

names = {}
for name, text in html5.items():
    codes, bare = names.setdefault(name.rstrip(";"), ["", ""]), not name.endswith(";")
    codes[0] = " ".join(f"{ord(c):X}" for c in text)
    codes[1] = "bare" if bare else codes[1]
print("# HTML's named character references: the name without & and ;, its code points in hexadecimal, and `bare` where")
print("# the standard takes it without the semicolon too. Made by tools/html_entities.py.")
print("name\tcodes\tbare")
for name in sorted(names):
    print("\t".join([name, names[name][0], names[name][1]]).rstrip())
