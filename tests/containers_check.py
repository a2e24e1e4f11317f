#!/usr/bin/env python3
"""What stands in a container leads back to its bytes: a page in a web archive, packed or not, however it was sent; the item
of a feed, the part of a saved page, the row of a crawler.

    containers_check.py BUILD_DIR SOURCE_DIR

Archives are made here from a page of our own, read by the program, and every sentence is looked up where `source` and `raw`
say that it stands. A bad piece costs one line on standard error and no other article.
"""
import base64
import gzip
import html
import json
import os
import quopri
import re
import subprocess
import sys
import tempfile
import zlib

accord = os.path.join(sys.argv[1], "accord")
SANITIZED = "-fsanitize" in open(os.path.join(sys.argv[1], "CMakeCache.txt"), encoding="utf-8").read()  # it keeps shadows of the memory
bad, checked = [], 0
NAMES = ["Torvik", "Lorn", "Hestby", "Marn"]


def page(name, encoding="utf-8"):
    return (f'<!doctype html><html lang="en"><head><title>Bridge shut in {name} - Harbour Post</title></head><body>\n'
            f'<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Bridge shut in {name}</h1>\n'
            f"<p>The road agency closed the <b>{name}</b> bridge on Monday \u2014 its &#8220;main span&#8221; has a crack, Marta Lind said.</p>\n"
            "<p>\u201cWe will not open it before every bolt has been looked at,\u201d said <a href='/lind'>Marta Lind</a>, who heads the\n"
            "agency. At least 40 lorries &amp; 25 vans were stranded on the eastern bank for more than six hours that day.</p>\n"
            "<p>The hauliers\u2019 union demanded compensation for every day of the closure, and the agency rejected that on Tuesday.</p>\n"
            "</article><footer>&copy; Harbour Post</footer></body></html>\n").encode(encoding)


