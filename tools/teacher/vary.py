"""New sentences from those of a treebank: words exchanged for words alike, names for other names, phrases for phrases of
the same relation, parts left out, clauses on their own.

Their trees are carried along, so that they stay sentences; what they say is nonsense, and how they are analysed is for
the teacher to say."""
import collections
import os
import re

import numpy as np

import texts
import treebank

OPEN = {"NN", "NNS", "NNP", "NNPS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJ", "JJR", "JJS", "RB", "CD"}
ALIKE = 25          # of so many nearest words one is taken
PHRASE_WORDS = 8    # a phrase that is exchanged
PHRASES = {"nsubj", "obj", "obl", "nmod", "advmod", "amod", "xcomp", "ccomp", "advcl", "acl"}
OPTIONAL = {"advmod", "obl", "nmod", "acl", "advcl", "amod", "appos", "parataxis", "discourse", "vocative"}
CLAUSES = {"ccomp", "conj", "parataxis", "advcl"}


def regular(lemma, ending):
    """The regular form of a lemma with s, ed or ing."""
    if ending == "s":
        if re.search(r"(s|x|z|ch|sh)$", lemma):
            return lemma + "es"
        return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma[:-1] + ending
    if ending == "ed" and re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    return lemma + ending


def forms_of_wordnet():
    """{Penn tag: forms} by the rules of spelling, for lemmas of WordNet that are one word in small letters."""
    out = collections.defaultdict(set)
    odd = collections.defaultdict(set)
    for part in texts.PARTS:
        with open(os.path.join(texts.FOLDER, part + ".exc"), encoding="latin-1") as f:
            for line in f:
                form, *lemmas = line.split()
                for lemma in lemmas:
                    odd[part, lemma].add(form)
        with open(os.path.join(texts.FOLDER, "index." + part), encoding="latin-1") as f:
            lemmas = [line.split()[0] for line in f if not line.startswith("  ")]
        for lemma in lemmas:
            if not lemma.isalpha():
                continue
            if part == "noun":
                out["NN"].add(lemma)
                out["NNS"] |= odd[part, lemma] or {regular(lemma, "s")}
            elif part == "verb":
                out["VB"].add(lemma)
                out["VBP"].add(lemma)
                out["VBZ"].add(regular(lemma, "s"))
                out["VBG"].add(regular(lemma, "ing"))
                if not odd[part, lemma]:
                    out["VBD"].add(regular(lemma, "ed"))
                    out["VBN"].add(regular(lemma, "ed"))
            elif part == "adj":
                out["JJ"].add(lemma)
            elif lemma.endswith("ly"):
                out["RB"].add(lemma)
    return out


class Alike:
    """Word and tag -> words that stand in like places, by their vectors."""

    def __init__(self, sentences, words, vectors):
        """words [N] small forms, vectors [N][D]."""
        forms = forms_of_wordnet()
        for s in sentences:
            for w in s.words:
                if w.xpos in OPEN and w.upos not in ("AUX", "PROPN") and w.form.isalpha():
                    forms[w.xpos].add(w.form.lower())
        number = {w: i for i, w in enumerate(words)}
        self.number = number
        self.vector = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        self.words = words
        self.of = {tag: np.array(sorted(number[f] for f in fs if f in number)) for tag, fs in forms.items()}
        self.kept = {}

    def pick(self, form, tag, dice):
        low = form.lower()
        if low not in self.number or tag not in self.of or not len(self.of[tag]):
            return None
        key = (low, tag)
        if key not in self.kept:
            near = self.vector[self.of[tag]] @ self.vector[self.number[low]]
            best = np.argpartition(-near, min(ALIKE, len(near) - 1))[:ALIKE + 1]
            self.kept[key] = [i for i in self.of[tag][best] if i != self.number[low]]
        if not self.kept[key]:
            return None
        new = self.words[dice.choice(self.kept[key])]
        return new.upper() if form.isupper() and len(form) > 1 else new.capitalize() if form[0].isupper() else new


