"""The teacher: MiniLM with a recurrent layer and heads, fine-tuned on treebanks; slow, sure, and never a part of accord.

    teacher.py train TREEBANKS OUT.pt [SEED [EPOCHS [FROM.pt]]]   FROM: go on from there, ever slower
    teacher.py label MODEL.pt[,MODEL.pt…] IN.conllu OUT.conllu    analyses of the sentences and words of IN
"""
import os
import random
import sys
import time
import zlib

import torch
from torch import nn

import encoder
import heads
import treebank
import vary

AFFIX, BUCKETS = 64, 1 << 15
SHAPES = 64
LEXICON = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../lexicon")
PIECES = 1600  # of a batch


def shape(form, first):
    """What MiniLM, which knows small letters alone, does not see."""
    letters = [c for c in form if c.isalpha()]
    kind = 0
    if letters:
        upper = sum(c.isupper() for c in letters)
        kind = 1 if upper == 0 else 2 if upper == 1 and form[0].isupper() and len(letters) > 1 else \
            3 if upper == len(letters) else 4
    return ((kind * 2 + any(c.isdigit() for c in form)) * 2 + (not letters and not form.isalnum())) * 2 + first


def affixes(form):
    """Buckets of the word's form, beginnings and endings."""
    low = form.lower()
    parts = ["w" + form, "l" + low] + [f"p{low[:n]}" for n in (1, 2, 3)] + [f"s{low[-n:]}" for n in (1, 2, 3, 4)]
    return [zlib.crc32(p.encode()) % BUCKETS for p in parts]


class Teacher(nn.Module):
    def __init__(self, labels, recurrent=256, pretrained=True):
        super().__init__()
        self.body = encoder.body()
        self.mix = nn.Parameter(torch.zeros(encoder.LAYERS + 1))
        self.affix = nn.EmbeddingBag(BUCKETS, AFFIX, mode="sum")
        self.shape = nn.Embedding(SHAPES, AFFIX)
        self.norm = nn.LayerNorm(encoder.SIZE)
        self.drop = nn.Dropout(0.3)
        self.lstm = nn.LSTM(encoder.SIZE + AFFIX, recurrent, bidirectional=True, batch_first=True)
        self.heads = heads.Heads(2 * recurrent + encoder.SIZE, labels)
        nn.init.normal_(self.affix.weight, std=0.1)

    def words(self, batch):
        """A Batch -> [S][T][D]."""
        layers = self.body(input_ids=batch.ids, attention_mask=batch.mask, output_hidden_states=True).hidden_states
        weight = self.mix.softmax(0)
        hidden = sum(w * h for w, h in zip(weight, layers))
        size = batch.real.shape
        words = encoder.by_word(hidden, batch.word, size.numel()).reshape(*size, -1)
        words = self.drop(self.norm(words))
        extra = self.affix(batch.affix.flatten(0, 1)).reshape(*size, -1) + self.shape(batch.shape)
        out, _ = self.lstm(torch.cat([words, self.drop(extra)], -1))
        return torch.cat([out, words], -1)


class Batch:
    """What the teacher takes of sentences."""

    def __init__(self, pieces, sentences):
        forms = [[w.form for w in s.words] for s in sentences]
        self.ids, self.mask, self.word = pieces.batch(forms)
        wide = max(map(len, forms))
        self.real = torch.zeros(len(forms), wide, dtype=torch.bool)
        self.affix = torch.zeros(len(forms), wide, 9, dtype=torch.long)
        self.shape = torch.zeros(len(forms), wide, dtype=torch.long)
        for i, s in enumerate(forms):
            self.real[i, :len(s)] = True
            self.affix[i, :len(s)] = torch.tensor([affixes(f) for f in s])
            self.shape[i, :len(s)] = torch.tensor([shape(f, t == 0) for t, f in enumerate(s)])


def bundles(pieces, sentences, most, dice=None):
    """Sentences of like length, at most so many pieces together (padding too)."""
    size = [sum(len(pieces.of(w.form)) for w in s.words) + 2 for s in sentences]
    order = list(range(len(sentences)))
    if dice:
        dice.shuffle(order)
    order.sort(key=lambda i: size[i] + (dice.random() * 4 if dice else 0))
    out, now = [], []
    for i in order:
        if now and size[i] * (len(now) + 1) > most:
            out.append(now)
            now = []
        now.append(i)
    if now:
        out.append(now)
    if dice:
        dice.shuffle(out)
    return out


def recased(sentence, dice):
    """The sentence in small letters, capitals or title case, now and then."""
    how = dice.random()
    if how > 0.1:
        return sentence
    change = str.lower if how < 0.04 else str.upper if how < 0.06 else str.capitalize
    words = []
    for w in sentence.words:
        c = w.copy()
        c.form = change(w.form)
        words.append(c)
    return treebank.Sentence(words)


def seen_as(sentence, named, names, dice):
    """A sentence and the form in which the teacher sees it: now and then with other names, in other letters."""
    if named and dice.random() < 0.3:
        sentence = vary.renamed(sentence, names, 0.5, dice) or sentence
    return sentence, recased(sentence, dice)


