"""Sentences from those of a treebank: names for other names of the same kind, of the word lists of accord, of WordNet and of
the treebank. Trees and labels stay right."""
import collections
import os
import re

import numpy as np

import texts
import treebank


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
        known = collections.defaultdict(list)
        for r in read("known_names.tsv"):
            known[r["kind"]].append(r["name"])
        self.family = sorted({r["name"].split()[-1] for r in read("leaders.tsv")} | {n.split()[-1] for n in also["PER"]} |
                             {r["name"] for r in read("family_first.tsv")} | set(known["family"]))
        self.full = [r["name"] for r in read("leaders.tsv") if " " in r["name"]] + [n for n in also["PER"] if " " in n]
        places = [r["name"] for r in read("places.tsv") if not r.get("use")] + also["LOC"] + \
            [r["name"] for r in read("countries.tsv") if r["kind"] in ("name", "part", "capital", "city")]
        bodies = [r["name"] for n in ("organisations.tsv", "agencies.tsv", "outlets.tsv") for r in read(n)] + also["ORG"] + \
            known["company"] + known["body"] + known["university"]
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
            return dice.choice(self.seen[kind]) if how < 0.25 else dice.choice(self.of[kind]) if how < 0.6 else \
                self.coined(kind, dice)
        given = dice.choice(self.given)
        family = word("PER", dice) if dice.random() < 0.3 else dice.choice(self.family)
        if not long:
            return built(given if dice.random() < 0.5 else family, kind)
        return built(dice.choice(self.full) if dice.random() < 0.25 else f"{given} {family}", kind)

    def coined(self, kind, dice):
        """A name that nobody bears: what it is, the sentence must tell, or the noun at its end."""
        how = dice.random()
        if kind == "ORG" and how < 0.15:
            return built("".join(dice.choice("ABCDEFGHILMNOPRSTU") for _ in range(dice.choice((3, 3, 4)))), kind)
        if how < 0.6:
            return built(word(kind, dice), kind)
        first = word(kind, dice) if how < 0.75 else dice.choice(self.family) if how < 0.88 else dice.choice(self.of["LOC"])[0].form
        return built(f"{first} {dice.choice(self.heads[kind])}", kind)


ONSETS = "b br c d dr f g gr h k kr l m n p r s st t tr v w z sh th gl".split()
NUCLEI = "a e i o u a e i o ei ou".split()
CODAS = ["", "", "n", "l", "r", "s", "t", "x", "m", "nd", "rn", "ck", "ll", "st", "rk", "ng"]
ENDINGS = {"ORG": "ex on is ix co tech".split(), "LOC": "ville ton burg abad ovo wick".split(), "PER": "sen ov ski man ez ic".split()}


def word(kind, dice):
    """A word that looks like a name; of what kind, its ending tells now and then."""
    parts = [dice.choice(ONSETS) + dice.choice(NUCLEI) + dice.choice(CODAS) for _ in range(dice.choice((1, 2, 2)))]
    parts.append(dice.choice(ENDINGS[kind]) if dice.random() < 0.3 else dice.choice(CODAS[2:]) if len(parts) == 1 else "")
    return "".join(parts).capitalize()


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


class Near:
    """Words that stand near each other, of the same tag: a sentence with some of its words exchanged is another sentence
    for its names."""

    def __init__(self, vectors, sentences, near=12):
        count = collections.Counter((w.form, w.xpos) for s in sentences for w in s.words if common(w))
        known, self.of = {}, {}
        wanted = {form for form, _ in count}
        with open(vectors, encoding="utf-8") as f:
            for line in f:
                form, _, numbers = line.partition("\t")
                if form in wanted:
                    known[form] = np.array(numbers.split(), dtype=np.float32)
        of_tag = collections.defaultdict(list)
        for (form, tag), n in count.items():
            if n >= 2 and form in known:
                of_tag[tag].append(form)
        for tag, forms in of_tag.items():
            rows = np.stack([known[f] for f in forms])
            rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6
            like = rows @ rows.T
            np.fill_diagonal(like, -1)
            some = min(near, len(forms) - 1)
            if some > 0:
                for form, best in zip(forms, np.argpartition(-like, some - 1, axis=1)[:, :some]):
                    self.of[form, tag] = [forms[i] for i in best]

    def varied(self, sentence, share, dice):
        words, joined = [], {n for f, (last, _, _) in sentence.joined.items() for n in range(f, last + 1)}
        for n, w in enumerate(sentence.words, 1):
            c = w.copy()
            others = self.of.get((w.form, w.xpos))
            if others and w.ner == "O" and n not in joined and dice.random() < share:
                c.form = c.lemma = dice.choice(others)
            words.append(c)
        return treebank.Sentence(words, dict(sentence.joined))


def common(w):
    return w.ner == "O" and w.upos in ("NOUN", "VERB", "ADJ", "ADV") and w.form.isalpha() and w.form.islower() and \
        len(w.form) > 2
