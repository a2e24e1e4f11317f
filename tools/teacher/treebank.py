"""CoNLL-U in and out: sentences of words."""
import entities


class Word:
    """One syntactic word; head is the number of a word of its sentence from 1, 0 for the root."""
    __slots__ = ("form", "lemma", "upos", "xpos", "feats", "head", "rel", "ner", "space")

    def __init__(self, form, lemma="_", upos="X", xpos="_", feats="_", head=0, rel="dep", ner="O", space=True):
        self.form, self.lemma, self.upos, self.xpos, self.feats = form, lemma, upos, xpos, feats
        self.head, self.rel, self.ner, self.space = head, rel, ner, space

    def copy(self):
        return Word(*(getattr(self, name) for name in Word.__slots__))


class Sentence:
    """words; joined: {number of the first word: (of the last, form, space after)} of tokens that are several words.
    first: it begins a document. chances: [words][labels] as teachers see its names, or None."""

    def __init__(self, words, joined=None, first=False):
        self.words, self.joined, self.first, self.chances = words, joined or {}, first, None

    def text(self):
        out, inside = [], 0
        for n, w in enumerate(self.words, 1):
            if n in self.joined:
                inside, form, space = self.joined[n]
                out.append(form + (" " if space else ""))
            elif n > inside:
                out.append(w.form + (" " if w.space else ""))
        return "".join(out).strip()


def misc(field, name):
    for item in field.split("|"):
        if item.startswith(name + "="):
            return item[len(name) + 1:]
    return None


def read(path):
    """The sentences of a file; entities, where there are no labels of names, are made labels."""
    out, words, joined, opened, closed, first = [], [], {}, {}, {}, True
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if words:
                    out.append(Sentence(words, joined, first))
                    if opened:
                        entities.label(out[-1], opened, closed)
                words, joined, opened, closed, first = [], {}, {}, {}, False
            elif line.startswith("# newdoc"):
                first = True
            elif not line.startswith("#"):
                c = line.split("\t")
                space = misc(c[9], "SpaceAfter") != "No"
                if "-" in c[0]:
                    first, last = map(int, c[0].split("-"))
                    joined[first] = (last, c[1], space)
                elif "." not in c[0]:
                    head = int(c[6]) if c[6].isdigit() else 0
                    if misc(c[9], "Entity"):
                        opened[len(words)], closed[len(words)] = entities.marks(misc(c[9], "Entity"))
                    words.append(Word(c[1], c[2], c[3], c[4], c[5], head, c[7], misc(c[9], "NER") or "O", space))
    if words:
        out.append(Sentence(words, joined, first))
    return out


def documents(sentences):
    out = []
    for s in sentences:
        if s.first or not out:
            out.append([])
        out[-1].append(s)
    return out


def write(sentences, f, name):
    """Writes sentences to an open file; name begins their sent_id."""
    for i, s in enumerate(sentences):
        if s.first:
            f.write(f"# newdoc id = {name}-{i + 1}\n")
        f.write(f"# sent_id = {name}-{i + 1}\n# text = {s.text()}\n")
        for n, w in enumerate(s.words, 1):
            if n in s.joined:
                last, form, space = s.joined[n]
                f.write(f"{n}-{last}\t{form}" + "\t_" * 7 + ("\t_\n" if space else "\tSpaceAfter=No\n"))
            notes = ([f"NER={w.ner}"] if w.ner != "O" else []) + ([] if w.space else ["SpaceAfter=No"]) + \
                (["Chances=" + s.chances[n - 1]] if s.chances and s.chances[n - 1] else [])
            f.write(f"{n}\t{w.form}\t{w.lemma}\t{w.upos}\t{w.xpos}\t{w.feats}\t{w.head}\t{w.rel}\t_\t{'|'.join(notes) or '_'}\n")
        f.write("\n")
