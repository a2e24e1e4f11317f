#!/usr/bin/env python3
"""The rules of how the code reads that a machine can check.

    style_check.py BUILD_DIR SOURCE_DIR

Files of C stay under 800 lines unless their first comment says why they are still one idea; functions stay under 80;
word lists live in lexicon/; nothing is left undone; every header has a guard and begins with what it is; a lexicon file
begins with a comment and has rows of equal meaning.
"""
import os
import re
import subprocess
import sys

MARKS = "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"])
WORD_LIST = re.compile(r'("[a-z]{3,}", *){8,}')
FUNCTION = re.compile(r"^[a-z].*\)[ ]*\{?$")


def tracked(top):
    try:
        out = subprocess.run(["git", "-C", top, "ls-files"], capture_output=True, text=True, check=True).stdout
        return [p for p in out.split("\n") if p and os.path.isfile(os.path.join(top, p))]
    except (OSError, subprocess.CalledProcessError):
        skip = {"build", ".git"}
        return [os.path.relpath(os.path.join(d, f), top) for d, dirs, files in os.walk(top)
                if not skip & set(os.path.relpath(d, top).split("/")) for f in files]


def long_functions(path, lines):
    name, start = "", 0
    for n, line in enumerate(lines, 1):
        if FUNCTION.match(line) and ";" not in line:
            name, start = line, n
        elif line.startswith("}") and start:
            if n - start > 80:
                yield f"{path}:{start}: a function of {n - start} lines: {name[:60]}"
            start = 0


def check_c(path, text):
    lines = text.split("\n")
    generated = "generated" in text[:400].lower()
    if len(lines) > 801 and not generated and "one idea" not in text[:2000]:
        yield f"{path}: {len(lines) - 1} lines, and its top does not say why it is still one idea"
    yield from long_functions(path, lines)
    for n, line in enumerate(lines, 1):
        if path.startswith("src/") and not path.endswith("_test.c") and WORD_LIST.search(line):
            yield f"{path}:{n}: a word list; it belongs in lexicon/"
        if re.search(rf"\b({MARKS})\b", line):
            yield f"{path}:{n}: left undone: {line.strip()[:80]}"
        if line != line.rstrip():
            yield f"{path}:{n}: a space at the end of the line"
        if "\t" in line:
            yield f"{path}:{n}: a tab"
    if path.startswith(("src/", "include/")) and path.endswith(".h"):
        if "#ifndef ACCORD_" not in text:
            yield f"{path}: no include guard ACCORD_…"
        if not text.startswith(("/* ", "// ")):
            yield f"{path}: does not begin with what it is"


def check_lexicon(path, text):
    lines = text.split("\n")
    if not lines[0].startswith("#"):
        yield f"{path}: its first line does not say what a row means"
    header = next((line for line in lines if line and not line.startswith("#")), "")
    columns = header.count("\t") + 1
    for n, line in enumerate(lines, 1):
        if line and not line.startswith("#") and line.count("\t") + 1 > columns:
            yield f"{path}:{n}: more cells than the header has"


def main():
    top, bad = sys.argv[2], []
    for path in tracked(top):
        full = os.path.join(top, path)
        if path.endswith((".c", ".h")):
            bad += check_c(path, open(full, encoding="utf-8").read())
        elif path.startswith("lexicon/") and path.endswith(".tsv"):
            bad += check_lexicon(path, open(full, encoding="utf-8").read())
        if os.path.getsize(full) > 5 << 20 and not path.startswith("models/"):
            bad.append(f"{path}: {os.path.getsize(full) >> 20} MB")
    print("\n".join(bad) if bad else "nothing to complain about")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
