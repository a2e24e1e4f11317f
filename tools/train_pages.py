#!/usr/bin/env python3
"""Trains models/page.model, by which src/clean/main_text.c tells an article from what stands around it.

    page-features PAGE.html... > features.jsonl
    tools/train_pages.py features.jsonl gold.jsonl models/page.model     trains on all pages
    tools/train_pages.py features.jsonl gold.jsonl                       trains on every other page, scores the rest

Gold rows: {id, text}; a page's id is its file name up to the first dot. A block is the article's when most of its word
triples stand in the gold text. Needs numpy, scipy, scikit-learn and lightgbm.
"""
import json
import os
import re
import struct
import sys
from collections import Counter

import lightgbm
import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

SPARSE, PARTS, FOLDS = 1 << 15, 4, 4


def words(text):
    return re.findall(r"\w+", (text or "").lower())


def label(texts, gold):
    """1 for blocks that stand in the gold text, in order of the page; short ones must be lines of it, or stand between
    others of it."""
    triples = Counter(zip(gold, gold[1:], gold[2:]))
    joined = " " + " ".join(gold[0:]) + " "
    y = []
    for w in texts:
        if len(w) < 4:
            y.append(-1)
            continue
        hits = 0
        for t in zip(w, w[1:], w[2:]):
            if triples[t] > 0:
                triples[t] -= 1
                hits += 1
        y.append(int(2 * hits >= len(w) - 2))
    return y, joined


def settle(y, texts, joined, lines):
    lines = Counter(lines)
    for k, w in enumerate(texts):
        if y[k] < 0 and lines[" ".join(w)] > 0:
            lines[" ".join(w)] -= 1
            y[k] = 1
    for k, w in enumerate(texts):
        if y[k] >= 0:
            continue
        before = next((y[i] for i in range(k - 1, max(-1, k - 12), -1) if y[i] >= 0), 0)
        after = next((y[i] for i in range(k + 1, min(len(y), k + 12)) if y[i] >= 0), 0)
        y[k] = int(bool(before and after and " " + " ".join(w) + " " in joined))
    return y


class Data:
    def __init__(self, features, gold):
        gold = {g["id"]: g["text"] or "" for g in map(json.loads, open(gold, encoding="utf-8"))}
        dense, self.y, self.words, page, rows, cols, vals = [], [], [], [], [], [], []
        self.texts, self.gold, self.starts = [], [], [0]
        for line in open(features, encoding="utf-8"):
            row = json.loads(line)
            text = gold[os.path.basename(row["source"]).split(".")[0]]
            texts = [words(b[1]) for b in row["blocks"]]
            y, joined = label(texts, words(text))
            self.y += settle(y, texts, joined, (" ".join(words(x)) for x in text.split("\n")))
            above, parent, own = {-1: Counter()}, {}, {}
            for number, up, *ids in row["nodes"]:
                above[number] = above[up] + Counter(ids)
                parent[number], own[number] = up, ids
            for block, w in zip(row["blocks"], texts):
                node = block[4]
                bags = [Counter(block[3]), Counter(own.get(node, [])), above[node], Counter(own.get(parent.get(node, -1), []))]
                for part, bag in enumerate(bags):
                    rows += [len(self.texts)] * len(bag)
                    cols += [part * SPARSE + i for i in bag]
                    vals += bag.values()
                self.texts.append(w)
                dense.append(numpy.array(block[2], numpy.float32))
                self.words.append(block[0])
                page.append(len(self.gold))
            self.gold.append(Counter(words(text)))
            self.starts.append(len(self.texts))
        self.dense = numpy.array(dense, numpy.float32)
        self.y, self.words, self.page = numpy.array(self.y), numpy.array(self.words), numpy.array(page)
        self.sparse = csr_matrix((numpy.array(vals, numpy.float32), (rows, cols)), shape=(len(self.texts), PARTS * SPARSE))
        totals = numpy.bincount(self.page, weights=self.words)
        self.weight = (self.words / numpy.maximum(1, totals[self.page])) ** 0.7
        self.weight /= self.weight.mean()

    def word_f1(self, keep, pages):
        scores = []
        for p in pages:
            got, seen = Counter(), set()
            for k in range(self.starts[p], self.starts[p + 1]):
                if not keep[k] or (len(self.texts[k]) >= 8 and tuple(self.texts[k]) in seen):
                    continue
                seen.add(tuple(self.texts[k]))
                got.update(self.texts[k])
            hits, both = sum((got & self.gold[p]).values()), sum(got.values()) + sum(self.gold[p].values())
            scores.append(2 * hits / both if both else 1.0)
        return sum(scores) / len(scores)


