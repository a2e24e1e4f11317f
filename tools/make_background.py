#!/usr/bin/env python3
"""Writes lexicon/background.tsv: of how many of a thousand texts of any kind a word is part.

    tools/make_background.py TREEBANK_FOLDER > lexicon/background.tsv

From the words of ewt-train.conllu and gum-open-train.conllu (CC BY-SA 4.0 and open licences, see models/README.md), cut
into texts of 250 words. Forms of one word, as src/story/features.c brings them together, are counted together.
"""
import collections
import os
import sys

TEXT, LEAST = 250, 4


def stem(w):
    if len(w) <= 4:
        return w
    if w.endswith("y"):
        return w[:-1] + "+"
    if w.endswith("ies"):
        return w[:-3] + "+"
    if len(w) > 6 and w.endswith("ing"):
        w = w[:-3]
    elif len(w) > 5 and w.endswith(("ed", "es")):
        w = w[:-2]
    elif w.endswith("s") and not w.endswith("ss"):
        w = w[:-1]
    return w[:-1] if len(w) > 4 and w.endswith("e") else w


def main():
    words = []
    for name in ("ewt-train.conllu", "gum-open-train.conllu"):
        with open(os.path.join(sys.argv[1], name), encoding="utf-8") as f:
            for line in f:
                cells = line.split("\t")
                if len(cells) > 2 and cells[0].isdigit():
                    words.append(cells[1].lower())
    texts = [words[i:i + TEXT] for i in range(0, len(words) - TEXT, TEXT)]
    stems, forms = collections.Counter(), collections.Counter()
    for text in texts:
        stems.update({stem(w) for w in text})
        forms.update(set(text))
    print("# Of how many of a thousand texts of any kind a word, in whatever form, is part. Written by tools/make_background.py.")
    print("word\ttexts")
    for w in sorted(forms):
        rate = 1000 * stems[stem(w)] // len(texts)
        if rate >= LEAST and forms[w] > 1 and len(w) > 1 and w.isascii() and w.replace("-", "").replace("'", "").isalnum():
            print(f"{w}\t{rate}")


if __name__ == "__main__":
    main()
