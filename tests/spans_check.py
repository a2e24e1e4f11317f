#!/usr/bin/env python3
"""Every place that the program writes leads back to the bytes of the input, and every text it writes is verbatim.

    spans_check.py BUILD_DIR SOURCE_DIR

Runs clean, read and report over the examples, and over the gold clusters beside the source folder where there are any.
"""
import glob
import html
import json
import os
import re
import subprocess
import sys
import tempfile

checked = 0
bad = []


def complain(where, words):
    bad.append(f"{where}: {words}")


def squeezed(text):
    return "".join(text.split())


def check_place(where, article, place, head=False):
    """The text at start..end is what the raw bytes say; where cleaning left something out in between, its pieces are."""
    global checked
    checked += 1
    start, end = place["head"] if head else (place["start"], place["end"])
    beg, stop = place["raw_head" if head else "raw"]
    text, raw = article["text"], article["bytes"]
    if not (0 <= start <= end <= len(text) and 0 <= beg <= stop <= len(raw)):
        complain(where, f"a place outside its article: {start}..{end} of {len(text)}, raw {beg}..{stop} of {len(raw)}")
        return
    said = text[start:end]
    try:
        source = raw[beg:stop].decode("utf-8")
    except UnicodeDecodeError:
        complain(where, f"raw {beg}..{stop} cuts a character")
        return
    if article["source"].endswith(".html"):
        source = html.unescape(re.sub(r"<[^>]*>|<!--.*?-->", " ", source, flags=re.S))
    if squeezed(said) == squeezed(source):
        return
    rest = squeezed(source)
    for piece in said.split("\n"):
        at = rest.find(squeezed(piece))
        if at < 0:
            complain(where, f"text {said[:60]!r} is not what the raw bytes say: {source[:60]!r}")
            return
        rest = rest[at + len(squeezed(piece)):]


def places(value):
    if isinstance(value, dict):
        if "article" in value and "start" in value:
            yield value
        for inner in value.values():
            yield from places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from places(inner)


def take_in(where, article):
    """Remembers an article with its raw bytes, and checks what is known of it alone."""
    with open(article["source"], "rb") as f:
        article["bytes"] = f.read()
    text = squeezed(article["text"])
    raw = squeezed(article["bytes"].decode("utf-8", "replace"))
    if len(text) > len(raw):
        complain(where, f"{article['id']}: more text than there are bytes")
    for d in article["dropped"]:
        if not 0 <= d["raw"][0] < d["raw"][1] <= len(article["bytes"]):
            complain(where, f"{article['id']}: something dropped that is not there: {d}")
    return article


def check_reading(where, r):
    take_in(where, r)
    for p in places({k: v for k, v in r.items()}):
        if p["article"] != r["id"]:
            complain(where, f"a place in another article: {p['article']}")
            continue
        check_place(where, r, p)
        if "raw_head" in p:
            check_place(where, r, p, head=True)
    for q in r["quotes"]:
        if q["text"] != r["text"][q["start"]:q["end"]]:
            complain(where, f"a quotation that the text does not have: {q['text'][:60]!r}")
    last = 0
    for s in r["sentences"]:
        if s["start"] < last or s["end"] <= s["start"] or s["end"] > len(r["text"]):
            complain(where, f"sentences overlap or leave the text at {s}")
        last = s["end"]
    for a in r["attributions"]:
        for s, e in a["source"] + a["cue"] + a["content"]:
            if not 0 <= s < e <= len(r["text"]):
                complain(where, f"an attribution outside the text: {s}..{e}")


def check_account(where, account):
    for story in account["stories"]:
        articles = {a["id"]: take_in(where, a) for a in story["articles"]}
        for p in places(story):
            if p["article"] not in articles:
                complain(where, f"a place in an unknown article: {p['article']}")
                continue
            check_place(where, articles[p["article"]], p)
            if "raw_head" in p:
                check_place(where, articles[p["article"]], p, head=True)
        texts = [a["text"] for a in articles.values()]
        for c in story["claims"]:
            said = [articles[m["article"]]["text"][m["start"]:m["end"]] for m in c["mentions"]]
            if c["text"] not in said and not any(c["text"] in t for t in texts):
                complain(where, f"claim {c['id']} is worded as no article words it: {c['text'][:60]!r}")
        for q in story["quotes"]:
            for v in q["variants"]:
                if v["text"] != articles[v["article"]]["text"][v["start"]:v["end"]]:
                    complain(where, f"{q['id']}: a quotation that the text does not have: {v['text'][:60]!r}")


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge shut</title>
<meta property="og:site_name" content="Harbour Post"><style>p { color: red }</style></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Bridge shut</h1>
<p>The road agency closed the <b>Torvik</b> bridge on Monday &mdash; its &#8220;main span&#8221; has a crack, Marta&nbsp;Lind said.</p>
<p>&quot;We will not open it before every bolt has been looked at,&quot; said <a href="/lind">Marta Lind</a>, who heads the
agency. At least 40 lorries &amp; 25 vans were stranded on the eastern bank caf\u00e9 side for more than six hours that day.</p>
<p>The hauliers' union demanded compensation for every day of the closure, and the agency rejected that on Tuesday.</p>
</article><footer>&copy; Harbour Post</footer></body></html>
"""


def run(accord, *args):
    made = subprocess.run([accord, *args], capture_output=True)
    if made.returncode != 0:
        complain(" ".join(args), f"exit status {made.returncode}: {made.stderr.decode()[:200]}")
    return made.stdout.decode("utf-8")


def main():
    build, source = sys.argv[1:3]
    accord = os.path.join(build, "accord")
    folders = sorted(glob.glob(os.path.join(source, "examples", "*", "articles")))
    gold = sorted(glob.glob(os.path.join(source, "..", "shared", "gold", "*", "articles")))
    if not gold:
        print("skipped: no gold clusters beside the source folder; the examples alone are checked")
    for folder in folders + gold:
        name = os.path.basename(os.path.dirname(folder))
        for line in run(accord, "clean", folder).splitlines():
            take_in(name + " clean", json.loads(line))
        for line in run(accord, "read", "--format", "json", folder).splitlines():
            check_reading(name + " read", json.loads(line))
        check_account(name + " report", json.loads(run(accord, "report", "--format", "json", "--one-story", folder)))
    with tempfile.TemporaryDirectory() as room:
        page = os.path.join(room, "page.html")
        with open(page, "w", encoding="utf-8") as f:
            f.write(PAGE)
        check_reading("page read", json.loads(run(accord, "read", "--format", "json", page)))
        check_account("page report", json.loads(run(accord, "report", "--format", "json", page)))
    for line in bad[:40]:
        print(line)
    print(f"{checked} places in {len(folders) + len(gold)} folders and a page, {len(bad)} of them wrong")
    return 1 if bad or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