def rows(path):
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f if not line.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"))) for line in lines[1:] if line]


class Names:
    """Names of the word lists of accord, of WordNet and of a treebank, by kind: runs of words with their tree, heads
    counted in the name, 0 for its own head."""

    def __init__(self, lexicon, sentences):
        read = lambda name: rows(os.path.join(lexicon, name))  # noqa: E731
        also = collections.defaultdict(list)
        for kind, name in texts.individuals():
            also[kind].append(name)
        self.given = [r["name"] for r in read("given_names.tsv") if r.get("common", "") != "yes"]
        self.family = sorted({r["name"].split()[-1] for r in read("leaders.tsv")} | {n.split()[-1] for n in also["PER"]} |
                             {r["name"] for r in read("family_first.tsv")})
        self.full = [r["name"] for r in read("leaders.tsv") if " " in r["name"]] + [n for n in also["PER"] if " " in n]
        places = [r["name"] for r in read("places.tsv") if not r.get("use")] + also["LOC"] + \
            [r["name"] for r in read("countries.tsv") if r["kind"] in ("name", "part", "capital", "city")]
        bodies = [r["name"] for n in ("organisations.tsv", "agencies.tsv", "outlets.tsv") for r in read(n)] + also["ORG"]
        bodies += [r["name"] for r in rows(os.path.join(os.path.dirname(os.path.abspath(__file__)), "companies.tsv"))] * 3
        self.heads = {"ORG": [titled(r["head"]) for r in read("org_heads.tsv")],
                      "LOC": [r["head"] for r in read("place_heads.tsv") if r["stands"] == "after"]}
        plain = re.compile(r"(?:[A-Z][\w.]*[ ]?){1,4}")
        self.of = {"LOC": [built(n, "LOC") for n in places if plain.fullmatch(n) and " " not in n],
                   "ORG": [built(n, "ORG") for n in bodies if plain.fullmatch(n) and n.count(" ") < 3]}
        self.seen = collections.defaultdict(list)
        for s in sentences:
            for kind, a, b in spans(s):
                if kind != "PER" and own(s, a, b):
                    self.seen[kind].append([relative(w, a, b) for w in s.words[a:b]])

    def pick(self, kind, long, dice):
        if kind != "PER":
            how = dice.random()
            return dice.choice(self.seen[kind]) if how < 0.3 else dice.choice(self.of[kind]) if how < 0.7 else \
                self.coined(kind, dice)
        if not long:
            return built(dice.choice(self.given if dice.random() < 0.5 else self.family), kind)
        return built(dice.choice(self.full) if dice.random() < 0.25 else f"{dice.choice(self.given)} {dice.choice(self.family)}",
                     kind)


    def coined(self, kind, dice):
        """A name that nobody bears."""
        how = dice.random()
        if kind == "ORG" and how < 0.2:
            return built("".join(dice.choice("ABCDEFGHILMNOPRSTU") for _ in range(dice.choice((3, 3, 4)))), kind)
        if kind == "ORG" and how < 0.4:
            parts = dice.choice(("CV", "CVC", "VC", "CCV")), dice.choice(("CV", "VC", "CVC")), dice.choice(("VC", "V", "CVC"))
            letters = "".join(dice.choice({"C": "bcdfgklmnprstvxz", "V": "aeiou"}[c]) for c in "".join(parts))
            return built(letters.capitalize(), kind)
        first = dice.choice(self.family) if dice.random() < 0.5 else dice.choice(self.of["LOC"])[0].form
        return built(f"{first} {dice.choice(self.heads[kind])}", kind)


def titled(words):
    return " ".join(w[0].upper() + w[1:] if w not in ("of", "the", "and", "for") else w for w in words.split())


def built(name, kind):
    """A name as words: a person's is flat under its first, others are compounds under their last."""
    forms = name.split()
    head = 1 if kind == "PER" else len(forms)
    return [treebank.Word(f, f, "PROPN", "NNP", "Number=Sing", 0 if i == head else head,
                          "dep" if i == head else "flat" if kind == "PER" else "compound", ("B-" if i == 1 else "I-") + kind)
            for i, f in enumerate(forms, 1)]


