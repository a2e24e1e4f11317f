"""Text for the student to learn from, analysed by the teacher.

    silver.py texts TREEBANKS VECTORS LEXICON ACCORD OUT.conllu [WORDS [SEED]]    sentences to be analysed
    silver.py names TREEBANK.conllu LEXICON OUT.conllu [TIMES [SEED]]  sentences with other names in them; trees and labels as they were
    silver.py label MODEL.pt[,MODEL.pt…] IN.conllu OUT.conllu [KEEP]              their analyses; KEEP: share of the surest
    silver.py agree TAUGHT.conllu OTHER.conllu OUT.conllu [SHARE]    the sentences whose trees another parser sees alike

OUT of `texts` holds varied sentences of the treebanks and sentences of WordNet in turn, so that any beginning of it is a
fair part of the whole."""
import itertools
import random
import re
import sys

import numpy as np

import texts
import treebank
import vary

LONGEST = 100  # words of a sentence


def vectors_of(path):
    words, vectors = [], []
    with open(path, encoding="utf-8") as f:
        for line in f:
            word, vector = line.rstrip("\n").split("\t")
            words.append(word)
            vectors.append(np.array(vector.split(), dtype=np.float32))
    return words, np.array(vectors)


def wordnet(accord, path, dice):
    """The sentences of WordNet in the words of accord, shuffled."""
    some = list(texts.sentences())
    dice.shuffle(some)
    texts.tokenised(accord, some, path)
    return [s for s in treebank.read(path) if 3 <= len(s.words) <= LONGEST]


def make_texts(folder, vectors, lexicon, accord, out, words, seed):
    dice = random.Random(seed)
    bank = [s for n in ("ewt", "gum-open") for s in treebank.read(f"{folder}/{n}-train.conllu")]
    made = vary.vary(bank, vary.Alike(bank, *vectors_of(vectors)), vary.Names(lexicon, bank), dice)
    plain = iter(wordnet(accord, out + ".wordnet", dice))
    seen, count, kept = set(), 0, []
    with open(out, "w", encoding="utf-8") as f:
        while count < words:
            part = list(itertools.islice(made, 500)) + list(itertools.islice(plain, 700))
            for s in part:
                key = re.sub(r"\W", "", s.text().lower())
                if key not in seen:
                    seen.add(key)
                    kept.append(s)
                    count += len(s.words)
            dice.shuffle(kept)
            treebank.write(kept, f, f"silver-{count}")
            kept = []
    print(f"{out}: {count} words")


def lowered(sentence, dice):
    """In other letters, now and then: as people write who do not care, and as headlines are written."""
    how = dice.random()
    change = str.lower if how < 0.16 else str.upper if how < 0.2 else str.capitalize if how < 0.23 else None
    if not change:
        return sentence
    names_alone = how < 0.08
    for w in sentence.words:
        if not names_alone or w.ner != "O":
            w.form = change(w.form)
    sentence.joined = {f: (last, form if names_alone else change(form), space)
                       for f, (last, form, space) in sentence.joined.items()}
    return sentence


def make_names(bank, lexicon, out, times, seed):
    """Sentences with names, each so many times with other names and now and then in other letters."""
    dice = random.Random(seed)
    bank = treebank.read(bank)
    names = vary.Names(lexicon, bank)
    made = [vary.renamed(s, names, 0.8, dice) for _ in range(times) for s in bank if len(s.words) <= LONGEST]
    made = [lowered(s, dice) for s in made if s]
    dice.shuffle(made)
    with open(out, "w", encoding="utf-8") as f:
        treebank.write(made, f, "names")
    print(f"{out}: {len(made)} sentences, {sum(len(s.words) for s in made)} words")


def agree(taught, other, out, share):
    """What two parsers of different make agree on is mostly right (tri-training, Zhou and Li 2005)."""
    pairs = list(zip(treebank.read(taught), treebank.read(other)))
    kept = []
    for a, b in pairs:
        if [w.form for w in a.words] != [w.form for w in b.words]:
            sys.exit(f"silver.py: {taught} and {other} have not the same words")
        same = sum(x.head == y.head and x.rel == y.rel and x.upos == y.upos for x, y in zip(a.words, b.words))
        if same >= share * len(a.words):
            kept.append(a)
    with open(out, "w", encoding="utf-8") as f:
        treebank.write(kept, f, "silver")
    print(f"{out}: {len(kept)} of {len(pairs)} sentences, {sum(len(s.words) for s in kept)} words")


def main():
    if sys.argv[1] == "agree":
        agree(*sys.argv[2:5], share=float(sys.argv[5]) if len(sys.argv) > 5 else 0.95)
        return
    if sys.argv[1] == "names":
        make_names(*sys.argv[2:5], times=int(sys.argv[5]) if len(sys.argv) > 5 else 2,
                   seed=int(sys.argv[6]) if len(sys.argv) > 6 else 1)
        return
    if sys.argv[1] == "texts":
        make_texts(*sys.argv[2:7], words=int(sys.argv[7]) if len(sys.argv) > 7 else 2000000,
                   seed=int(sys.argv[8]) if len(sys.argv) > 8 else 1)
        return
    import torch
    import teacher
    torch.set_num_threads(1)
    models, labels = teacher.load(sys.argv[2].split(","))
    keep = float(sys.argv[5]) if len(sys.argv) > 5 else 0.9
    done, words = 0, 0
    with open(sys.argv[4], "w", encoding="utf-8") as f:
        for part in parts(treebank.read(sys.argv[3]), 20000):
            sure = teacher.label(models, labels, part)
            worst = sorted(sum(s) for s in sure)[int((1 - keep) * (len(sure) - 1))]
            some = [s for s, how in zip(part, sure) if sum(how) >= worst]
            treebank.write(some, f, f"silver-{done}")
            f.flush()
            done, words = done + len(part), words + sum(len(s.words) for s in some)
            print(f"{done} sentences analysed, {words} words kept", flush=True)


def parts(values, size):
    for at in range(0, len(values), size):
        yield values[at:at + size]


if __name__ == "__main__":
    main()