def linear(data, rows):
    model = LogisticRegression(C=0.03, solver="liblinear", tol=0.05, max_iter=15)
    model.fit(data.sparse[rows], data.y[rows], sample_weight=numpy.sqrt(numpy.maximum(data.words, 1))[rows] / 4)
    w = model.coef_[0].reshape(PARTS, SPARSE)
    scale = numpy.abs(w).max(axis=1) / 127
    return numpy.round(w / scale[:, None]).astype(numpy.int8), scale.astype(numpy.float32), float(model.intercept_[0])


def score(data, rows, fit):
    w, scale, bias = fit
    part = [data.sparse[rows][:, i * SPARSE:(i + 1) * SPARSE] @ w[i].astype(numpy.float32) * scale[i] for i in range(PARTS)]
    return numpy.column_stack(part + [bias + sum(part)])


def around(data, s):
    z = numpy.full((len(s), 10), -9, numpy.float32)
    for a, b in zip(data.starts, data.starts[1:]):
        n, t = b - a, s[a:b]
        for d in (1, 2, 3):
            z[a + d:b, d - 1] = t[:n - d] if n > d else []
            z[a:b - d if n > d else a, d + 2] = t[d:] if n > d else []
        w = numpy.concatenate([[0], numpy.cumsum(data.words[a:b])])
        p = numpy.concatenate([[0], numpy.cumsum(data.words[a:b] / (1 + numpy.exp(-t)))])
        i = numpy.arange(n)
        lo, hi = numpy.maximum(i - 5, 0), numpy.minimum(i + 6, n)
        z[a:b, 6] = (p[hi] - p[lo]) / numpy.maximum(1, w[hi] - w[lo])
        z[a:b, 7] = p[:-1] / max(1, p[-1])
        z[a:b, 8] = 1 - p[1:] / max(1, p[-1])
        z[a:b, 9] = numpy.log1p(p[-1])
    return z


def boost(x, y, weight, trees):
    options = dict(objective="binary", num_leaves=15, learning_rate=0.08, min_data_in_leaf=40, feature_fraction=0.5,
                   bagging_fraction=0.6, bagging_freq=1, lambda_l2=5, max_bin=63, verbose=-1, num_threads=1, seed=7,
                   deterministic=True, force_row_wise=True)
    return lightgbm.train(options, lightgbm.Dataset(x, y, weight=weight), trees)


def flatten(model):
    """The trees as [value, feature, left, right]; feature -1 is a leaf."""
    nodes, roots = [], []

    def add(t):
        at = len(nodes)
        nodes.append(None)
        if "leaf_value" in t:
            nodes[at] = (t["leaf_value"], -1, 0, 0)
        else:
            left = add(t["left_child"])
            right = add(t["right_child"])
            nodes[at] = (t["threshold"], t["split_feature"], left, right)
        return at

    for t in model.dump_model()["tree_info"]:
        roots.append(add(t["tree_structure"]))
    return nodes, roots


def write(path, fit, model, features, cut):
    w, scale, bias = fit
    nodes, roots = flatten(model)
    with open(path, "wb") as f:
        f.write(b"ACPAGE1\0" + struct.pack("<4I2f4f", features, SPARSE, len(roots), len(nodes), bias, cut, *scale))
        f.write(w.tobytes() + struct.pack(f"<{len(roots)}I", *roots))
        for node in nodes:
            f.write(struct.pack("<fhHHH", *node, 0))


def main():
    data = Data(sys.argv[1], sys.argv[2])
    held = numpy.zeros(len(data.gold), bool)
    if len(sys.argv) < 4:
        held[1::2] = True
    pages = numpy.arange(len(data.gold))
    train = ~held[data.page]
    fold = numpy.where(train, data.page // 2 % FOLDS if held.any() else data.page % FOLDS, -1)
    parts = numpy.zeros((len(data.y), PARTS + 1))
    for k in range(FOLDS):  # the trees must see the linear model as it is on pages that it was not trained on
        parts[fold == k] = score(data, fold == k, linear(data, train & (fold != k)))
    fit = linear(data, train)
    if held.any():
        parts[~train] = score(data, ~train, fit)
    x = numpy.hstack([data.dense, parts, around(data, parts[:, -1])]).astype(numpy.float32)
    model = boost(x[train], data.y[train], data.weight[train], int(os.environ.get("TREES", 100)))
    s = model.predict(x, raw_score=True)
    for name, which in (("trained on", pages[~held]), ("held out", pages[held])):
        for cut in (-0.9, -0.6, -0.3, 0):
            if len(which):
                print(f"{name}\tcut {cut}\tword F1 {data.word_f1(s > cut, which):.4f}")
    if len(sys.argv) > 3:
        write(sys.argv[3], fit, model, x.shape[1], float(os.environ.get("CUT", -0.6)))


if __name__ == "__main__":
    main()