def relative(word, a, b):
    """A word of the name of the words a to b, its head counted in the name."""
    w = word.copy()
    w.head = w.head - a if a < w.head <= b else 0
    return w


def own(sentence, a, b):
    """Is the name of the words a to b a tree of its own, of whole tokens?"""
    return sum(not a < w.head <= b for w in sentence.words[a:b]) == 1 and \
        not any(f - 1 < b and last > a for f, (last, _, _) in sentence.joined.items())


def spans(sentence):
    """(kind, first, past the last) of each name."""
    out, start = [], None
    labels = [w.ner for w in sentence.words] + ["O"]
    for t, label in enumerate(labels):
        if start is not None and not label.startswith("I-"):
            out.append((labels[start][2:], start, t))
            start = None
        if label.startswith("B-"):
            start = t
    return out


def in_tokens(sentence):
    """Which words, from 0, are parts of a token of several."""
    return {t for first, (last, _, _) in sentence.joined.items() for t in range(first - 1, last)}


def yields(sentence):
    """First and past the last word, from 0, of the subtree of each word; None where it has a gap."""
    n = len(sentence.words)
    inside = [[t] for t in range(n)]
    for t in range(n):
        at, steps = sentence.words[t].head, 0
        while at and steps < n:
            inside[at - 1].append(t)
            at, steps = sentence.words[at - 1].head, steps + 1
    return [(min(x), max(x) + 1) if max(x) - min(x) + 1 == len(x) else None for x in inside]


def rebuilt(sentence, pieces):
    """A sentence of pieces: (sentence, first, past the last) runs of words, or a Word on its own; heads that are lost
    are set to the first word that keeps none."""
    words, joined, new = [], {}, {}
    for piece in pieces:
        if isinstance(piece, treebank.Word):
            words.append(piece)
            continue
        s, a, b = piece
        for first, (last, form, space) in s.joined.items():
            if a < first <= b:
                if last > b:
                    return None
                joined[len(words) + first - a] = (len(words) + last - a, form, space)
            elif first <= a < last:
                return None
        for t in range(a, b):
            new[id(s), t] = len(words)
            w = s.words[t].copy()
            words.append(w)
    return treebank.Sentence(words, joined)


def without(sentence, dice):
    """Leaves out one optional subtree."""
    whole = yields(sentence)
    ways = [y for w, y in zip(sentence.words, whole) if w.rel.split(":")[0] in OPTIONAL and y and y[1] - y[0] < len(whole) - 3]
    if not ways:
        return None
    a, b = dice.choice(ways)
    return rebuilt(sentence, [(sentence, 0, a), (sentence, b, len(sentence.words))])


def clause(sentence, dice):
    """A clause of it on its own."""
    ways = [y for w, y in zip(sentence.words, yields(sentence)) if w.rel.split(":")[0] in CLAUSES and w.upos == "VERB" and y
            and 4 <= y[1] - y[0] < len(sentence.words) - 2]
    if not ways:
        return None
    a, b = dice.choice(ways)
    while a < b and sentence.words[a].upos in ("CCONJ", "SCONJ", "PUNCT"):
        a += 1
    out = rebuilt(sentence, [(sentence, a, b)]) if b - a > 2 else None
    if not out:
        return None
    if 1 not in out.joined:
        out.words[0].form = out.words[0].form[:1].upper() + out.words[0].form[1:]
    if out.words[-1].upos != "PUNCT" and dice.random() < 0.8:
        out.words[-1].space = False
        out.words.append(treebank.Word(".", ".", "PUNCT", "."))
    return out


