"""Sentences with other names in them; trees and labels as they were.

    silver.py TREEBANK.conllu LEXICON OUT.conllu [TIMES [SEED [OTHER.conllu]]]

OTHER: sentences that the names are put into instead of those of the treebank."""
import random
import sys

import texts
import treebank
import vary

LONGEST = 100  # words of a sentence


def wordnet(accord, path, dice):
    """The sentences of WordNet in the words of accord, shuffled."""
    some = list(texts.sentences())
    dice.shuffle(some)
    texts.tokenised(accord, some, path)
    return [s for s in treebank.read(path) if 3 <= len(s.words) <= LONGEST]


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


def make_names(bank, lexicon, out, times=4, seed=1, other=None):
    """Sentences with names, each so many times with other names and now and then in other letters."""
    dice = random.Random(int(seed))
    bank = treebank.read(bank)
    names = vary.Names(lexicon, bank)
    some = treebank.read(other) if other else bank
    made = [vary.renamed(s, names, 0.8, dice) for _ in range(int(times)) for s in some if len(s.words) <= LONGEST]
    made = [lowered(s, dice) for s in made if s]
    for s in made:
        s.first = True  # they do not follow each other
    dice.shuffle(made)
    with open(out, "w", encoding="utf-8") as f:
        treebank.write(made, f, "names")
    print(f"{out}: {len(made)} sentences, {sum(len(s.words) for s in made)} words")


if __name__ == "__main__":
    make_names(*sys.argv[1:])