def chunked(body):
    pieces = [body[i:i + 700] for i in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def record(kind, content, block, uri="https://harbourpost.example/bridge"):
    return (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2025-12-04T06:00:00Z\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"


def older(uri, content, block, version):
    """A record of an ARC file."""
    rest = f"{len(block)}" if version == 1 else f"200 - - 0 crawl.arc.gz {len(block)}"
    return f"{uri} 192.0.2.1 20251204060000 {content} {rest}\n".encode() + block + b"\n"


def answer(body, fields="", charset="utf-8"):
    return f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\n{fields}\r\n".encode() + body


def squeezed(text):
    return "".join(text.split())


def simple(raw, encoding):
    return squeezed(html.unescape(re.sub(r"<[^>]*>", " ", raw.decode(encoding, "replace"))))


def run(path):
    made = subprocess.run([accord, "read", "--format", "json", path], capture_output=True, text=True)
    return [json.loads(line) for line in made.stdout.splitlines()], made.stderr.splitlines()


def expect(path, members, complaints=()):
    """members: where in path each article stands -> its bytes and their encoding."""
    global checked
    rows, lines = run(path)
    if len(lines) != len(complaints) or not all(re.search(c, l) for c, l in zip(complaints, lines)):
        bad.append(f"{path}: complains {lines}, not {list(complaints)}")
    if [r["source"] for r in rows] != [path + m for m in members]:
        bad.append(f"{path}: articles {[r['source'] for r in rows]}, not {[path + m for m in members]}")
        return rows
    for r in rows:
        raw, encoding = members[r["source"][len(path):]]
        if "raw_at" in r:
            with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
                if f.read()[r["raw_at"]:][:len(raw)] != raw:
                    bad.append(f"{r['source']}: its page does not stand at byte {r['raw_at']}")
        for place in r["sentences"] + r["names"] + r["events"] + r["quotes"]:
            if "raw" not in place:
                continue
            checked += 1
            said, stands = squeezed(r["text"][place["start"]:place["end"]]), simple(raw[slice(*place["raw"])], encoding)
            if said != stands:
                bad.append(f"{r['source']}: {said[:80]!r} is not what stands there: {stands[:80]!r}")
        if len(r["text"]) < 200:
            bad.append(f"{r['source']}: little text: {r['text']!r}")
    return rows


def archives(room):
    pages = [page(n) for n in NAMES]
    records = [
        record("warcinfo", "application/warc-fields", b"software: none\r\n"),
        record("request", "application/http; msgtype=request", b"GET /bridge HTTP/1.1\r\n\r\n"),
        record("response", "application/http; msgtype=response", answer(chunked(pages[0]), "Transfer-Encoding: chunked\r\n")),
        record("response", "application/http; msgtype=response", answer(gzip.compress(pages[1]), "Content-Encoding: gzip\r\n")),
        record("response", "application/http; msgtype=response",
               answer(chunked(zlib.compress(pages[2])), "Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n")),
        record("resource", "text/html", pages[3]),
    ]
    members = {f":{n}": (p, "utf-8") for n, p in zip([3, 4, 5, 6], pages)}
    for name, pack in (("a.warc", b"".join), ("b.warc.gz", lambda r: b"".join(map(gzip.compress, r))),
                       ("c.warc.gz", lambda r: gzip.compress(b"".join(r)))):
        path = os.path.join(room, name)
        with open(path, "wb") as f:
            f.write(pack(records))
        for r in expect(path, members):
            if r["url"] != "https://harbourpost.example/bridge" or r["published"]:
                bad.append(f"{r['source']}: url {r['url']}, published {r['published']} of an archive that says when it was fetched alone")
            if ("raw_at" in r) != (r["source"] == path + ":6"):
                bad.append(f"{r['source']}: raw_at {r.get('raw_at')} of a page that stands there as it is, or does not")
    for version in (1, 2):
        told = f"{version} 0 Harbour Crawl\nURL IP-address Archive-date Content-type Archive-length\n".encode()
        bodies = [answer(chunked(pages[0]), "Transfer-Encoding: chunked\r\n"), answer(pages[1]), answer(pages[2]), pages[3]]
        arc = [older("filedesc://crawl.arc", "text/plain", told, version), older("dns:harbourpost.example", "text/dns", b"20251204060000\n", version)]
        arc += [older("https://harbourpost.example/bridge", "text/html", b, version) for b in bodies]
        for name, pack in ((f"a{version}.arc", b"".join), (f"b{version}.arc.gz", lambda r: b"".join(map(gzip.compress, r)))):
            path = os.path.join(room, name)
            with open(path, "wb") as f:
                f.write(pack(arc))
            for r in expect(path, members):
                if r["url"] != "https://harbourpost.example/bridge" or r["published"]:
                    bad.append(f"{r['source']}: url {r['url']}, published {r['published']} of an archive that says when it was fetched alone")
                if ("raw_at" in r) != (r["source"] != path + ":3"):
                    bad.append(f"{r['source']}: raw_at {r.get('raw_at')} of a page that stands there as it is, or does not")
    # one record that is broken, in the middle
    broken = list(map(gzip.compress, records))
    broken[3] = broken[3][:60] + b"\0" * 40 + broken[3][100:]
    path = os.path.join(room, "broken.warc.gz")
    with open(path, "wb") as f:
        f.write(b"".join(broken))
    rows, lines = run(path)
    if [r["title"] for r in rows if "Lorn" not in r["title"]] != [f"Bridge shut in {n}" for n in NAMES if n != "Lorn"] or not lines:
        bad.append(f"a broken member costs more than its record: {[r['title'] for r in rows]}, {lines}")


def feeds(room):
    """raw of an item is its content, references resolved."""
    inner = [page(n).decode().split("<article>")[1].split("</article>")[0] for n in NAMES]
    items = [f"<item><title>{n}</title><link>https://harbourpost.example/{n}</link><content:encoded>"
             + (f"<![CDATA[{t}]]>" if k % 2 else html.escape(t)) + "</content:encoded></item>" for k, (n, t) in enumerate(zip(NAMES, inner))]
    rss = ('<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
           "<title>Harbour Post</title>" + "".join(items) + "</channel></rss>")
    entries = [f'<entry><title>{n}</title><link href="https://harbourpost.example/{n}"/><updated>2025-12-03T10:00:00Z</updated>'
               f'<content type="html">{html.escape(t)}</content></entry>' for n, t in zip(NAMES, inner)]
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>' + "".join(entries) + "</feed>"
    for name, text in (("f.rss", rss), ("f.atom", atom), ("f.xml.gz", rss)):
        path = os.path.join(room, name)
        with open(path, "wb") as f:
            f.write(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        for r, n in zip(expect(path, {f":{k + 1}": (t.strip().encode(), "utf-8") for k, t in enumerate(inner)}), NAMES):
            if r["title"] != n or r["url"] != f"https://harbourpost.example/{n}" or r["outlet"] != "Harbour Post":
                bad.append(f"{r['source']}: {r['title']}, {r['url']}, {r['outlet']}")
            if r["published"] != ("2025-12-03T10:00:00Z" if "atom" in name else None):
                bad.append(f"{r['source']}: published {r['published']}")


def saved(room):
    """raw of a saved page is its part, the transfer encoding undone."""
    body = page("Torvik")
    quoted = quopri.encodestring(body).replace(b"\n", b"\r\n")
    plain = quopri.decodestring(quoted)
    for name, coding, packed, raw in (("q.mhtml", "quoted-printable", quoted, plain), ("b.mht", "base64", base64.encodebytes(body), body)):
        path = os.path.join(room, name)
        text = (f"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbourpost.example/1\r\nDate: Wed, 3 Dec 2025 21:15:00 -0000\r\n"
                f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n\r\n'
                f"----x--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: cid:a@x\r\n\r\niVBORw0KGgo=\r\n"
                f"----x--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {coding}\r\nContent-Location: https://harbourpost.example/1\r\n\r\n"
                ).encode() + packed + b"\r\n----x----\r\n"
        with open(path, "wb") as f:
            f.write(text)
        for r in expect(path, {":2": (raw, "utf-8")}):
            if (r["id"], r["url"], r["published"]) != (name.split(".")[0], "https://harbourpost.example/1", None):
                bad.append(f"{r['source']}: {r['id']}, {r['url']}, {r['published']}")


def rows(room):
    path = os.path.join(room, "crawl.jsonl.gz")
    text = "The road agency closed the Torvik bridge on Monday, Marta Lind said.\n\n" + "At least 40 lorries were stranded there for six hours. " * 4
    one = {"maintext": text, "date_publish": "2025-12-03 21:15:00", "source_domain": "harbourpost.example", "authors": ["Marta Lind"],
           "title": "Bridge shut", "url": "https://harbourpost.example/1"}
    with gzip.open(path, "wt") as f:
        f.write(json.dumps(one) + "\n")
    for r in expect(path, {":1": (text.encode(), "utf-8")}):
        if (r["published"], r["byline"], r["outlet"]) != ("2025-12-03 21:15:00", ["Marta Lind"], "harbourpost.example"):
            bad.append(f"{r['source']}: {r['published']}, {r['byline']}, {r['outlet']}")


def encodings(room):
    """What HTTP says of a page's encoding holds where the page says nothing; a place counts bytes of the page as it was sent."""
    texts = [page(n, "windows-1252") for n in NAMES[:2]] + [page(NAMES[2]).decode().encode("koi8-r", "xmlcharrefreplace"), page(NAMES[3], "utf-16-le")]
    charsets = ["windows-1252", "\"ISO-8859-1\"", "KOI8-R", "utf-16le"]
    path = os.path.join(room, "sets.warc")
    with open(path, "wb") as f:
        f.write(b"".join(record("response", "application/http", answer(t, charset=c)) for t, c in zip(texts, charsets)))
    expect(path, {f":{k + 1}": (t, c) for k, (t, c) in enumerate(zip(texts, ["windows-1252", "windows-1252", "koi8-r", "utf-16-le"]))})


def limited(path, lines, pattern, status=2, megabytes=100):
    """It comes to an end, in little memory, with so many lines on standard error."""
    began = os.times()
    with open(path + ".err", "w+") as err:
        child = subprocess.Popen([accord, "clean", "--threads", "1", path], stdout=subprocess.PIPE, stderr=err)
        said = child.stdout.read().decode()
        _, code, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(code)
        err.seek(0)
        complaints = err.read().splitlines()
    sanitized = used.ru_maxrss / 1024 > megabytes and SANITIZED
    if child.returncode != status or len(complaints) != lines or not all(re.search(pattern, c) for c in complaints):
        bad.append(f"{path}: exit status {child.returncode}, {complaints[:3]}")
    if used.ru_maxrss / 1024 > megabytes and not sanitized:
        bad.append(f"{path}: {used.ru_maxrss / 1024:.0f} MB of memory")
    return said.splitlines()


def hostile(room):
    def put(name, *pieces):
        path = os.path.join(room, name)
        with open(path, "wb") as f:
            f.write(b"".join(pieces))
        return path
    zeros = gzip.compress(b"\0" * (16 << 20))
    limited(put("bomb.txt.gz", zeros * 64), 1, "longer than the limit")
    limited(put("bomb.html.gz", zeros * 64), 1, "longer than the limit", megabytes=600)
    limited(put("bomb.jsonl.gz", zeros * 72), 2, "a row longer than 64 MiB|given up", megabytes=400)
    limited(put("bomb.warc.gz", zeros * 72), 2, "no WARC record|given up")
    limited(put("bomb.rss.gz", zeros * 64), 1, "longer than the limit|no feed", megabytes=400)
    claims = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 9223372036854775808\r\n\r\n"
    limited(put("claims.warc", claims, b"HTTP/1.1 200 OK\r\n\r\n<p>x", b"\r\n\r\n", claims), 2, "longer than 128 MiB")
    limited(put("nul.txt", b"The bridge\0was shut."), 1, "NUL")
    # an archive of a GB, most of it pictures: memory is that of its pages
    picture = gzip.compress(record("response", "application/http", answer(b"", charset="x").replace(b"text/html", b"image/png") + b"\0" * (16 << 20)))
    good = gzip.compress(record("response", "application/http", answer(page("Torvik"))))
    rows = limited(put("large.warc.gz", good, picture * 32, good, picture * 32, good), 0, "", status=0)
    if len(rows) != 3:
        bad.append(f"{len(rows)} pages of a large archive, not 3")


def main():
    if not os.access(accord, os.X_OK):
        return 77
    with tempfile.TemporaryDirectory() as room:
        archives(room)
        feeds(room)
        saved(room)
        rows(room)
        encodings(room)
        hostile(room)
    for line in bad[:40]:
        print(line)
    print(f"{checked} places in containers, {len(bad)} complaints")
    return 1 if bad or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
