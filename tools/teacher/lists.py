"""Names of the word lists of accord as a teacher sees them: for each word of a sentence, bits for the lists that hold it or
a phrase that it is part of."""
import os
import re

import torch

import vary

LISTS = ("given", "common given", "family", "person", "place", "people", "body", "team", "outlet", "body head", "place head",
         "title", "university", "company")
PLACES_IN_PHRASE = ("first", "inside", "last", "alone", "alone in small letters")
BITS = len(LISTS) * len(PLACES_IN_PHRASE)
LONGEST = 6
PIECE = re.compile(r"'s\b|[\w&.]+|[^\w\s]")


class Lists:
    def __init__(self, folder):
        self.of = {}
        read = lambda name: vary.rows(os.path.join(folder, name + ".tsv"))  # noqa: E731
        for r in read("given_names"):
            self.add(r["name"], "common given" if r.get("common") == "yes" else "given")
        for r in read("family_first"):
            self.add(r["name"], "family")
        for r in read("leaders"):
            self.add(r["name"], "person")
            self.add(r["name"].split()[-1], "family")
        for r in read("countries"):
            self.add(r["name"], "people" if r["kind"] in ("adjective", "people", "person") else "place")
        for name in ("known_names", "wordnet_names"):
            for r in read(name):
                self.add(r["name"], r["kind"])
        for name, key, kind in (("places", "name", "place"), ("organisations", "name", "body"), ("agencies", "name", "outlet"),
                                ("outlets", "name", "outlet"), ("org_heads", "head", "body head"),
                                ("place_heads", "head", "place head")):
            for r in read(name):
                self.add(r[key], kind)
        for name in ("honorifics", "offices"):
            for r in read(name):
                self.add(next(iter(r.values())), "title")

    def add(self, name, kind):
        key = tuple(PIECE.findall(name.lower().replace("’", "'")))
        if 0 < len(key) <= LONGEST:
            self.of.setdefault(key, set()).add(LISTS.index(kind))

    def bits(self, forms):
        """[words][BITS]"""
        low = [f.lower().replace("’", "'") for f in forms]
        out = torch.zeros(len(forms), BITS)
        for i in range(len(forms)):
            for n in range(1, min(LONGEST, len(forms) - i) + 1):
                for kind in self.of.get(tuple(low[i:i + n]), ()):
                    for j in range(n):
                        place = (3 if low[i] != forms[i] else 4) if n == 1 else 0 if j == 0 else 2 if j == n - 1 else 1
                        out[i + j, kind * len(PLACES_IN_PHRASE) + place] = 1
        return out
