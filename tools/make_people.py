#!/usr/bin/env python3
"""Writes lexicon/people.tsv: nouns whose most frequent sense is a person.

    tools/make_people.py > lexicon/people.tsv

From WordNet 3.0 as Debian's package wordnet-base has it in /usr/share/wordnet: nouns of one word whose first sense is in
noun.person and is no individual.
"""
import os

FOLDER = "/usr/share/wordnet"
PERSON = "18"  # lex_filenum of wninput(5)


def main():
    kind = {}
    with open(os.path.join(FOLDER, "data.noun"), encoding="ascii") as f:
        for line in f:
            if not line.startswith("  "):
                kind[line[:8]] = line[9:11] if " @i " not in line.split("|")[0] else None
    print("# Nouns for people. Written by tools/make_people.py from WordNet 3.0, Copyright 2006 by Princeton University,")
    print("# whose licence lets it be used and passed on.")
    print("noun")
    with open(os.path.join(FOLDER, "index.noun"), encoding="ascii") as f:
        for line in f:
            if line.startswith("  "):
                continue
            field = line.split()
            lemma, first = field[0], field[-int(field[2])]
            if kind[first] == PERSON and lemma.isalpha():
                print(lemma)


if __name__ == "__main__":
    main()
