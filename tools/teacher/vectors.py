"""Vectors of words, from what MiniLM makes of them in the sentences of the treebanks and of WordNet.

    vectors.py TREEBANKS LEXICON OUT.txt [SIZE]

OUT: `word TAB v1 v2 …`, words in small letters, those that matter most first.  A word's vector is the mean over its
occurrences of the second and the fourth layer, beside the mean of its pieces before the first, brought down to SIZE
numbers by principal components; standard deviation one over all.  A word without occurrence is read alone, so are the
words of the names of LEXICON.  Rows of `^piece` and `##piece` follow, pieces that begin a word and that go on in it: of
words that have no row the mean of their pieces is to come near to what MiniLM would make of them, by least squares over
all the words above and those of WordNet."""
import collections
import os
import random
import re
import sys

import torch

import encoder
import texts
import treebank
import vary

SENTENCES_OF_A_WORD = 30  # a sentence without a word that was seen less often is left out
LONGEST = 100
USED = (2, 4)             # layers
ALONE = 0.7               # weight of the pieces before the first layer
WORD = re.compile(r"[A-Za-z][A-Za-z.'-]*[A-Za-z]|[A-Za-z]|\d+|[^\sA-Za-z\d]")


def vocabulary(bank, plain, pieces):
    """Words of the treebanks, those that WordNet uses twice, and whole words of MiniLM, which stand in order of
    frequency; those that matter most first."""
    whole = [t for t in pieces.made.convert_ids_to_tokens(range(pieces.made.vocab_size))
             if t.isalpha() and t.isascii() and len(t) > 1]
    rank = {t: i for i, t in enumerate(whole)}
    count, more = (collections.Counter(f.lower() for s in some for f in s) for some in (bank, plain))
    score = {w: 10 * count[w] + more[w] + (30 + max(0, 2000 - rank[w]) / 10 if w in rank else 0)
             for w in set(count) | set(whole) | {w for w, n in more.items() if n >= 2}}
    return sorted(score, key=lambda w: (-score[w], w))


def contexts(bank, plain, number):
    seen, out = collections.Counter(), []
    for s in bank + plain:
        low = [f.lower() for f in s]
        if len(s) < LONGEST and min((seen[f] for f in low if f in number), default=SENTENCES_OF_A_WORD) < SENTENCES_OF_A_WORD:
            seen.update(low)
            out.append(s)
    return out


