"""The teacher of names: MiniLM fine-tuned on the labels of people, organisations and places of one treebank.

    namer.py train TREEBANKS LEXICON OUT.pt [SEED [EPOCHS]]
    namer.py label MODEL.pt[,MODEL.pt…] TREEBANKS LEXICON VECTORS ACCORD HARD.conllu SOFT.conllu [SENTENCES]

A model reads sentences of a document together. `label` writes what `accord-train --names` learns from: sentences of GUM and
WordNet with names as the mean of the models sees them; in SOFT with the chances of all labels, and beside them sentences
of these and of EWT with other words and other names."""
import random
import sys
import time
import zlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import encoder
import lists
import silver
import treebank
import vary

LABELS = ["O"] + [p + k for k in ("PER", "LOC", "ORG") for p in ("B-", "I-")]
AFFIX, SHAPE, BUCKETS, SHAPES, AFFIXES = 64, 32, 1 << 15, 64, 6
PIECES, RUN, LONGEST, WORDNET, PLAIN = 1400, 120, 100, 32000, 0.08


def shape(form, first):
    """What MiniLM, which knows small letters alone, does not see."""
    letters = [c for c in form if c.isalpha()]
    kind = 0
    if letters:
        upper = sum(c.isupper() for c in letters)
        kind = 1 if upper == 0 else 2 if upper == 1 and form[0].isupper() and len(letters) > 1 else \
            3 if upper == len(letters) else 4
    return ((kind * 2 + any(c.isdigit() for c in form)) * 2 + (not letters and not form.isalnum())) * 2 + first


def size(pieces, sentence):
    return sum(len(pieces.of(w.form)) for w in sentence.words) + 1


def runs(pieces, documents, dice=None):
    """Sentences that follow each other, of up to RUN pieces together. With dice a document's first run may be shorter, and a
    quarter of all runs are of one sentence."""
    out = []

    def length():
        return RUN if not dice else 0 if dice.random() < 0.25 else RUN

    for document in documents:
        now, some, most = [], 0, length()
        if dice and most:
            most = dice.randrange(20, RUN + 1)
        for s in document:
            n = size(pieces, s)
            if now and some + n > most:
                out.append(now)
                now, some, most = [], 0, length()
            now.append(s)
            some += n
        if now:
            out.append(now)
    return out


def bundles(pieces, some, most, dice=None):
    """Runs of like length, at most so many pieces together (padding too)."""
    length = [sum(size(pieces, s) for s in r) + 1 for r in some]
    order = list(range(len(some)))
    if dice:
        dice.shuffle(order)
    order.sort(key=lambda i: length[i] + (dice.random() * 6 if dice else 0))
    out, now = [], []
    for i in order:
        if now and length[i] * (len(now) + 1) > most:
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


def affixes(form):
    low = form.lower()
    kinds = "".join("A" if c.isupper() else "a" if c.islower() else "0" if c.isdigit() else c for c in form)
    short = "".join(c for i, c in enumerate(kinds) if i == 0 or c != kinds[i - 1])
    parts = ["h" + short] + [f"p{low[:n]}" for n in (2, 3)] + [f"s{low[-n:]}" for n in (2, 3, 4)]
    return [zlib.crc32(p.encode()) % BUCKETS for p in parts]


class Namer(nn.Module):
    def __init__(self, recurrent=200):
        super().__init__()
        self.body = encoder.body()
        self.letters = nn.Embedding(SHAPES, encoder.SIZE)  # MiniLM sees small letters alone
        self.mix = nn.Parameter(torch.zeros(encoder.LAYERS + 1))
        self.affix = nn.Embedding(BUCKETS, AFFIX)
        self.shape = nn.Embedding(SHAPES, SHAPE)
        self.norm, self.drop = nn.LayerNorm(encoder.SIZE), nn.Dropout(0.3)
        self.lstm = nn.LSTM(encoder.SIZE + AFFIX + SHAPE + lists.BITS, recurrent, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * recurrent + encoder.SIZE, len(LABELS))
        for e, size in ((self.letters, 0.01), (self.affix, 0.05)):
            nn.init.normal_(e.weight, std=size)

    def forward(self, b):
        x = self.body.embeddings.word_embeddings(b.ids) + self.letters(b.piece_shape)
        layers = self.body(inputs_embeds=x, attention_mask=b.mask, output_hidden_states=True).hidden_states
        hidden = sum(w * h for w, h in zip(self.mix.softmax(0), layers)).float()
        words = encoder.by_word(hidden, b.word, b.shape.numel()).reshape(*b.shape.shape, -1)
        words = self.drop(self.norm(words))
        affix, known = self.affix(b.affix), b.lists
        if self.training:
            affix = affix * (torch.rand(affix.shape[:3]).unsqueeze(-1) > 0.2)
            known = known * (torch.rand_like(known[..., :1]) > 0.15)
        extra = self.drop(torch.cat([affix.sum(2), self.shape(b.shape)], -1))
        state, _ = self.lstm(torch.cat([words, extra, known], -1))
        return self.out(torch.cat([self.drop(state), words], -1))


def padded(rows, value=0):
    return nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=value)


class Batch:
    def __init__(self, pieces, known, some):
        """some: runs of sentences."""
        forms = [[[w.form for w in s.words] for s in r] for r in some]
        self.ids, self.mask, self.word = pieces.batch(forms)
        self.affix = padded([torch.tensor([affixes(f) for s in r for f in s]) for r in forms])
        self.shape = padded([torch.tensor([shape(f, t == 0) for s in r for t, f in enumerate(s)]) for r in forms])
        self.lists = padded([torch.cat([known.bits(s) for s in r]) for r in forms])
        flat = self.shape.reshape(-1)
        self.piece_shape = torch.where(self.word >= 0, flat[self.word.clamp(min=0)], torch.zeros(1, dtype=torch.long))


