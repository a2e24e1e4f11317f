#!/usr/bin/env python3
"""Writes lexicon/antecedents.tsv: what tells which of those before it a pronoun means, with weights learned from GUM.

    tools/make_antecedents.py ACCORD_TRAIN gum-open-train.conllu > lexicon/antecedents.tsv
    tools/make_antecedents.py ACCORD_TRAIN gum-open-train.conllu DEV.conllu     measures instead, on texts that it has not met

GUM (annotations CC BY 4.0) says in Entity= of MISC which mentions are of one entity. `accord-train antecedents` lists what each
third-person pronoun chooses from, with features; a log-linear model is fitted so that candidates of the pronoun's own entity, or
nobody where there are none, are likely (AdaGrad, weights drawn to zero, the mean over the later rounds). What the reader makes of
a pronoun is a feature of the next ones: build and run it a second time.
"""
import bisect
import collections
import math
import os
import random
import re
import subprocess
import sys
import tempfile

ROUNDS, SETTLED, RATE, DECAY = 10, 5, 0.15, 0.002
# Talk among friends has other habits than news.
SHARE = collections.defaultdict(lambda: 1.0, conversation=0.5, vlog=0.5)
# News speaks of people and bodies more than GUM's guides and textbooks do: what a candidate that is no entity has less.
LESS = {"he": 0.4, "it": 0.4, "they": 0.2}
NO_ENTITY = ("nobody as", "thing as", "things as", "human as", "humans as", "open as", "row as")
COLUMNS = ("he", "it", "they")


class Document:
    def __init__(self, name):
        self.name, self.genre = name, name.split("_")[1]
        self.text, self.words, self.open, self.mentions = "", [], [], []  # words: [beg, end, head, relation] in code points

    def close(self):
        self.text = self.text.rstrip()
        self.ends = [w[1] for w in self.words]
        self.begs = [w[0] for w in self.words]
        for m in self.mentions:
            inside = range(m["beg"], m.get("end", m["beg"]) + 1)
            head = next((t for t in inside if self.words[t][2] not in inside), inside[-1])
            m["heads"] = {head} | {t for t in inside if self.words[t][2] == head and self.words[t][3].startswith("flat")}
            m["last"] = inside[-1]

    def entity(self, beg, end):
        """Of the smallest mention whose head stands in that range and that holds its last word; None when there is none."""
        a, b = max(bisect.bisect_right(self.begs, beg) - 1, 0), min(bisect.bisect_left(self.ends, end), len(self.words) - 1)
        fits = [m for m in self.mentions if m["beg"] <= b <= m["last"] and any(a <= h <= b for h in m["heads"])]
        return min(fits, key=lambda m: m["last"] - m["beg"])["entity"] if fits else None


def mark_entities(doc, word, entity):
    for one, closed, end in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", entity):
        if one:
            doc.mentions.append({"entity": re.split(r"[-\[]", one)[0], "name": one.split("-")[0], "beg": word, "end": word})
            if not closed:
                doc.open.append(doc.mentions[-1])
        else:
            last = next((m for m in reversed(doc.open) if m["name"] == end), None)
            if last:
                last["end"] = word
                doc.open.remove(last)


def documents(path):
    """The texts of a CoNLL-U file, joined as SpaceAfter says, with paragraphs."""
    docs, paragraph, base, rest, last = [], False, 0, "", 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            docs.append(Document(line.split("= ")[1]))
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# sent_id"):
            base = len(docs[-1].words)
            if paragraph and base:
                docs[-1].text = docs[-1].text.rstrip(" ") + "\n\n"
            paragraph = False
        elif line and line[0] != "#" and "." not in line.split("\t")[0]:
            doc, cell = docs[-1], line.split("\t")
            misc = dict(x.split("=", 1) for x in cell[9].split("|") if "=" in x)
            blank = "" if "SpaceAfter" in misc else " "
            if "-" in cell[0]:  # one token of several words: their letters are shared out
                last, rest, blank_after = int(cell[0].split("-")[1]), cell[1], blank
                continue
            form = cell[1]
            if int(cell[0]) <= last:
                form = rest if int(cell[0]) == last else rest[:len(form)]
                rest, blank = rest[len(form):], blank_after if int(cell[0]) == last else ""
                last = 0 if int(cell[0]) == last else last
            doc.words.append((len(doc.text), len(doc.text) + len(form), base + int(cell[6]) - 1, cell[7]))
            doc.text += form + blank
            mark_entities(doc, len(doc.words) - 1, misc.get("Entity", ""))
    for doc in docs:
        doc.close()
    return docs


