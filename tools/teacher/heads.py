"""What stands on an encoder of words: columns by softmax, trees by deep biaffine attention (Dozat and Manning 2017)."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import treebank

COLUMNS = ("upos", "xpos", "feats", "lemma", "ner")
SHORT_OF = {"feats": 2, "lemma": 2, "rel": 2}  # labels seen less often are left out


def column(word, name):
    return treebank.lemma_script(word.form, word.lemma) if name == "lemma" else getattr(word, name)


class Labels:
    """The labels of each column and of relations, from the sentences to learn from."""

    def __init__(self, sentences):
        words = [w for s in sentences for w in s.words]
        self.of = {name: treebank.labels((column(w, name) for w in words), SHORT_OF.get(name, 1))
                   for name in COLUMNS + ("rel",)}
        self.number = {name: {v: i for i, v in enumerate(of)} for name, of in self.of.items()}

    def targets(self, sentences, with_names):
        """{column: [S][T]}, head [S][T] (0 the root), -1 where there is nothing to learn."""
        wide = max(len(s.words) for s in sentences)
        out = {name: torch.full((len(sentences), wide), -1, dtype=torch.long) for name in COLUMNS + ("rel", "head")}
        for i, s in enumerate(sentences):
            for name in COLUMNS + ("rel",):
                if name == "ner" and not with_names[i]:
                    continue
                number = self.number[name]
                out[name][i, :len(s.words)] = torch.tensor([number.get(column(w, name), -1) for w in s.words])
            out["head"][i, :len(s.words)] = torch.tensor([w.head for w in s.words])
        return out


class Heads(nn.Module):
    """Words [S][T][D] -> scores of all columns, arcs [S][T][1 + T] and, for given heads, relations [S][T][R]."""

    def __init__(self, size, labels, arc=256, rel=128, dropout=0.33):
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.columns = nn.ModuleDict({n: nn.Linear(size, len(labels.of[n])) for n in COLUMNS})
        self.root = nn.Parameter(torch.randn(size) * 0.02)
        self.arc_of, self.arc_to = nn.Linear(size, arc), nn.Linear(size, arc)
        self.rel_of, self.rel_to = nn.Linear(size, rel), nn.Linear(size, rel)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        relations = len(labels.of["rel"])
        self.rel = nn.Parameter(torch.zeros(rel + 1, relations, rel + 1))
        nn.init.normal_(self.arc, std=arc ** -0.5)
        nn.init.normal_(self.rel, std=0.2 / rel)

    def forward(self, words):
        words = self.drop(words)
        heads = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        act = lambda layer, x: self.drop(F.gelu(layer(x)))  # noqa: E731
        one = lambda x: torch.cat([x, torch.ones_like(x[..., :1])], -1)  # noqa: E731
        arcs = one(act(self.arc_of, words)) @ self.arc @ act(self.arc_to, heads).transpose(1, 2)
        scores = {n: layer(words) for n, layer in self.columns.items()}
        return scores, arcs, one(act(self.rel_of, words)), one(act(self.rel_to, heads))

    def relations(self, of, to, head):
        """Scores of the relations of words to their heads [S][T]."""
        chosen = to.gather(1, head.clamp(min=0).unsqueeze(-1).expand(-1, -1, to.shape[-1]))
        left = (of @ self.rel.reshape(self.rel.shape[0], -1)).reshape(*of.shape[:2], *self.rel.shape[1:])
        return (left @ chosen.unsqueeze(-1)).squeeze(-1)

    def loss(self, words, target, real):
        """The sum of the mean losses; real [S][T] marks words."""
        scores, arcs, of, to = self(words)
        arcs = arcs.masked_fill(~torch.cat([real.new_ones(len(real), 1), real], 1).unsqueeze(1), -1e4)
        total = mean_loss(arcs, target["head"]) + mean_loss(self.relations(of, to, target["head"]), target["rel"])
        for n in COLUMNS:
            total = total + mean_loss(scores[n], target[n])
        return total


def mean_loss(scores, target):
    if not (target >= 0).any():
        return scores.sum() * 0
    return F.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=-1)


def tree(score):
    """The best tree with one root: score [T][1 + T] of each head -> heads [T] (Chu and Liu 1965, Edmonds 1967)."""
    best = score.argmax(1)
    if (best == 0).sum() == 1 and not cycle(best):
        return best
    roots = np.argsort(-(score[:, 0] - np.where(best == 0, -1e9, score.max(1))))[:max(4, (best == 0).sum())]
    options = []
    for root in set(roots.tolist()) | set(np.flatnonzero(best == 0).tolist()):
        s = score.copy()
        s[:, 0] = -1e6
        s[root] = -1e6
        s[root, 0] = score[root, 0]
        heads = spanning(s)
        options.append((s[np.arange(len(s)), heads].sum(), heads))
    return max(options, key=lambda x: x[0])[1]


def cycle(heads):
    """The words, from 0, of one cycle of heads (numbers from 1), or nothing."""
    state = np.zeros(len(heads) + 1, dtype=int)
    for start in range(1, len(heads) + 1):
        at, path = start, []
        while at and not state[at]:
            state[at] = start
            path.append(at)
            at = heads[at - 1]
        if at and state[at] == start and path:
            return [w - 1 for w in path[path.index(at):]]
    return []


def spanning(score):
    """Best heads without cycles, by contraction."""
    np.fill_diagonal(score[:, 1:], -1e9)
    heads = score.argmax(1)
    ring = cycle(heads)
    if not ring:
        return heads
    n, inside = len(score), np.zeros(len(score), dtype=bool)
    inside[ring] = True
    outside = np.flatnonzero(~inside)
    own = score[ring, heads[ring]]
    small = np.full((len(outside) + 1, len(outside) + 2), -1e9)
    columns = np.concatenate([[0], outside + 1])
    small[:-1, :-1] = score[np.ix_(outside, columns)]
    out_of = score[np.ix_(outside, np.array(ring) + 1)]
    small[:-1, -1] = out_of.max(1)
    into = score[np.ix_(ring, columns)] - own[:, None]
    small[-1, :-1] = into.max(0) + own.sum()
    found = spanning(small)
    result = heads.copy()
    for i, w in enumerate(outside):
        h = found[i]
        result[w] = ring[out_of[i].argmax()] + 1 if h == len(outside) + 1 else columns[h]
    enter = into[:, found[-1]].argmax()
    result[ring[enter]] = columns[found[-1]]
    return result


def names_of(score, labels):
    """The best path that is well formed: no I- but behind its own kind.  score [T][Y] log probabilities."""
    ok = np.zeros((len(labels), len(labels)))
    for i, b in enumerate(labels):
        if b.startswith("I-"):
            ok[:, i] = [0 if a[2:] == b[2:] and a != "O" else -1e4 for a in labels]
    start = np.array([-1e4 if b.startswith("I-") else 0 for b in labels])
    best, back = score[0] + start, []
    for t in range(1, len(score)):
        step = best[:, None] + ok
        back.append(step.argmax(0))
        best = step.max(0) + score[t]
    path = [int(best.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return [labels[i] for i in reversed(path)]


def analyse(many, sentences, labels, heads_of):
    """Fills the columns of sentences by the mean probabilities of models.

    many: (scores, arcs, of, to) of each model; heads_of: their Heads.  Returns of each sentence the mean of the
    logarithm of the probability of the arcs and of the tags: how sure."""
    mean = lambda parts: torch.stack([p.float().softmax(-1) for p in parts]).mean(0)  # noqa: E731
    real = torch.zeros(many[0][1].shape[:2], dtype=torch.bool)
    for i, s in enumerate(sentences):
        real[i, :len(s.words)] = True
    shut = ~torch.cat([real.new_ones(len(real), 1), real], 1).unsqueeze(1)
    arcs = mean([m[1].float().masked_fill(shut, -1e4) for m in many]).clamp(min=1e-9).log().numpy()
    head = torch.zeros(real.shape, dtype=torch.long)
    sure = []
    for i, s in enumerate(sentences):
        n = len(s.words)
        found = tree(arcs[i, :n, :n + 1].astype(np.float64))
        head[i, :n] = torch.from_numpy(found.astype(np.int64))
        sure.append([float(arcs[i, np.arange(n), found].mean())])
    columns = {n: mean([m[0][n] for m in many]) for n in COLUMNS}
    relations = mean([h.relations(m[2], m[3], head) for m, h in zip(many, heads_of)])
    no_root = labels.number["rel"]["root"]
    relations[..., no_root] = torch.where(head == 0, 2.0, -1.0)
    best = {n: c.max(-1) for n, c in list(columns.items()) + [("rel", relations)]}
    for i, s in enumerate(sentences):
        n = len(s.words)
        names = names_of(columns["ner"][i, :n].clamp(min=1e-9).log().numpy(), labels.of["ner"])
        pick = {c: [labels.of[c][j] for j in b.indices[i, :n].tolist()] for c, b in best.items()}
        for t, w in enumerate(s.words):
            w.upos, w.xpos, w.feats = pick["upos"][t], pick["xpos"][t], pick["feats"][t]
            w.lemma = treebank.lemma_of(w.form, pick["lemma"][t])
            w.head, w.rel, w.ner = int(head[i, t]), pick["rel"][t], names[t]
        sure[i].append(float(best["upos"].values[i, :n].clamp(min=1e-9).log().mean()))
    return sure