def learn(folder, lexicon, out, seed, epochs):
    torch.manual_seed(seed)
    dice, pieces, known, model = random.Random(seed), encoder.Pieces(), lists.Lists(lexicon), Namer()
    gold = [s for s in treebank.read(f"{folder}/ewt-train.conllu") if len(s.words) <= LONGEST]
    names, documents = vary.Names(lexicon, gold), treebank.documents(gold)
    model.body.embeddings.requires_grad_(False)
    inside = {id(p) for p in model.body.parameters()}
    groups = [{"params": list(layer.parameters()), "lr": 1.5e-4 * 0.85 ** (encoder.LAYERS - 1 - i)}
              for i, layer in enumerate(model.body.encoder.layer)]
    groups.append({"params": [p for p in model.parameters() if id(p) not in inside], "lr": 2e-3})
    adam = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    steps = len(bundles(pieces, runs(pieces, documents, random.Random(1)), PIECES)) * epochs
    slope = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: min((n + 1) / (0.06 * steps), max(0.01, 1 - n / steps)))
    for epoch in range(epochs):
        begun, total = time.time(), 0.0
        model.train()
        varied = [[(vary.renamed(s, names, 0.5, dice) or s) if dice.random() < 0.3 else s for s in d] for d in documents]
        all_runs = runs(pieces, varied, dice)
        for group in bundles(pieces, all_runs, PIECES, dice):
            some = [[recased(s, dice) for s in all_runs[i]] for i in group]
            target = padded([torch.tensor([LABELS.index(w.ner) for s in r for w in s.words]) for r in some], -1)
            with torch.autocast("cpu", torch.bfloat16):
                score = model(Batch(pieces, known, some))
            loss = F.cross_entropy(score.float().flatten(0, 1), target.flatten(), ignore_index=-1)
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            adam.step()
            slope.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1} loss {total / steps * epochs:.4f} {time.time() - begun:.0f} s", flush=True)
    torch.save(model.state_dict(), out)


@torch.inference_mode()
def label(models, pieces, known, documents):
    """Sets the labels and the chances of all sentences, as the mean of the models sees them."""
    all_runs = runs(pieces, documents)
    for group in bundles(pieces, all_runs, 4000):
        some = [all_runs[i] for i in group]
        batch = Batch(pieces, known, some)
        with torch.autocast("cpu", torch.bfloat16):
            chance = torch.stack([m(batch).float().softmax(-1) for m in models]).mean(0).numpy()
        for r, rows in zip(some, chance):
            at = 0
            for s in r:
                row = rows[at:at + len(s.words)]
                at += len(s.words)
                s.chances = [chances(x) for x in row]
                for w, name in zip(s.words, names_of(np.log(np.maximum(row, 1e-9)), LABELS)):
                    w.ner = name


def chances(row):
    """A word's chances in hundredths; "" where there is no doubt that it is in no name."""
    parts = [(name, round(100 * float(x))) for name, x in zip(LABELS, row)]
    return "" if parts[0][1] >= 100 else ",".join(f"{name}:{n}" for name, n in parts if n)


def another(sentence, near, names, dice):
    """The sentence with other words and other names."""
    s = near.varied(sentence, dice.choice((0.25, 0.4)), dice)
    if dice.random() < 0.8:
        s = vary.renamed(s, names, 0.5, dice) or s
    return s


def texts(folder, accord, path, most, dice):
    """The documents that teachers label: those of GUM, whose own entities follow other rules, and sentences of WordNet, most
    of them with a capital inside."""
    plain = [s for s in silver.wordnet(accord, path, dice)
             if any(w.form[0].isupper() for w in s.words[1:]) or dice.random() < PLAIN]
    gum = [s for s in treebank.read(f"{folder}/gum-open-train.conllu") if 2 <= len(s.words) <= LONGEST]
    return treebank.documents(gum), [[s] for s in dice.sample(plain, min(most, len(plain)))]


def write(documents, path, name, soft):
    with open(path, "w", encoding="utf-8") as f:
        for d in documents:
            for i, s in enumerate(d):
                s.first = i == 0
                if not soft:
                    s.chances = None
            treebank.write(d, f, name)


def main():
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("medium")
    if sys.argv[1] == "train":
        folder, lexicon, out = sys.argv[2:5]
        learn(folder, lexicon, out, *(int(x) for x in (sys.argv[5:7] + ["1", "4"][len(sys.argv[5:7]):])))
        return
    paths, folder, lexicon, vectors, accord, hard, soft = sys.argv[2:9]
    most = int(sys.argv[9]) if len(sys.argv) > 9 else WORDNET
    models, pieces, known, dice = [], encoder.Pieces(), lists.Lists(lexicon), random.Random(1)
    for path in paths.split(","):
        models.append(Namer().eval())
        models[-1].load_state_dict(torch.load(path))
    gum, plain = texts(folder, accord, soft + ".wordnet", most, dice)
    ewt = treebank.documents([s for s in treebank.read(f"{folder}/ewt-train.conllu") if len(s.words) <= LONGEST])
    label(models, pieces, known, gum + plain)
    near = vary.Near(vectors, [s for d in ewt + gum for s in d])
    names = vary.Names(lexicon, [s for d in ewt for s in d])
    named = [d for d in plain if any(w.ner != "O" for w in d[0].words)]
    other = [[another(s, near, names, dice) for s in d] for d in 4 * (gum + ewt) + 2 * named]
    label(models, pieces, known, other)
    write(gum + plain + other, soft, "soft", True)
    write(gum + plain, hard, "named", False)


if __name__ == "__main__":
    main()
