#!/usr/bin/env python3
"""The store: what `add` acknowledged is there, whatever happened to it meanwhile.

    store_check.py BUILD_DIR SOURCE_DIR

Adding twice, changed articles, two writers at once, a reader meanwhile; kill -9 at any moment; a file that may not grow.
After each the file is sound, every article is whole, and nothing that was told is lost.
"""
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib

ACCORD = os.path.abspath(os.path.join(sys.argv[1], "accord"))
CACHE = open(os.path.join(sys.argv[1], "CMakeCache.txt"), encoding="utf-8").read()
SANITIZED, THREADS_SANITIZED = "-fsanitize" in CACHE, "-fsanitize=thread" in CACHE
PLACES = ["Ostervik", "Lornbridge", "Tolmark", "Greyfield", "Arven", "Millhaven", "Saltby", "Norrow"]
THINGS = ["ferry", "bridge", "dam", "harbour", "railway", "market", "mine", "school"]
ENDS = ["was closed", "caught fire", "will be rebuilt", "was flooded", "reopened", "was sold"]
failures = []


def check(ok, words):
    if not ok:
        failures.append(words)
        print("FAILED:", words)


def rows(n, first=0, text="", seed=7):
    rng = random.Random(seed)
    for i in range(first, first + n):
        place, thing, end = rng.choice(PLACES), rng.choice(THINGS), rng.choice(ENDS)
        yield {"id": f"r{i}", "url": f"https://post{i % 5}.example/{i}", "outlet": f"Post {i % 5}",
               "title": f"The {thing} of {place} {end}", "published": f"2025-03-{1 + i % 28:02d}",
               "text": f"The {thing} of {place} {end} on Monday, the mayor said. {text}"
                       f"“We saw it coming,” said Mira Olden of report{i}, who lives in {rng.choice(PLACES)}."}


def write_rows(path, items):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(r) + "\n" for r in items)


def run(*args, **more):
    return subprocess.run([ACCORD, *args], capture_output=True, text=True, errors="replace", timeout=300, **more)


def told(out):
    """Ids that a (perhaps cut) output of `add --format json` acknowledged."""
    got = set()
    for line in out.split("\n")[:-1]:
        row = json.loads(line)
        if "article" in row:
            got.add(row["article"])
    return got


def unpack(blob):
    n = shift = at = 0
    while True:
        byte = blob[at]
        n |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            break
    data = zlib.decompress(blob[at:])
    assert len(data) == n
    return data


