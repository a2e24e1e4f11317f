#!/usr/bin/env python3
"""watch against a server on loopback: what is new is added once, servers are asked politely, and none of them can stop it.

    watch_check.py BUILD_DIR SOURCE_DIR
"""
import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

ACCORD = os.path.abspath(os.path.join(sys.argv[1], "accord"))
failures = []


def check(ok, words):
    if not ok:
        failures.append(words)
        print("FAILED:", words)


def page(title, words):
    return (f"<html><head><title>{title} - Harbour Post</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>"
            f"<p>{words} on Monday, the coast guard said. Nobody was hurt, its captain said.</p>"
            f"<p>The harbour office of Saltby will look into what happened there, it said in a statement.</p></article></body></html>")


def rss(items):
    return ("<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Post</title><link>http://127.0.0.1/</link>" + "".join(
        f"<item><title>{t}</title><link>{u}</link><guid>{g}</guid><pubDate>{d}</pubDate><description>{s}</description></item>"
        for t, u, g, d, s in items) + "</channel></rss>")


DATE = "Mon, 03 Mar 2025 10:00:00 GMT"


class Site:
    """What the server has: path -> what answers it. Every request is noted."""

    def __init__(self):
        self.answers, self.asked = {}, []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self):
                site.asked.append((self.path, dict(self.headers), time.monotonic()))
                answer = site.answers.get(self.path, (404, {}, b"no"))
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer
                tag = headers.get("ETag")
                if tag and self.headers.get("If-None-Match") == tag:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"

    def put(self, path, text, kind="text/html", **headers):
        self.answers[path] = (200, {"Content-Type": kind, **headers}, text.encode())

    def count(self, path):
        return sum(p == path for p, _, _ in self.asked)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def run(*args, timeout=120):
    return subprocess.run([ACCORD, *args], capture_output=True, text=True, errors="replace", timeout=timeout)


def watch(store, *feeds):
    return run("watch", store, "--once", "--allow-private", "--format", "json", *feeds)


def rows(out):
    return [json.loads(line) for line in out.split("\n") if line]


def found(store, query, *options):
    got = run("find", store, query, "--format", "json", *options)
    check(got.returncode == 0, f"find {query}: {got.stderr}")
    return json.loads(got.stdout)["articles"]


def new_and_changed(room):
    site, store = Site(), os.path.join(room, "plain")
    items = [("Ferry towed in", f"{site.base}/ferry", "f1", DATE, "A short line."),
             ("Dam opened", f"{site.base}/dam", "d1", DATE, "The sluices were opened, it says here and nowhere else.")]
    site.put("/feed", rss(items), "application/rss+xml", ETag='"one"')
    site.put("/ferry", page("Ferry towed in", "The ferry of Saltby was towed into the harbour"))
    site.answers["/dam"] = (500, {}, b"")
    got = watch(store, f"{site.base}/feed")
    check(got.returncode == 0, f"first round: {got.returncode} {got.stderr}")
    check(found(store, '"towed into the harbour"')["total"] == 1, "the page of an item was not fetched")
    check(found(store, "sluices")["total"] == 1, "what the feed says is not kept where there is no page")
    check(any(r.get("story") and r.get("new") is True for r in rows(got.stdout) if "articles" in r), "no line of a new story")

    # The page that was not there comes when it is; what has not changed is not fetched again.
    site.put("/dam", page("Dam opened", "The sluices of the dam of Norrow were opened wide"))
    got = watch(store, f"{site.base}/feed")
    check(found(store, '"opened wide"')["total"] == 1, "a page that failed is not asked for again")
    check(site.count("/ferry") == 1, "a page was fetched twice")
    before = len(site.asked)
    got = watch(store, f"{site.base}/feed")
    check(got.returncode == 0 and rows(got.stdout) == [], f"nothing was new: {got.stdout} {got.stderr}")
    later = [p for p, _, _ in site.asked[before:]]
    check(later == ["/robots.txt", "/feed"], f"a feed that has not changed led to {later}")
    check(site.asked[-1][1].get("If-None-Match") == '"one"', "the feed was not asked for on condition")

    # A changed item is fetched again and is a new version; a new one is added.
    items[0] = ("Ferry towed in, two hurt", f"{site.base}/ferry", "f1", DATE, "A longer line.")
    items.append(("Mine closed", f"{site.base}/mine", "m1", DATE, ""))
    site.put("/feed", rss(items), "application/rss+xml", ETag='"two"')
    site.put("/ferry", page("Ferry towed in, two hurt", "Two were hurt when the ferry was towed"))
    site.put("/mine", page("Mine closed", "The mine of Greyfield was closed"))
    got = watch(store, f"{site.base}/feed")
    outcome = sorted(r["kept"] for r in rows(got.stdout) if "article" in r)
    check(outcome == ["changed", "new"], f"kept: {outcome}")
    check(found(store, "hurt", "--versions")["total"] >= 2, "the old version is gone")
    check(site.count("/dam") == 2, "an item that has not changed was fetched again")
    gaps = [b[2] - a[2] for a, b in zip(site.asked, site.asked[1:]) if "/robots.txt" not in (a[0], b[0])]
    check(all(g > 0.8 or g > 5 for g in gaps if g < 5), f"requests to one host came {min(gaps):.2f} s after one another")
    site.close()


