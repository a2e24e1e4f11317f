"""The entities of GUM as names, in the way of UniversalNER: train/entities.h says how, and does it for the trainer."""
import re

KIND = {"person": "PER", "organization": "ORG", "place": "LOC"}
TITLES = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "president", "senator", "sen.", "professor", "prof.", "king",
          "queen", "prince", "princess", "sir", "lord", "lady", "general", "captain", "minister", "judge", "governor", "rep."}


def inside(w):
    return w.upos == "PROPN" or w.xpos in ("HYPH", "NNP")


def label(sentence, opened, closed):
    """Sets ner; opened, closed: {word, from 0: [(number, kind)]}, {word: [number]} in the order in which they stand."""
    words, stack = sentence.words, []
    for t in range(len(words)):
        for number, kind in opened.get(t, ()):
            stack.append((number, kind, t))
        for number in closed.get(t, ()):
            at = next((i for i in reversed(range(len(stack))) if stack[i][0] == number), None)
            if at is not None:
                _, kind, first = stack.pop(at)
                mention(words, KIND.get(kind), first, t)


def mention(words, kind, first, last):
    head = next((t for t in range(first, last + 1) if not first < words[t].head <= last + 1), first)
    if not kind or words[head].upos != "PROPN":
        return
    a = b = head
    while a > first and inside(words[a - 1]):
        a -= 1
    while b < last and inside(words[b + 1]):
        b += 1
    if kind != "PER" and b + 2 <= last and words[b + 1].form.lower() == "of":
        after = b + 2 + (words[b + 2].upos == "DET" and b + 3 <= last)
        if inside(words[after]):
            b = after
            while b < last and inside(words[b + 1]):
                b += 1
    while kind == "PER" and a < b and words[a].form.lower() in TITLES:
        a += 1
    for t in range(a, b + 1):
        words[t].ner = ("B-" if t == a else "I-") + kind


def marks(field):
    """The value of Entity= at a word -> what opens, what closes there."""
    opened, closed = [], []
    for part in re.findall(r"\(([^()]*)(\)?)|([^()]+)\)", field):
        if part[2]:
            closed.append(part[2])
        else:
            number, _, rest = part[0].partition("-")
            opened.append((number, rest.split("-")[0]))
            if part[1]:
                closed.append(number)
    return opened, closed