def ids_in(store):
    """Checks the file as SQLite sees it; the ids of its articles."""
    db = sqlite3.connect(store)
    check(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok", f"{store}: integrity_check")
    if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return set(), 0  # its tables were not made yet
    for table in ("mention_text", "quote_text"):
        db.execute(f"INSERT INTO {table}({table}) VALUES('integrity-check')")
    articles = db.execute("SELECT a.id, a.key, a.story, b.raw, b.article FROM article a LEFT JOIN body b ON b.key=a.key").fetchall()
    indexed = {k for (k,) in db.execute("SELECT rowid FROM article_text WHERE article_text MATCH 'the'")}
    stories = {k for (k,) in db.execute("SELECT key FROM story")}
    for name, key, story, raw, code in articles:
        check(raw is not None and unpack(raw) and unpack(code), f"{store}: {name} has no body")
        check(key in indexed, f"{store}: {name} is not indexed")
        check(story in stories, f"{store}: {name} is in no story")
    bodies = db.execute("SELECT count(*) FROM body").fetchone()[0]
    check(len(articles) == bodies == len(indexed), f"{store}: {len(articles)} articles, {bodies} bodies, {len(indexed)} indexed")
    stale = db.execute("SELECT count(*) FROM story WHERE revision<>made").fetchone()[0]
    db.rollback()
    db.close()
    return {a[0] for a in articles}, stale


def found(store, query, *options):
    got = run("find", store, query, "--format", "json", *options)
    check(got.returncode == 0, f"find {query}: {got.stderr}")
    return json.loads(got.stdout)


def adding_twice(room):
    store = os.path.join(room, "twice")
    write_rows("a.jsonl", rows(40))
    first, second = run("add", store, "a.jsonl", "--format", "json"), run("add", store, "a.jsonl", "--format", "json")
    check(first.returncode == 0 and second.returncode == 0, f"add: {first.stderr}{second.stderr}")
    check(first.stdout.count('"kept":"new"') == 40, "the first add does not say that all are new")
    check(second.stdout.count('"kept":"known"') == 40 and '"story":"' not in second.stdout, "the second add did something")
    ids, stale = ids_in(store)
    check(len(ids) == 40 and stale == 0, f"{len(ids)} articles and {stale} stale stories after adding 40 twice")

    changed = list(rows(40))
    changed[3]["text"] = "A zeppelin was seen over the harbour. " + changed[3]["text"]
    changed[4]["title"] = "Another headline"
    changed[5]["url"] = "HTTPS://post0.EXAMPLE:443/5#top"  # the same one
    write_rows("b.jsonl", changed)
    third = run("add", store, "b.jsonl", "--format", "json")
    check(third.stdout.count('"kept":"changed","version":2') == 2, "two articles changed: " + third.stdout[:300])
    check(len(ids_in(store)[0]) == 42, "the old versions are not kept")
    check(found(store, "zeppelin")["articles"]["total"] == 1, "the new version is not found")
    check(found(store, "report3")["articles"]["total"] == 1, "the old version is found without --versions")
    check(found(store, "report3", "--versions")["articles"]["total"] == 2, "the old version is not found with --versions")
    for name in ("a.jsonl", "b.jsonl"):
        check(run("add", store, name, "--format", "json").stdout.count('"kept":"known"') == 40, "a version is new again")


def grouping_goes_on(room):
    """Added at once or in pieces, with the saved index, a damaged one or none: an article joins its story of the day before."""
    stories = {}
    for n, place in enumerate(PLACES):
        for day in range(3):
            rng = random.Random(n)
            words = ["".join(rng.choice("bdfgklmnprstv") + rng.choice("aeiou") for _ in range(3)) for _ in range(24)]
            random.Random(100 * n + day).shuffle(words)
            text = f"The {THINGS[n]} of {place} {ENDS[n % 6]}: " + " ".join(words[:18]) + f". Mayor {place}man said so. " + " ".join(words[6:]) + "."
            stories[f"{n}-{day}"] = {"id": f"{n}-{day}", "outlet": f"Post {day}", "published": f"2025-03-{3 + day:02d}",
                                     "title": f"The {THINGS[n]} of {place} {ENDS[n % 6]}", "text": text}
    days = [[stories[f"{n}-{d}"] for n in range(len(PLACES))] for d in range(3)]
    for d in range(3):
        write_rows(f"day{d}.jsonl", days[d])
    write_rows("all.jsonl", [r for d in days for r in d])

    def groups(store):
        db = sqlite3.connect(store)
        got = {}
        for name, story in db.execute("SELECT id, story FROM article"):
            got.setdefault(story, set()).add(name)
        db.close()
        return sorted(map(sorted, got.values()))

    run("add", "once", "all.jsonl", "--unread")
    want = groups("once")
    check(1 < len(want) < len(stories), f"all or nothing was grouped: {want}")
    for store, sql in (("saved", None), ("none", "DELETE FROM grouping"), ("damaged", "UPDATE grouping SET bytes=x'00112233'"),
                       ("behind", "UPDATE grouping SET bytes=x'', upto=0")):
        for d in range(3):
            got = run("add", store, f"day{d}.jsonl", "--unread")
            check(got.returncode == 0, got.stderr)
            if sql and d < 2:
                db = sqlite3.connect(store)
                db.execute(sql)
                db.commit()
                db.close()
        check(groups(store) == want, f"{store}: {groups(store)} and not {want}")


def places(room):
    """Every place of a hit leads to the words in the text, and to their bytes in the input."""
    store = os.path.join(room, "places")
    again = "and its d\u00e9tente "
    texts = {f"t{i}": f"Caf\u00e9 n\u00ba {i}.\n\nThe d\u00e9tente of Tolmark {again * i}held, \u201cfor now\u201d, said Mira Olden.\n"
             for i in range(5)}
    os.mkdir("files")
    for name, text in texts.items():
        with open(f"files/{name}.txt", "w", encoding="utf-8") as out:
            out.write(text)
    check(run("add", store, "files").returncode == 0, "add of a folder")
    seen = 0
    for query in ("detente", "d\u00e9tente", '"for now"', "Tolm*", "tolmark NEAR/8 now"):
        answer = found(store, query)
        for kind in ("claims", "quotes", "articles"):
            for hit in (answer[kind] or {"found": []})["found"]:
                text = texts[hit["article"]]
                check(hit["text"] == text[hit["start"]:hit["end"]], f"{query}: the passage is not at its place")
                raw = text.encode()
                check(hit["text"].encode() == raw[hit["raw"][0]:hit["raw"][1]], f"{query}: the passage's raw bytes are others")
                for mark in hit["hits"]:
                    seen += 1
                    check(hit["start"] <= mark["start"] < mark["end"] <= hit["end"], f"{query}: a mark outside its passage")
                    word = text[mark["start"]:mark["end"]].lower().replace("\u00e9", "e")
                    check(word in ("detente", "for now", "tolmark", "now"), f"{query}: marked {word!r}")
                    check(raw[mark["raw"][0]:mark["raw"][1]].decode() == text[mark["start"]:mark["end"]], f"{query}: a mark's raw bytes")
    check(seen > 20, f"only {seen} marks")


def two_writers(room):
    store = os.path.join(room, "writers")
    names = []
    for k in range(3):
        names.append(f"w{k}.jsonl")
        write_rows(names[-1], rows(700, 10000 * k, seed=k))
    writers = [subprocess.Popen([ACCORD, "add", store, n, "--unread", "--format", "json"], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True) for n in names]
    seen = slow = 0
    while any(w.poll() is None for w in writers):
        began = time.monotonic()
        got = run("find", store, "mayor", "--format", "json", "--limit", "1")
        slow = max(slow, time.monotonic() - began)
        if got.returncode == 0:
            total = json.loads(got.stdout)["articles"]["total"]
            check(total >= seen, "a reader saw less than before")
            seen = total
        else:
            check(re.search("No such file|no store", got.stderr), "a reader was turned away: " + got.stderr)
        time.sleep(0.05)
    acknowledged = set()
    for w in writers:
        out, err = w.communicate()
        check(w.returncode == 0, f"a writer failed: {err}")
        acknowledged |= told(out)
    ids, _ = ids_in(store)
    check(len(acknowledged) == 2100 and acknowledged == ids, f"{len(acknowledged)} acknowledged, {len(ids)} kept")
    check(slow < 30, f"a reader waited {slow:.1f} s")


def begun_together(room):
    """A store that several writers make at one moment, while one looks into it."""
    for k in range(4):
        write_rows(f"b{k}.jsonl", rows(1, 50000 + 10 * k, seed=k))
    for turn in range(15):
        store = os.path.join(room, f"together{turn}")
        writers = [subprocess.Popen([ACCORD, "add", store, f"b{k}.jsonl", "--unread"], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.PIPE, text=True) for k in range(4)]
        while any(w.poll() is None for w in writers):
            run("find", store, "mayor", "--format", "json", "--limit", "1")
        for w in writers:
            check(w.wait() == 0, f"a writer failed: {w.communicate()[1]}")
        check(len(ids_in(store)[0]) == 4, "an article is missing")


def killed(room):
    """kill -9 at moments that differ each time, until all is in."""
    store, rng = os.path.join(room, "killed"), random.Random(11)
    write_rows("k.jsonl", rows(800, text="It had been expected for years. " * 20))
    began = time.monotonic()
    whole = run("add", os.path.join(room, "whole"), "k.jsonl", "--unread")
    length = time.monotonic() - began
    check(whole.returncode == 0, "add: " + whole.stderr)
    acknowledged = set()
    for turn in range(4 if SANITIZED else 8):
        if turn % 4 == 3:
            for name in (store, store + "-wal", store + "-shm"):
                if os.path.exists(name):
                    os.unlink(name)
            acknowledged = set()
        with open("out", "w") as out:
            p = subprocess.Popen([ACCORD, "add", store, "k.jsonl", "--unread", "--format", "json"], stdout=out, stderr=subprocess.DEVNULL)
            time.sleep(rng.uniform(0.05, 1.1) * length)
            p.send_signal(signal.SIGKILL)
            p.wait()
        acknowledged |= told(open("out", encoding="utf-8").read())
        if os.path.exists(store) and os.path.getsize(store):
            ids, _ = ids_in(store)
            check(acknowledged <= ids, f"{len(acknowledged - ids)} of {len(acknowledged)} articles were told of and lost")
    got = run("add", store, "k.jsonl", "--unread")
    check(got.returncode == 0 and len(ids_in(store)[0]) == 800, "after kill -9 the rest cannot be added")


def killed_while_reading(room):
    """The accounts that a killed run did not make are made by the next one."""
    store = os.path.join(room, "reading")
    write_rows("few.jsonl", rows(60))
    for delay in (0.05, 0.2, 0.4):
        p = subprocess.Popen([ACCORD, "add", store, "few.jsonl"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        p.send_signal(signal.SIGKILL)
        p.wait()
        if os.path.exists(store) and os.path.getsize(store):
            ids_in(store)
    got = run("add", store, "few.jsonl")
    ids, stale = ids_in(store)
    check(got.returncode == 0 and len(ids) == 60 and stale == 0, f"{len(ids)} articles, {stale} stale stories at the end")
    check(found(store, '"we saw it coming"')["quotes"]["total"] > 0, "no quotations were found")


def full(room):
    """The file may grow to so many bytes and no more: one line, and what was told of stays."""
    write_rows("f.jsonl", rows(600, text="It had been expected for years. " * 20))
    # the thread sanitizer writes before the program can say that it bears a full disk
    least = () if THREADS_SANITIZED else (0,)
    for limit in (*least, 4096, 30000, 300000, 600000):
        store = os.path.join(room, f"full{limit}")
        got = run("add", store, "f.jsonl", "--unread", "--format", "json",
                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        lines = got.stderr.strip().split("\n")
        if got.returncode != 0:
            check(got.returncode == 2 and len(lines) == 1 and "cannot be" in lines[0], f"limit {limit}: {got.returncode} {got.stderr}")
        acknowledged = told(got.stdout)
        if os.path.exists(store) and os.path.getsize(store):
            ids, _ = ids_in(store)
            check(acknowledged <= ids, f"limit {limit}: {len(acknowledged - ids)} articles were told of and lost")
        else:
            check(not acknowledged, f"limit {limit}: told of articles without a file")
        got = run("add", store, "f.jsonl", "--unread")
        check(got.returncode == 0 and len(ids_in(store)[0]) == 600, f"limit {limit}: with room again: {got.stderr}")


def bad_files(room):
    """One clear line each."""
    def expect(pattern, *args):
        got = run(*args)
        lines = got.stderr.strip().split("\n")
        check(got.returncode == 2 and len(lines) == 1 and re.search(pattern, lines[0]), f"{args}: {got.returncode} {got.stderr}")
    write_rows("g.jsonl", rows(30))
    check(run("add", "good", "g.jsonl").returncode == 0, "add")
    with open("text", "w") as out:
        out.write("This is no store at all. " * 400)
    before = open("text", "rb").read()
    for command in (("find", "text", "x"), ("add", "text", "g.jsonl")):
        expect("^accord: text: is no store of accord", *command)
    check(open("text", "rb").read() == before, "a file that is no store was changed")
    db = sqlite3.connect("foreign")
    db.execute("CREATE TABLE article(x)")
    db.commit()
    db.close()
    before = open("foreign", "rb").read()
    for command in (("find", "foreign", "x"), ("add", "foreign", "g.jsonl")):
        expect("^accord: foreign: is no store of accord", *command)
    check(open("foreign", "rb").read() == before, "another program's file was changed")
    shutil.copy("good", "newer")
    db = sqlite3.connect("newer")
    db.execute("PRAGMA user_version=999")
    db.commit()
    db.close()
    for command in (("find", "newer", "x"), ("add", "newer", "g.jsonl")):
        expect("^accord: newer: was written by a newer accord", *command)
    expect("^accord: nosuch: .*No such file", "find", "nosuch", "x")
    open("empty", "w").close()
    expect("^accord: empty: is no store", "find", "empty", "x")
    os.mkdir("folder")
    expect("^accord: folder: is no file", "find", "folder", "x")
    expect("^accord: folder: is no file", "add", "folder", "g.jsonl")
    expect("^accord: no/such/folder: cannot be", "add", "no/such/folder", "g.jsonl")
    expect("^accord: no store", "add")
    expect("^accord: no query", "find", "good")
    expect("^accord: no feed", "watch", "good")
    expect("^accord: --limit cannot be", "find", "good", "--limit", "1001", "x")
    got = run("find", "good", "mayor", "OR", "(")
    check(got.returncode == 2 and got.stderr.endswith("\n  mayor OR (\n           ^\n"), "a bad query: " + got.stderr)
    if os.geteuid() != 0:
        shutil.copy("good", "readonly")
        os.chmod("readonly", 0o444)
        expect("^accord: readonly: .*read-only", "add", "readonly", "g.jsonl")
    # Damaged anywhere: answers or one line, never a crash.
    data, rng = open("good", "rb").read(), random.Random(5)
    for turn in range(30 if SANITIZED else 60):
        bent = bytearray(data)
        if turn % 4 == 0:
            bent = bent[:rng.randrange(len(bent))]
        else:
            for _ in range(1 << rng.randrange(8)):
                at = rng.randrange(len(bent))
                bent[at:at + 8] = rng.randbytes(8)
        with open("bent", "wb") as out:
            out.write(bent)
        for end in ("-wal", "-shm"):
            if os.path.exists("bent" + end):
                os.unlink("bent" + end)
        for command in (("find", "bent", "mayor OR ferry", "--versions"), ("find", "bent", "status:single"), ("add", "bent", "g.jsonl")):
            got = run(*command)
            check(got.returncode in (0, 1, 2), f"damaged, turn {turn}, {command[0]}: {got.returncode} {got.stderr[-500:]}")
            check(got.returncode == 0 or got.stderr.startswith("accord: "), f"damaged: {got.stderr[:200]}")


def main():
    source = os.path.abspath(sys.argv[2])
    assert source
    with tempfile.TemporaryDirectory() as room:
        os.chdir(room)
        for part in (adding_twice, grouping_goes_on, places, two_writers, begun_together, killed, killed_while_reading, full,
                     bad_files):
            began = time.monotonic()
            part(room)
            print(f"{part.__name__}: {time.monotonic() - began:.1f} s")
        os.chdir("/")
    print("nothing was lost" if not failures else f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
