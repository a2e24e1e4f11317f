#!/usr/bin/env python3
"""Writes lexicon/nominalisations.tsv: nouns that name a happening, with the verb that they are made from.

    tools/make_nominalisations.py > lexicon/nominalisations.tsv

From WordNet 3.0 as Debian's package wordnet-base has it in /usr/share/wordnet. A noun counts when its most frequent
sense is an act, an event, a process or something said, and is linked to a verb as derived from it.
"""
import os
import sys

FOLDER = "/usr/share/wordnet"
# lex_filenum of wninput(5): noun.act, noun.communication, noun.event, noun.process
KINDS = {"04", "10", "11", "22"}
# Their most frequent use is a thing, a place, a field or a grammatical word, whatever the first sense.
NOT = set("""act action activity art article back bank bill board book box business card case cause center centre chance chapter
character close code color colour company compass control copy count course cover craft cut date design diet dig dish draft
dress duty end engineering experience face fact fiction figure film focus form function game hand head hit home host
hunt issue job key label land language lead letter level license light line list literature look lot love mark market match
matter mean means medium message mix model move name net note number object office order page paper part pass past pattern
phone picture piece pitch place play point position post power practice present press price prize problem procedure process
product production program programme project question race range rate reach reading reason record reference report role
round rule run saying schedule school score screen script section sense series service set share show side sign sing skill
song sound source sport stage start state step stock stop story stretch study style subject swing system talk task term
test text thing thought title touch tour track trade tradition training travel treat trick trip trouble truth try turn
type use view voice vote wall watch water way weight wish word work writing""".split())


def synsets(part):
    """offset -> (lex_filenum, words, pointers)"""
    out = {}
    with open(os.path.join(FOLDER, "data." + part), encoding="ascii") as f:
        for line in f:
            if line.startswith("  "):
                continue
            field = line.split("|")[0].split()
            count = int(field[3], 16)
            words = [field[4 + 2 * i].lower().split("(")[0] for i in range(count)]
            at = 4 + 2 * count
            pointers = [field[at + 1 + 4 * i: at + 5 + 4 * i] for i in range(int(field[at]))]
            out[field[0]] = (field[1], words, pointers)
    return out


def first_senses(part):
    """lemma -> offset of its most frequent sense"""
    out = {}
    with open(os.path.join(FOLDER, "index." + part), encoding="ascii") as f:
        for line in f:
            if not line.startswith("  "):
                field = line.split()
                out[field[0]] = field[-int(field[2])]
    return out


def main():
    nouns, verbs = synsets("noun"), synsets("verb")
    print("# Nouns that name a happening, and the verb that each is made from. Written by tools/make_nominalisations.py from")
    print("# WordNet 3.0, Copyright 2006 by Princeton University, whose licence lets it be used and passed on.")
    print("noun\tverb")
    for noun, offset in sorted(first_senses("noun").items()):
        kind, words, pointers = nouns[offset]
        if kind not in KINDS or noun in NOT or "_" in noun or "." in noun or len(noun) < 4 or noun not in words:
            continue
        made_from = []
        for symbol, target, part, which in pointers:
            if symbol == "+" and part == "v" and int(which[:2], 16) in (0, words.index(noun) + 1):
                made_from.append(verbs[target][1][int(which[2:], 16) - 1])
        made_from = [v for v in made_from if "_" not in v]
        if made_from:
            best = max(made_from, key=lambda v: (len(os.path.commonprefix([v, noun])), -len(v), v))
            if len(os.path.commonprefix([best, noun])) >= 3:
                print(noun + "\t" + best)


if __name__ == "__main__":
    sys.exit(main())
