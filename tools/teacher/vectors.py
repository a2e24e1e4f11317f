"""Vectors of words, from what MiniLM makes of them in the sentences of the treebanks and of WordNet.

    vectors.py TREEBANKS OUT.txt [SIZE]

OUT: `word TAB v1 v2 …`, words in small letters, those that matter most first.  A word's vector is the mean over its
occurrences of the second and the fourth layer, beside the mean of its pieces before the first, brought down to SIZE
numbers by principal components; standard deviation one over all.  A word without occurrence is read alone."""
import collections
import random
import re
import sys

import torch

import encoder
import texts
import treebank

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
        ids, mask, word = pieces.batch(some)
        hidden = model(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        found = [(i * wide + t, number[f.lower()]) for i, s in enumerate(some) for t, f in enumerate(s) if f.lower() in number]
        here, who = torch.tensor(found).T
        for layer in layers:
            total[layer].index_add_(0, who, encoder.by_word(hidden[layer].float(), word, len(some) * wide)[here])
        count.index_add_(0, who, torch.ones(len(who)))
    return total, count


def principal(x, weight, size):
    x = x - (x * weight).sum(0)
    _, axes = torch.linalg.eigh((x * weight).T @ x)
    y = x @ axes[:, -size:].flip(1)
    return y / y.std()


def make(folder, out, size):
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

    def unit(x):
        x = x - x.mean(0)
        return x / x.norm(dim=1, keepdim=True).clamp(min=1e-6)

    parts = [unit(torch.where(seen, inside[k] / often, alone[k])) for k in USED] + [ALONE * unit(alone[0])]
    weight = (count + 1).sqrt().unsqueeze(1)
    vectors = principal(torch.cat(parts, 1), weight / weight.sum(), size)
    with open(out, "w", encoding="utf-8") as f:
        for word, v in zip(words, vectors.tolist()):
            f.write(word + "\t" + " ".join(f"{x:.3f}" for x in v) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("medium")
    make(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 96)
