#!/usr/bin/env python3
"""Every place that is found in an HTML page stands for raw bytes that, read with the simplest means, give its text back.

Takes every 20th of the pages of ../shared where they are, all of them with ACCORD_NIGHTLY=1, else those of
fuzz/corpus/html. Markup goes, character references are decoded,
white space and what no reader sees is left out of the comparison.
"""
import glob
import gzip
import html
import json
import os
import re
import subprocess
import sys

build, source = sys.argv[1:3]
program = os.path.join(build, "accord")
pages = sorted(glob.glob(os.path.join(source, "../shared/data/pages/html/*.gz")))[::1 if os.environ.get("ACCORD_NIGHTLY") else 20]
pages = pages or [p for p in sorted(glob.glob(os.path.join(source, "fuzz/corpus/html/case-*.html")))]
if not os.access(program, os.X_OK):
    sys.exit(77)


def byte_of(c):
    """The byte that something took for this character."""
    try:
        return c.encode("windows-1252")
    except UnicodeEncodeError:
        return c.encode("latin-1")


def once(raw):
    return raw.decode("utf-8", "replace")


def twice(raw):
    """Of a page whose bytes were taken for windows-1252 and encoded again."""
    return b"".join(map(byte_of, raw.decode("utf-8"))).decode("utf-8")


def decoder(page):
    try:
        return twice if len(page.decode("utf-8")) > len(twice(page)) + 1 else once
    except UnicodeError:
        return once


def plain(text):
    text = re.sub(r"<!--.*?-->|<(script|style|svg|noscript|template|iframe|select|button|video|audio)\b.*?</\1\s*>", " ", text, flags=re.S | re.I)
    return squeeze(html.unescape(re.sub(r"<[^>]*>", " ", text)))


def squeeze(text):
    return re.sub("[\\s\u00ad\u200b\u2060\ufeff\x00-\x1f\x7f]+", "", text)


def places(article):
    for rows in article.values():
        yield from (r for r in rows if isinstance(r, dict) and "raw" in r and "start" in r) if isinstance(rows, list) else ()


wrong = seen = 0
rows = subprocess.run([program, "read", "--format", "json", "--all", *pages], capture_output=True, text=True).stdout
for line in rows.split("\n")[:-1]:  # not splitlines: a text may hold a line separator of Unicode
    article = json.loads(line)
    path = article["source"]
    raw = gzip.open(path).read() if path.endswith(".gz") else open(path, "rb").read()
    decode = decoder(raw)
    for s in places(article):
        seen += 1
        want, got = squeeze(article["text"][s["start"]:s["end"]]), plain(decode(raw[s["raw"][0]:s["raw"][1]]))
        if want != got:
            wrong += 1
            if wrong < 10:
                print(f"{path}: {want[:120]!r} is in the page {got[:120]!r}")
print(f"{seen} places in {len(pages)} pages, {wrong} wrong")
sys.exit(wrong > 0 or not seen)