def choices(train, doc):
    """(column, [(features, right, entity of the reader)]) for each pronoun of a document."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as f:
        f.write(doc.text)
        f.flush()
        listed = subprocess.run([train, "antecedents", "-", f.name], capture_output=True, check=True).stdout.decode()
    code_point, at = {}, 0
    for i, c in enumerate(doc.text + "\n"):
        code_point[at] = i
        at += len(c.encode())
    out, own = [], None
    for line in listed.splitlines():
        cell = line.split("\t")
        entity = doc.entity(code_point[int(cell[1])], code_point[int(cell[2])])
        if cell[0] == "pronoun":
            own = entity
            out.append((cell[3], []))
        else:
            right = own is not None and entity == own and cell[0] not in ("nobody", "row")
            out[-1][1].append((cell[4:], right, int(cell[3])))
    # Nobody comes first.
    return [(column, [(f, right or (i == 0 and not any(x[1] for x in c)), e) for i, (f, right, e) in enumerate(c)])
            for column, c in out]


def likelihoods(weight, candidates):
    score = [math.exp(min(sum(weight[f] for f in features), 30)) for features, _, _ in candidates]
    total = sum(score)
    return [s / total for s in score]


def fit(rows):
    """rows: (share, column, candidates). Weights by column and feature."""
    weight = {c: collections.defaultdict(float) for c in COLUMNS}
    squares = {c: collections.defaultdict(lambda: 1.0) for c in COLUMNS}
    mean = {c: collections.defaultdict(float) for c in COLUMNS}
    dice, rows = random.Random(1), list(rows)
    for turn in range(ROUNDS):
        dice.shuffle(rows)
        for share, column, candidates in rows:
            w, likely, slope = weight[column], likelihoods(weight[column], candidates), collections.defaultdict(float)
            right = sum(p for p, c in zip(likely, candidates) if c[1])
            for p, (features, good, _) in zip(likely, candidates):
                for f in features:
                    slope[f] += (p / right if good and right > 0 else 0) - p
            for f, s in slope.items():
                s = share * s - DECAY * w[f]
                squares[column][f] += s * s
                w[f] += RATE * s / math.sqrt(squares[column][f])
        if turn >= SETTLED:
            for c in COLUMNS:
                for f, x in weight[c].items():
                    mean[c][f] += x / (ROUNDS - SETTLED)
    for c in COLUMNS:
        for f in mean[c]:
            mean[c][f] -= LESS[c] if f.startswith(NO_ENTITY) else 0
    return mean


def measure(weight, rows):
    count = collections.Counter()
    for _, column, candidates in rows:
        likely = collections.Counter()
        for i, (p, (_, _, entity)) in enumerate(zip(likelihoods(weight[column], candidates), candidates)):
            likely[entity if entity >= 0 else ("no entity", i)] += p
        meant = max(likely, key=likely.get)
        right = {entity for _, good, entity in candidates if good and entity >= 0}
        count[column, "pronouns"] += 1
        count[column, "right"] += meant in right if right else not isinstance(meant, int)
    for c in COLUMNS:
        print(f"{c}\t{count[c, 'right']} of {count[c, 'pronouns']} right")


def main():
    if len(sys.argv) not in (3, 4) or not os.path.exists(sys.argv[1]):
        sys.exit(__doc__)
    rows = [[(SHARE[d.genre], *c) for d in documents(path) for c in choices(sys.argv[1], d)] for path in sys.argv[2:]]
    weight = fit(rows[0])
    if len(rows) > 1:
        measure(weight, rows[1])
        return
    print("# What tells which of those before it a pronoun means: weights, in hundredths, of a log-linear model. Written by\n"
          "# tools/make_antecedents.py from GUM 11.1 (annotations CC BY 4.0, gucorpling.org/gum). he: he and she; it; they.\n"
          "# A feature is where a candidate stands and in what role (\"subject for possessive here\": a subject, for a possessive\n"
          "# pronoun in the same sentence), what it is (\"body as subject\": for a pronoun as subject) and what tells the two apart.\n"
          "feature\the\tit\tthey")
    for feature in sorted({f for c in COLUMNS for f in weight[c]}):
        cells = [str(round(100 * weight[c][feature])) for c in COLUMNS]
        if cells != ["0"] * 3:
            print(feature, *cells, sep="\t")


if __name__ == "__main__":
    main()