class Phrases:
    """Short phrases by relation and the tag of their first word."""

    def __init__(self, sentences):
        self.of = collections.defaultdict(list)
        for s in sentences:
            for w, y in zip(s.words, yields(s)):
                if y and w.rel.split(":")[0] in PHRASES and y[1] - y[0] <= PHRASE_WORDS:
                    self.of[self.key(s, w, y)].append((s, *y))

    @staticmethod
    def key(s, w, y):
        return w.rel, s.words[y[0]].upos, w.upos, w.xpos if w.upos == "VERB" else w.feats, y[0] == 0, \
            s.words[y[0]].lemma if s.words[y[0]].upos in ("ADP", "SCONJ") else ""

    def exchanged(self, sentence, dice):
        ways = [(w, y) for w, y in zip(sentence.words, yields(sentence))
                if y and w.rel.split(":")[0] in PHRASES and y[1] - y[0] <= PHRASE_WORDS]
        ways = [(y, self.of[self.key(sentence, w, y)]) for w, y in ways]
        ways = [w for w in ways if len(w[1]) > 3]
        if not ways:
            return None
        (a, b), options = dice.choice(ways)
        other = dice.choice(options)
        out = rebuilt(sentence, [(sentence, 0, a), other, (sentence, b, len(sentence.words))])
        if out and b < len(sentence.words):
            end = a + other[2] - other[1] - 1
            out.words[end].space = sentence.words[b - 1].space
        return out


def reworded(sentence, alike, share, dice):
    """Words for words alike."""
    fixed, changed = in_tokens(sentence), False
    words = [w.copy() for w in sentence.words]
    for t, w in enumerate(words):
        if t not in fixed and w.xpos in OPEN and w.upos not in ("AUX", "PROPN") and dice.random() < share:
            new = alike.pick(w.form, w.xpos, dice)
            if new:
                w.form, changed = new, True
    return treebank.Sentence(words, sentence.joined) if changed else None


def renamed(sentence, names, share, dice):
    """Names for names of the same kind; the tree and the labels stay right."""
    new = []  # (word, its number in the sentence or None, where the name begins)
    at, changed = 0, False
    head_of = {}  # old number of a name's word -> new number of the name's head
    for kind, a, b in spans(sentence) + [("", len(sentence.words), len(sentence.words))]:
        new += [(sentence.words[t].copy(), t + 1, None) for t in range(at, a)]
        at = b
        if a == b:
            break
        if dice.random() >= share or not own(sentence, a, b):
            new += [(sentence.words[t].copy(), t + 1, None) for t in range(a, b)]
            continue
        top = next(w for w in sentence.words[a:b] if not a < w.head <= b)
        start = len(new)
        some = [w.copy() for w in names.pick(kind, b - a > 1, dice)]
        for w in some:
            w.space = w.space if w is not some[-1] else sentence.words[b - 1].space
            if not w.head:
                w.rel, w.head = top.rel, -top.head  # of the old numbers, for now
                for t in range(a, b):
                    head_of[t + 1] = len(new) + 1
            else:
                w.head += start
            new.append((w, None, start))
        changed = True
    if not changed:
        return None
    place = {old: i for i, (_, old, _) in enumerate(new, 1) if old}
    place.update(head_of)
    place[0] = 0
    for w, old, _ in new:
        if old or w.head <= 0:
            w.head = place[abs(w.head)]
    joined = {place[f]: (place[last], form, space) for f, (last, form, space) in sentence.joined.items()}
    return treebank.Sentence([w for w, _, _ in new], joined)


def vary(sentences, alike, names, dice):
    """New sentences without end."""
    phrases = Phrases(sentences)
    while True:
        s = dice.choice(sentences)
        if not 3 <= len(s.words) <= 60:
            continue
        how = dice.random()
        if how < 0.15:
            s = without(s, dice)
        elif how < 0.25:
            s = clause(s, dice)
        elif how < 0.55:
            s = phrases.exchanged(s, dice)
        if not s:
            continue
        made = reworded(s, alike, dice.choice((0.15, 0.3, 0.5)), dice)
        made = renamed(made or s, names, 0.6, dice) or made
        if made and len(made.words) > 2:
            yield made
