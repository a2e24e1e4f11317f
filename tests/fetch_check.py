#!/usr/bin/env python3
"""Fetching over a real connection, from a server that this starts on loopback: what is good is read, and what is slow,
endless, lying, looping or forbidden costs one line and an end in time.

    fetch_check.py BUILD_DIR SOURCE_DIR
"""
import gzip
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time

accord = os.path.join(sys.argv[1], "accord")
bad, asked = [], []
# as src/base/limits.h has them
HEADER_BYTES, CONNECT_SECONDS = 256 << 10, 20

PAGE = ("<!doctype html><html lang='en'><head><title>Bridge shut - Harbour Post</title></head><body><article><h1>Bridge shut</h1>"
        "<p>The road agency closed the Torvik bridge on Monday, Marta Lind said. It will be shut for a week.</p>"
        "<p>At least 40 lorries were stranded on the eastern bank for more than six hours that day.</p></article></body></html>").encode()
FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>
<item><title>Bridge shut</title><link>/page</link><pubDate>Wed, 03 Dec 2025 21:15:00 GMT</pubDate><description>Short.</description></item>
<item><title>Private</title><link>/private/page</link><description>Short.</description></item>
<item><title>Ferry late</title><content:encoded>&lt;p&gt;The ferry from Lorn was late on Tuesday, the harbour master said.&lt;/p&gt;</content:encoded></item>
</channel></rss>""".encode()


def head(status="200 OK", **fields):
    return (f"HTTP/1.1 {status}\r\nConnection: close\r\n" + "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in fields.items()) + "\r\n").encode()


def wide_head(size):
    """A header of so many bytes."""
    first = head(Content_Type="text/html; charset=utf-8")[:-2]
    lines, left = [], size - len(first) - 2
    while left:
        n = left if left <= 60000 else min(60000, left - 10)
        lines.append(b"X: " + b"x" * (n - 5) + b"\r\n")
        left -= n
    return first + b"".join(lines) + b"\r\n"


def answer(path):
    """The pieces of an answer, a number where it pauses for so many seconds."""
    html = "text/html; charset=utf-8"
    if path == "/robots.txt":
        return [head(Content_Type="text/plain"), b"User-agent: *\nDisallow: /private\n"]
    if path in ("/page", "/private/page"):
        return [head(Content_Type=html, Content_Length=len(PAGE)), PAGE]
    if path == "/packed":
        body = gzip.compress(PAGE)
        return [head(Content_Type=html, Content_Encoding="gzip", Content_Length=len(body)), body]
    if path == "/slow":
        return [head(Content_Type=html)] + [x for i in range(0, len(PAGE), 100) for x in (PAGE[i:i + 100], 0.05)]
    if path == "/feed":
        return [head(Content_Type="application/rss+xml"), FEED]
    if path == "/moved":
        return [head("301 Moved", Location="/page")]
    if path == "/loop":
        return [head("302 Found", Location="/loop")]
    if path == "/hang":
        return [head(Content_Type=html), PAGE[:50], 60.0]
    if path == "/late":  # longer than most, and not too long
        return [head(Content_Type=html), PAGE[:50], CONNECT_SECONDS - 5.0, PAGE[50:]]
    if path == "/wide":
        return [wide_head(HEADER_BYTES), PAGE]
    if path == "/wider":
        return [wide_head(HEADER_BYTES + 1), PAGE]
    if path == "/short":
        return [head(Content_Type=html, Content_Length=2 * len(PAGE)), PAGE]
    if path == "/endless":
        return [head(Content_Type=html)] + [b"<p>word</p>" * 100000] * 1000
    if path == "/fields":
        return [b"HTTP/1.1 200 OK\r\n"] + [b"X: " + b"x" * 60000 + b"\r\n"] * 1000
    if path == "/bomb":
        return [head(Content_Type=html, Content_Encoding="gzip"), gzip.compress(b"\0" * (200 << 20), 9)]
    if path == "/often":
        return [head("429 Too Many Requests", Retry_After="120")]
    if path == "/garbage":
        return [b"SMTP ready\r\n\r\n"]
    if path == "/nothing":
        return []
    return [head("404 Not Found")]


def serve(listener):
    def one(c):
        try:
            request = b""
            while b"\r\n\r\n" not in request:
                more = c.recv(4096)
                if not more:
                    return
                request += more
            path = request.split(b" ")[1].decode()
            asked.append((path, request.decode("latin-1")))
            for piece in answer(path):
                time.sleep(piece) if isinstance(piece, float) else c.sendall(piece)
        except OSError:
            pass
        finally:
            c.close()
    while True:
        try:
            c, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=one, args=(c,), daemon=True).start()


def run(*args, seconds=60):
    began = time.time()
    made = subprocess.run([accord, "clean", *args], capture_output=True, text=True, timeout=seconds)
    return [json.loads(line) for line in made.stdout.splitlines()], made.stderr, time.time() - began


def expect(args, titles, complaint=""):
    rows, err, _ = run(*args)
    if [r["title"] for r in rows] != titles:
        bad.append(f"{args}: {[r['title'] for r in rows]}, not {titles}; {err}")
    if len(err.splitlines()) != (1 if complaint else 0) or not re.search(complaint, err):
        bad.append(f"{args}: complains {err!r}, not /{complaint}/")
    return rows


def main():
    if not os.access(accord, os.X_OK):
        return 77
    listener = socket.socket()
    try:
        listener.bind(("127.0.0.1", 0))
    except OSError as e:
        print(f"skipped: no loopback: {e}")
        return 77
    listener.listen(16)
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
    at = f"http://127.0.0.1:{listener.getsockname()[1]}"
    mine = "--allow-private"

    # what waits for its time-outs runs beside the rest
    def wait_for(path):
        rows, err, seconds = run(mine, at + path, seconds=90)
        waited[path] = ([r["title"] for r in rows], err, seconds)
    waited = {}
    waiting = [threading.Thread(target=wait_for, args=(path,)) for path in ("/hang", "/loop", "/late")]
    for thread in waiting:
        thread.start()
    while len(asked) < 4:
        time.sleep(0.05)
    expect([at + "/page"], [], "a private address")
    expect([at.replace("127.0.0.1", "localhost") + "/page"], [], "a private address")
    if any(path == "/page" for path, _ in asked):
        bad.append(f"a private address was asked without leave: {asked}")
    for path in ("/page", "/packed", "/slow", "/moved"):
        rows = expect([mine, at + path], ["Bridge shut"])
        if rows and (rows[0]["source"] != at + path or rows[0]["url"] != at + (path if path != "/moved" else "/page")):
            bad.append(f"{path}: source {rows[0]['source']}, url {rows[0]['url']}")
    for path, request in asked:
        if not re.search("(?im)^user-agent: accord/[0-9.]+ ", request):
            bad.append(f"{path}: it does not say who asks: {request!r}")
    rows = expect([mine, at + "/feed"], ["Bridge shut", "Ferry late"], r"/private/page: its server's robots\.txt does not allow it")
    if rows and (rows[0]["published"], rows[0]["published_from"]) != ("2025-12-03T21:15:00Z", "feed"):
        bad.append(f"a feed's date is lost: {rows[0]['published']} {rows[0]['published_from']}")
    expect([mine, at + "/private/page"], [], "robots.txt does not allow it")
    expect([mine, at + "/none"], [], "its server says 404")
    expect([mine, at + "/short"], [], "shorter than it says")
    expect([mine, at + "/endless"], [], "longer than")
    expect([mine, at + "/fields"], [], "longer than|[Ll]imit|too large|[Ww]rit|[Ww]eird|receiving")
    expect([mine, at + "/wide"], ["Bridge shut"])
    expect([mine, at + "/wider"], [], "the header of its answer is longer than 256 KiB")
    expect([mine, at + "/bomb"], [], "longer than")
    expect([mine, at + "/often"], [], "429 and to come again in 120 seconds")
    expect([mine, at + "/garbage"], [], "HTTP|[Uu]nsupported|[Ww]eird")
    expect([mine, at + "/nothing"], [], "[Ss]erver returned nothing|empty")
    expect([mine, at + "/page", at + "/none"], ["Bridge shut"], "its server says 404")
    for thread in waiting:
        thread.join()
    for path, why in (("/hang", "no answer in time"), ("/loop", "more than 8 redirects")):
        titles, err, _ = waited.get(path, (None, "", 0))
        if titles != [] or len(err.splitlines()) != 1 or why not in err:
            bad.append(f"{path}: {titles}, {err!r}")
    if not CONNECT_SECONDS - 1 < waited["/hang"][2] < 2 * CONNECT_SECONDS:
        bad.append(f"a server that says nothing more is given {waited['/hang'][2]:.0f} s")
    if waited["/late"][:2] != (["Bridge shut"], ""):
        bad.append(f"/late: {waited['/late']}")
    listener.close()
    expect([mine, at + "/page"], [], "[Cc]ouldn't connect|connect to server")
    for line in bad[:40]:
        print(line)
    print(f"{len(asked)} requests, {len(bad)} complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
