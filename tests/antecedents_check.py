#!/usr/bin/env python3
"""tools/make_antecedents.py learns what stands in an annotated text, and what the trainer lists has the form that it says.

    antecedents_check.py BUILD_DIR SOURCE_DIR
"""
import os
import subprocess
import sys
import tempfile

# Form, tag, head, relation, Entity=.
TEXT = [[("Mira", "PROPN", 3, "nsubj", "(1-person-new"), ("Sands", "PROPN", 1, "flat", "1)"), ("thanked", "VERB", 0, "root", ""),
         ("Owen", "PROPN", 3, "obj", "(2-person-new"), ("Hart", "PROPN", 4, "flat", "2)"), (".", "PUNCT", 3, "punct", "")],
        [("She", "PRON", 2, "nsubj", "(1-person-giv)"), ("left", "VERB", 0, "root", ""), ("with", "ADP", 5, "case", ""),
         ("her", "PRON", 5, "nmod:poss", "(3-person-new(1-person-giv)"), ("friends", "NOUN", 2, "obl", "3)"), (".", "PUNCT", 2, "punct", "")]]


def conllu():
    yield "# newdoc id = OWN_news_thanks"
    for n, sentence in enumerate(TEXT):
        yield f"# sent_id = {n + 1}"
        for i, (form, upos, head, relation, entity) in enumerate(sentence):
            misc = "|".join(filter(None, [entity and f"Entity={entity}", "SpaceAfter=No" if i + 2 == len(sentence) else ""])) or "_"
            yield "\t".join([str(i + 1), form, form.lower(), upos, "_", "_", str(head), relation, "_", misc])
        yield ""


def main():
    train, tool = os.path.join(sys.argv[1], "accord-train"), os.path.join(sys.argv[2], "tools", "make_antecedents.py")
    run = lambda *args: subprocess.run(args, capture_output=True, check=True, text=True).stdout
    with tempfile.TemporaryDirectory() as room:
        path, text = os.path.join(room, "own.conllu"), os.path.join(room, "own.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(conllu()) + "\n")
        with open(text, "w", encoding="utf-8") as f:
            f.write("Mira Sands thanked Owen Hart. She left with her friends.")
        listed = [line.split("\t") for line in run(train, "antecedents", "-", text).splitlines()]
        learned = run(sys.executable, tool, train, path)
        measured = run(sys.executable, tool, train, path, path)
    pronouns = [cell for cell in listed if cell[0] == "pronoun"]
    assert [cell[1:] for cell in pronouns] == [["30", "33", "he"], ["44", "47", "he"]], pronouns
    assert any(cell[0] == "person" and cell[1:3] == ["5", "10"] and "subject for subject" in cell for cell in listed), listed
    rows = [line.split("\t") for line in learned.splitlines() if line[0] != "#"]
    assert rows[0] == ["feature", "he", "it", "they"], rows[0]
    weight = {row[0]: int(row[1]) for row in rows[1:]}
    assert weight["subject for subject"] > weight.get("object for subject", 0), weight
    assert all(int(cell) == 0 for row in rows[1:] for cell in row[2:]), "no other pronoun stands in the text"
    assert measured.splitlines()[0] == "he\t2 of 2 right", measured
    # What is listed is what the list that the program carries knows.
    known = {line.split("\t")[0] for line in open(os.path.join(sys.argv[2], "lexicon", "antecedents.tsv"), encoding="utf-8")}
    unknown = {f for cell in listed if cell[0] != "pronoun" for f in cell[4:]} - known
    assert not unknown, f"lexicon/antecedents.tsv lacks {sorted(unknown)}"
    print("learns from what is annotated")


main()