@torch.inference_mode()
def collect(model, pieces, sentences, number, layers):
    """Sums of layers over the occurrences of each word {layer: [N][D]}, and how many [N]."""
    total = {layer: torch.zeros(len(number), encoder.SIZE) for layer in layers}
    count = torch.zeros(len(number))
    sentences = sorted(sentences, key=len)
    for at in range(0, len(sentences), 64):
        some = sentences[at:at + 64]
        wide = max(map(len, some))
        ids, mask, word = pieces.batch([[s] for s in some])
        hidden = model(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        found = [(i * wide + t, number[f.lower()]) for i, s in enumerate(some) for t, f in enumerate(s) if f.lower() in number]
        here, who = torch.tensor(found).T
        for layer in layers:
            total[layer].index_add_(0, who, encoder.by_word(hidden[layer].float(), word, len(some) * wide)[here])
        count.index_add_(0, who, torch.ones(len(who)))
    return total, count


class Principal:
    """Layers of words -> SIZE numbers: each layer at length one about its mean, then principal components."""

    def __init__(self, layers, weight, size):
        self.mean = {k: x.mean(0) for k, x in layers.items()}
        x = self.joined(layers)
        self.centre = (x * weight).sum(0)
        x = x - self.centre
        _, axes = torch.linalg.eigh((x * weight).T @ x)
        self.axes = axes[:, -size:].flip(1)
        self.scale = (x @ self.axes).std()

    def joined(self, layers):
        parts = []
        for k in USED + (0,):
            x = layers[k] - self.mean[k]
            parts.append((1 if k else ALONE) * x / x.norm(dim=1, keepdim=True).clamp(min=1e-6))
        return torch.cat(parts, 1)

    def of(self, layers):
        return (self.joined(layers) - self.centre) @ self.axes / self.scale


def names(lexicon):
    """The words of the names of the word lists."""
    out = set()
    for name in ("known_names", "wordnet_names", "given_names", "places", "countries", "organisations", "outlets", "agencies",
                 "leaders", "family_first"):
        for row in vary.rows(os.path.join(lexicon, name + ".tsv")):
            out |= set(re.findall(r"[^\W\d_][\w'.]*", row["name"].lower()))
    return out


def lemmas():
    out = set()
    for part in texts.PARTS:
        with open(os.path.join(texts.FOLDER, "index." + part), encoding="latin-1") as f:
            out |= {w for w in (line.split(" ", 1)[0] for line in f) if w.isalpha() and len(w) > 3}
    return out


def fit(ids, vectors, size, rounds=40, ridge=0.02, whole=0.3):
    """Vectors of pieces [size][D] so that the mean of a word's pieces, ids, is its vector: least squares by conjugate
    gradients. A word of one piece, whose own vector stands apart, weighs less."""
    at = torch.tensor([(i, p, 1 / len(some)) for i, some in enumerate(ids) for p in some])
    row, column, share = at[:, 0].long(), at[:, 1].long(), at[:, 2]
    mean = torch.sparse_coo_tensor(torch.stack([row, column]), share, (len(ids), size)).coalesce()
    back = mean.t().coalesce()
    weight = torch.tensor([1.0 if len(some) > 1 else whole for some in ids]).unsqueeze(1)

    def product(x):
        return torch.sparse.mm(back, weight * torch.sparse.mm(mean, x)) + ridge * x

    x = torch.zeros(size, vectors.shape[1])
    r = torch.sparse.mm(back, weight * vectors)
    p, square = r.clone(), (r * r).sum(0)
    for _ in range(rounds):
        q = product(p)
        step = square / (p * q).sum(0).clamp(min=1e-12)
        x += step * p
        r -= step * q
        last, square = square, (r * r).sum(0)
        p = r + square / last.clamp(min=1e-12) * p
    return x, torch.bincount(column, minlength=size)


def make(folder, lexicon, out, size):
    bank = [[w.form for w in s.words] for n in ("ewt", "gum-open") for s in treebank.read(f"{folder}/{n}-train.conllu")]
    plain = [WORD.findall(t) for t in texts.sentences()]
    pieces = encoder.Pieces()
    words = vocabulary(bank, plain, pieces)
    number = {w: i for i, w in enumerate(words)}
    random.Random(1).shuffle(plain)
    model = encoder.body().eval().to(torch.bfloat16)
    inside, count = collect(model, pieces, contexts(bank, plain, number), number, USED)
    alone, _ = collect(model, pieces, [[w] for w in words], number, (0,) + USED)
    seen, often = (count > 0).unsqueeze(1), count.clamp(min=1).unsqueeze(1)

    layers = {k: torch.where(seen, inside[k] / often, alone[k]) for k in USED} | {0: alone[0]}
    weight = (count + 1).sqrt().unsqueeze(1)
    principal = Principal(layers, weight / weight.sum(), size)
    listed = sorted(names(lexicon) - set(words))
    more = listed + sorted(lemmas() - set(words) - set(listed))
    rest, _ = collect(model, pieces, [[w] for w in more], {w: i for i, w in enumerate(more)}, (0,) + USED)
    vectors = torch.cat([principal.of(layers), principal.of(rest)])
    found, met = fit([pieces.of(w) for w in words + more], vectors, pieces.made.vocab_size)
    with open(out, "w", encoding="utf-8") as f:
        put = lambda word, v: f.write(word + "\t" + " ".join(f"{x:.2f}" for x in v) + "\n")  # noqa: E731
        for word, v in zip(words + listed, vectors.tolist()):
            put(word, v)
        for piece, v, n in zip(pieces.made.convert_ids_to_tokens(range(len(found))), found.tolist(), met.tolist()):
            if n and piece.isascii() and not re.fullmatch(r"\[.+\]", piece):
                put(piece if piece.startswith("##") else "^" + piece, v)


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("medium")
    make(*sys.argv[1:4], int(sys.argv[4]) if len(sys.argv) > 4 else 256)