def robots_and_lists(room):
    site, store = Site(), os.path.join(room, "lists")
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed/\n", "text/plain")
    site.put("/closed/feed", rss([]), "application/rss+xml")
    site.put("/open", rss([("Ferry late", f"{site.base}/closed/ferry", "1", DATE, "The ferry of Saltby was late again on Monday.")]), "application/rss+xml")
    site.put("/list.opml", f"<opml version='2.0'><body><outline type='rss' xmlUrl='{site.base}/open'/>"
                           f"<outline type='rss' xmlUrl='{site.base}/closed/feed'/></body></opml>", "text/x-opml")
    with open("local.opml", "w", encoding="utf-8") as out:
        out.write(f"<opml version='2.0'><body><outline type='rss' xmlUrl='{site.base}/list.opml'/></body></opml>")
    got = watch(store, "local.opml")
    check(found(store, "late")["total"] == 1, "the item of a feed in a list in a list was not kept: " + got.stderr)
    check(site.count("/closed/feed") == site.count("/closed/ferry") == 0, "robots.txt was not obeyed")
    check("robots.txt does not allow" in got.stderr and got.returncode == 1, f"{got.returncode} {got.stderr}")
    got = run("watch", store, "--once", f"{site.base}/open")
    check("private address" in got.stderr and got.returncode == 2, f"a private address without leave: {got.returncode} {got.stderr}")
    for feeds, complaint in ((10000, "long.opml: more than 10000 feeds"), (9999, "a private address")):  # and the list itself
        with open("long.opml", "w", encoding="utf-8") as out:
            out.write("<opml version='2.0'><body>" + "".join(f"<outline type='rss' xmlUrl='http://127.0.0.1:9/{i}'/>" for i in range(feeds)) + "</body></opml>")
        p = subprocess.Popen([ACCORD, "watch", os.path.join(room, "long"), "--once", "long.opml"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        first = p.stderr.readline()
        p.kill()
        p.communicate()
        check(complaint in first, f"{feeds} feeds in a list: {first!r}")
    site.close()


def bad_feeds(room):
    """Feeds that lie, are none, redirect for ever, are cut off, say too much, are not there."""
    site, store = Site(), os.path.join(room, "bad")
    good = [("Ferry late", f"{site.base}/ferry", "1", DATE, "The ferry of Saltby was late again on Monday, its captain said.")]
    site.put("/good", rss(good), "application/rss+xml")
    site.put("/html", page("No feed", "This is no feed"))
    site.put("/empty", "")
    site.put("/cut", rss(good * 3)[:300], "application/rss+xml")
    site.put("/nonsense", "\x00\x01\x02" * 1000, "application/rss+xml")
    site.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    site.answers["/gone"] = (410, {}, b"")
    site.answers["/busy"] = (503, {"Retry-After": "7200"}, b"")
    site.put("/many", rss([(f"Report {i}", "", f"i{i}", DATE, f"Report {i} of a ferry.") for i in range(501)]), "application/rss+xml")
    site.put("/evil", rss([("x" * 5000, "javascript:alert(1)", "e" * 9000, "no date", "A ferry &lt;script&gt;x&lt;/script&gt; ran aground."),
                           ("", "file:///etc/passwd", "", "", ""), ("", "", "", "", "")]), "application/rss+xml")

    def lying(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(b"<rss><channel><item>")
    site.answers["/short"] = lying
    names = ["html", "empty", "cut", "nonsense", "loop", "gone", "busy", "short", "evil", "many", "missing", "good"]
    # A server that asks to be left alone is, and so its name here is another one than that of the others.
    got = watch(store, *[(site.base if n != "busy" else site.base.replace("127.0.0.1", "localhost")) + "/" + n for n in names], "http://127.0.0.1:9/feed", "no/such/file.xml")
    check(got.returncode == 1, f"bad feeds: exit status {got.returncode}: {got.stderr[-400:]}")
    for name in ("html", "empty", "nonsense", "loop", "gone", "busy", "short", "missing", ":9/feed", "file.xml"):
        lines = [line for line in got.stderr.split("\n") if f"/{name}: " in line or f"{name}: " in line]
        check(len(lines) == 1, f"{name}: {len(lines)} lines of complaint")
    check(found(store, '"captain said"')["total"] == 1, "the good feed among the bad ones was not taken")
    check(found(store, "report")["total"] == 500, "more items, or fewer, than may be taken at once")
    got = watch(store, f"{site.base}/many")
    check(found(store, "report")["total"] == 501, "the rest was not taken the next time")
    site.close()


def stopping(room):
    """SIGTERM while a feed hangs, and while it waits; kill -9; and all is well the next time."""
    site, store = Site(), os.path.join(room, "stopping")
    hang = threading.Event()

    def hanging(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<rss>")
        handler.wfile.flush()
        hang.wait(30)
    site.answers["/hang"] = hanging
    site.put("/feed", rss([("Ferry late", "", "1", DATE, "The ferry of Saltby was late again on Monday, its captain said.")]), "application/rss+xml")
    for number, feeds in ((signal.SIGTERM, ["/feed", "/hang"]), (signal.SIGINT, ["/feed"]), (signal.SIGKILL, ["/feed", "/hang"])):
        p = subprocess.Popen([ACCORD, "watch", store, "--allow-private", *[site.base + f for f in feeds]],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + 30
        before = site.count("/robots.txt")
        while time.monotonic() < end and site.count("/robots.txt") == before and p.poll() is None:
            time.sleep(0.05)
            if feeds == ["/feed"] and time.monotonic() > end - 28:
                break  # it waits: its time has not come
        time.sleep(2.5)
        began = time.monotonic()
        p.send_signal(number)
        out, err = p.communicate(timeout=60)
        took = time.monotonic() - began
        check(took < 20, f"signal {number}: it took {took:.1f} s to end")
        if number != signal.SIGKILL:
            check(p.returncode == 0, f"signal {number}: exit status {p.returncode}: {err}")
    hang.set()
    got = watch(store, f"{site.base}/feed")
    check(got.returncode == 0 and found(store, "captain")["total"] == 1, f"after it was stopped: {got.returncode} {got.stderr}")
    text = run("watch", os.path.join(room, "text"), "--once", "--allow-private", f"{site.base}/feed")
    check(text.stdout == "s1\tnew\t1 article\tFerry late\n", f"text: {text.stdout!r} {text.stderr}")
    site.close()


def main():
    with tempfile.TemporaryDirectory() as room:
        os.chdir(room)
        for part in (new_and_changed, robots_and_lists, bad_feeds, stopping):
            began = time.monotonic()
            part(room)
            print(f"{part.__name__}: {time.monotonic() - began:.1f} s")
        os.chdir("/")
    print("feeds are watched" if not failures else f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
