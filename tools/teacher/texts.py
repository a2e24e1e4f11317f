"""Raw text that may be learned from: the glosses and examples of WordNet, as Debian's package wordnet-base has them."""
import os
import re
import subprocess

FOLDER = "/usr/share/wordnet"
PARTS = ("noun", "verb", "adj", "adv")
PARAGRAPH = 200  # blocks of one article: the reader's arenas are capped


def glosses():
    """(part of speech, is it an individual, words, definition, examples) of each synset."""
    for part in PARTS:
        with open(os.path.join(FOLDER, "data." + part), encoding="latin-1") as f:
            for line in f:
                if line.startswith("  "):
                    continue
                data, gloss = line.rstrip().split(" | ", 1)
                field = data.split()
                words = [re.sub(r"\(.*\)$", "", field[4 + 2 * i]).replace("_", " ") for i in range(int(field[3], 16))]
                examples = [e.strip() for e in re.findall(r'"([^"]{3,})"', gloss)]
                definition = re.sub(r'[;,:]?\s*"[^"]*"', "", gloss).strip(" ;")
                yield part, " @i " in data, words, definition, examples


KIND = {"18": "PER", "15": "LOC", "14": "ORG"}  # lex_filenum of wninput(5)


def individuals():
    """(kind, name) of the people, places and bodies of WordNet."""
    with open(os.path.join(FOLDER, "data.noun"), encoding="latin-1") as f:
        for line in f:
            if line.startswith("  ") or " @i " not in line.split("|")[0]:
                continue
            field = line.split()
            if field[1] in KIND:
                for i in range(int(field[3], 16)):
                    name = field[4 + 2 * i].replace("_", " ")
                    if re.fullmatch(r"(?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+", name):
                        yield KIND[field[1]], name


def article(word):
    return "an" if word[:1].lower() in "aeiou" else "a"


def sentences():
    """The texts of WordNet as sentences: examples as they stand or, where they are long enough, written as a sentence;
    definitions in turn as they stand and as a statement about the word."""
    for n, (part, individual, words, definition, examples) in enumerate(glosses()):
        for e in examples:
            whole = len(e.split()) > 3 and n % 4 != 0
            yield e[0].upper() + e[1:] + ("" if e[-1] in ".?!" else ".") if whole else e
        definition = re.sub(r"^\([^)]*\)\s*", "", definition)
        if len(definition.split()) < 3:
            continue
        word = words[n % len(words)]
        if part == "noun" and n % 3 != 0:
            head = word if individual or word[0].isupper() else f"{article(word)} {word}"
            if individual and definition.split()[0] not in ("a", "an", "the", "one"):
                definition = f"{article(definition)} {definition}"
            yield f"{head[0].upper() + head[1:]} is {definition}."
        elif part == "verb" and n % 3 == 1:
            yield f"They {word}, that is, they {definition}."
        elif part == "verb" and n % 3 == 2:
            yield f"To {word} is to {definition}."
        else:
            yield definition


def tokenised(accord, texts, path):
    """Writes texts, one a block, to path as CoNLL-U in the sentences and words of accord."""
    texts = list(texts)
    with open(path, "w", encoding="utf-8") as out:
        for at in range(0, len(texts), PARAGRAPH):
            raw = "\n\n".join(texts[at:at + PARAGRAPH])
            plain = path + ".txt"
            with open(plain, "w", encoding="utf-8") as f:
                f.write(raw)
            out.write(subprocess.run([accord, "read", "--format", "conllu", "--from", "plain", plain], check=True,
                                     capture_output=True, text=True).stdout)
            os.remove(plain)
