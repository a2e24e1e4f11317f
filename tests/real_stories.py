#!/usr/bin/env python3
"""Clusters of real news with their gold accounts, from tests/real/ and the texts in shared/data.

    real_stories.py DATA_DIR OUT_DIR [HALF]

The texts are not ours, so tests/real/ holds what we say of them and where it stands: offsets into texts that are made anew from the
files of shared/data. Writes OUT_DIR/NAME/articles/*.txt with their side-cars, and OUT_DIR/NAME/gold.json as gold/FORMAT.md has it, so
that account.py scores them like any other cluster; HALF is read or unread. See tests/real/README.md for the notation.
"""
import glob
import json
import os
import re
import sys

STORIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "real")


def untokenised(text):
    """ECB+ has its words set apart: "80 - metre", "5. 6", ``quotes''; and addresses of pages, and a sentence a line."""
    lines = []
    for line in text.split("\n"):
        if not line.strip() or re.match(r"\s*(http|www)", line):
            continue
        line = re.sub(r"(\d)([.,:]) (\d)", r"\1\2\3", line)
        line = re.sub(r"(?<=[a-z0-9]) - (?=[a-z0-9])", "-", line)
        lines.append(line.replace("``", "“").replace("''", "”").strip())
    return "\n\n".join(lines)


def whole(path, row):
    if path.startswith("coref/"):
        return untokenised(row["text"])
    return row["title"] + "\n\n" + row["text"] if path.startswith("stories/") else row["text"]


class Texts:
    """The rows of the files of shared/data, each file read once."""

    def __init__(self, data):
        self.data, self.files = data, {}

    def of(self, article):
        path = article["from"]
        if path not in self.files:
            with open(os.path.join(self.data, path), encoding="utf-8") as f:
                self.files[path] = {row["id"]: row for row in map(json.loads, f)}
        text = whole(path, self.files[path][article["id"]])
        return "".join(p if isinstance(p, str) else text[p[0]:p[1]] for p in article["text"])


def times_before(text, words, at):
    """How often the words begin in text[:at], overlapping ones as well."""
    n, found = 0, text.find(words)
    while 0 <= found < at:
        n, found = n + 1, text.find(words, found + 1)
    return n


def quoted(texts, place):
    article, beg, end = place[:3]
    quote = texts[article][beg:end]
    made = {"article": article, "quote": quote}
    nth = times_before(texts[article], quote, beg) + 1
    return made if nth == 1 else made | {"nth": nth}


def mention(texts, place):
    article, beg, end, head, head_end = place[:5]
    made = quoted(texts, place) | {"head": texts[article][head:head_end]}
    nth = times_before(made["quote"], made["head"], head - beg) + 1
    if nth > 1:
        made["head_nth"] = nth
    return made | {"stance": place[5] if len(place) > 5 else "states", "via": place[6] if len(place) > 6 else []}


def claim(texts, n, row):
    made = {"id": f"c{n + 1}"} | row | {"mentions": [mention(texts, m) for m in row["mentions"]]}
    return made | {"gist": made["mentions"][0]["quote"]}


def conflict(texts, n, row):
    sides = [[quoted(texts, m) for m in side] for side in row["sides"]]
    return {"id": f"k{n + 1}"} | row | {
        "about": sides[0][0]["quote"],
        "sides": [{"value": side[0]["quote"], "mentions": side} for side in sides],
    }


def gold_of(story, texts):
    return {
        "articles": sorted(texts),
        "claims": [claim(texts, n, c) for n, c in enumerate(story["claims"])],
        "conflicts": [conflict(texts, n, k) for n, k in enumerate(story["conflicts"])],
        "positions": [{"actor": None, "to": None} | {k: v for k, v in p.items() if k != "at"} | quoted(texts, p["at"]) for p in story["positions"]],
    }


def write_stories(data, out, half="*"):
    """The folders that were written."""
    texts_of, folders = Texts(data), []
    for path in sorted(glob.glob(os.path.join(STORIES, half, "*.json"))):
        name = os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8") as f:
            story = json.load(f)
        texts = {k: texts_of.of(a) for k, a in story["articles"].items()}
        folders.append(os.path.join(out, name))
        room = os.path.join(folders[-1], "articles")
        os.makedirs(room, exist_ok=True)
        for key, text in texts.items():
            with open(os.path.join(room, key + ".txt"), "w", encoding="utf-8", newline="") as f:
                f.write(text)
            about = story["articles"][key].get("about")
            if about:
                with open(os.path.join(room, key + ".meta.json"), "w", encoding="utf-8") as f:
                    json.dump(about, f)
        with open(os.path.join(folders[-1], "gold.json"), "w", encoding="utf-8") as f:
            json.dump(gold_of(story, texts), f, ensure_ascii=False, indent=1)
    return folders


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    print("\n".join(write_stories(*sys.argv[1:4])))