def learn(model, labels, sentences, named, seed, epochs, out, dev, rate=1.0):
    torch.manual_seed(seed)
    dice = random.Random(seed)
    names = vary.Names(LEXICON, [s for s, known in zip(sentences, named) if known])
    pieces = encoder.Pieces()
    model.body.embeddings.requires_grad_(False)  # words that the treebanks lack keep their place among the others
    body = list(model.body.encoder.parameters())
    known = {id(p) for p in model.body.parameters()}
    rest = [p for p in model.parameters() if id(p) not in known]
    steps = len(bundles(pieces, sentences, PIECES)) * epochs
    adam = torch.optim.AdamW([{"params": body, "lr": rate * 1e-4, "weight_decay": 0.01}, {"params": rest, "lr": rate * 2e-3}],
                             betas=(0.9, 0.98), weight_decay=0, fused=True)
    slope = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda n: min((n + 1) / (0.06 * steps), max(0.02, (steps - n) / (0.94 * steps))))
    begun, loss_sum, done = time.time(), 0.0, 0
    for epoch in range(epochs):
        model.train()
        for group in bundles(pieces, sentences, PIECES, dice):
            gold, some = zip(*(seen_as(sentences[i], named[i], names, dice) for i in group))
            batch = Batch(pieces, some)
            with torch.autocast("cpu", torch.bfloat16):
                words = model.words(batch)
            loss = model.heads.loss(words.float(), labels.targets(gold, [named[i] for i in group]), batch.real)
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            adam.step()
            slope.step()
            loss_sum, done = loss_sum + float(loss.detach()), done + 1
            if done % 100 == 0:
                print(f"epoch {epoch + 1} step {done}/{steps} loss {loss_sum / 100:.3f} {time.time() - begun:.0f} s", flush=True)
                loss_sum = 0.0
        torch.save({"state": model.state_dict(), "labels": labels}, out)
        for name, gold in dev.items():
            print(f"epoch {epoch + 1} {name} {measure([model], labels, gold)}", flush=True)


@torch.inference_mode()
def label(models, labels, sentences, most=4000):
    """Fills the columns of all sentences; how sure of each."""
    pieces, sure = encoder.Pieces(), [None] * len(sentences)
    for m in models:
        m.eval()
    for group in bundles(pieces, sentences, most):
        some = [sentences[i] for i in group]
        batch = Batch(pieces, some)
        with torch.autocast("cpu", torch.bfloat16):
            scores = [m.heads(m.words(batch)) for m in models]
            scores = [({n: c.float() for n, c in s.items()}, a.float(), f.float(), t.float()) for s, a, f, t in scores]
        for i, s in zip(group, heads.analyse(scores, some, labels, [m.heads for m in models])):
            sure[i] = s
    return sure


def measure(models, labels, gold):
    """Accuracies of the columns, attachment scores and F1 of names on gold words."""
    mine = [treebank.Sentence([w.copy() for w in s.words], s.joined) for s in gold]
    label(models, labels, mine)
    pairs = [(a, b) for g, s in zip(gold, mine) for a, b in zip(g.words, s.words)]
    part = lambda same: f"{100 * sum(same(a, b) for a, b in pairs) / len(pairs):.2f}"  # noqa: E731
    out = {n: part(lambda a, b: getattr(a, n) == getattr(b, n)) for n in ("upos", "xpos", "feats", "lemma")}
    out["uas"] = part(lambda a, b: a.head == b.head)
    out["las"] = part(lambda a, b: a.head == b.head and a.rel.split(":")[0] == b.rel.split(":")[0])
    theirs, ours = ({(i, *span) for i, s in enumerate(some) for span in vary.spans(s)} for some in (gold, mine))
    out["names"] = f"{200 * len(theirs & ours) / max(1, len(theirs) + len(ours)):.2f}"
    return " ".join(f"{k} {v}" for k, v in out.items())


def load(paths):
    models, labels = [], None
    for path in paths:
        kept = torch.load(path, weights_only=False)
        labels = kept["labels"]
        model = Teacher(labels)
        model.load_state_dict(kept["state"])
        models.append(model)
    return models, labels


def main():
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("medium")
    if sys.argv[1] == "train":
        folder, out = sys.argv[2:4]
        seed, epochs = (int(sys.argv[4]) if len(sys.argv) > 4 else 1), (int(sys.argv[5]) if len(sys.argv) > 5 else 6)
        ewt, gum = (treebank.read(f"{folder}/{n}-train.conllu") for n in ("ewt", "gum-open"))
        labels = heads.Labels(ewt + gum)
        torch.manual_seed(seed)
        dev = {n: treebank.read(f"{folder}/{n}-dev.conllu") for n in ("ewt", "gum-open")}
        model, rate = Teacher(labels), 1.0
        if len(sys.argv) > 6:
            [model], labels = load([sys.argv[6]])
            rate = 0.6
        learn(model, labels, ewt + gum, [True] * len(ewt) + [False] * len(gum), seed, epochs, out, dev, rate)
    else:
        models, labels = load(sys.argv[2].split(","))
        sentences = treebank.read(sys.argv[3])
        label(models, labels, sentences)
        with open(sys.argv[4], "w", encoding="utf-8") as f:
            treebank.write(sentences, f, "silver")


if __name__ == "__main__":
    main()
