"""webdriver: a headless Chromium to test pages with, by WebDriver and the standard library alone.

    with Browser() as b:                    # raises Missing where chromium or chromedriver is not installed
        b.open("file:///tmp/report.html")
        b.run("return document.title")
        b.click("#s1-c1 > summary"); b.keys("j"); b.shot("page.png")
"""
import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Escape": "\ue00c", "Enter": "\ue007", "Tab": "\ue004"}


class Missing(Exception):
    pass


class Browser:
    def __init__(self, width=1440, height=900):
        self.width, self.height = width, height

    def __enter__(self):
        driver = shutil.which("chromedriver")
        browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if not driver or not browser:
            raise Missing("chromium" if not browser else "chromedriver")
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.room = tempfile.TemporaryDirectory()
        self.base = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        options = {"binary": browser, "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                                               "--hide-scrollbars", f"--user-data-dir={self.room.name}",
                                               f"--window-size={self.width},{self.height}"]}
        wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options,
                                                   "goog:loggingPrefs": {"browser": "ALL"}}}}
        for _ in range(100):
            try:
                self.session = self.call("POST", "/session", wanted)["sessionId"]
                break
            except (urllib.error.URLError, ConnectionError) as e:
                if isinstance(e, urllib.error.HTTPError):
                    self.process.kill()
                    raise
                time.sleep(0.1)
        else:
            self.process.kill()
            raise Missing("an answer of chromedriver")
        self.base += f"/session/{self.session}"
        self.cdp("Emulation.setDeviceMetricsOverride", width=self.width, height=self.height, deviceScaleFactor=1, mobile=False)
        self.media()
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", "")
        except OSError:
            pass
        self.process.terminate()
        self.process.wait()
        self.room.cleanup()

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as e:
            raise RuntimeError(json.load(e)["value"]["message"].split("\n")[0]) from None

    def cdp(self, command, **params):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    def run(self, script, *args):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(args)})

    def click(self, selector):
        element = self.call("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        self.run("arguments[0].scrollIntoView({block: 'center'})", {ELEMENT: element}) # a menu may lie over the edge
        self.call("POST", f"/element/{element}/click", {})

    def keys(self, *keys):
        strokes = [{"type": kind, "value": KEYS.get(k, k)} for k in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def media(self, media="", **features):
        """What the page believes of its reader; nothing moves slowly in any case."""
        features["prefers_reduced_motion"] = "reduce"
        self.cdp("Emulation.setEmulatedMedia", media=media,
                 features=[{"name": k.replace("_", "-"), "value": v} for k, v in features.items()])

    def scripts(self, on):
        self.cdp("Emulation.setScriptExecutionDisabled", value=not on)

    def size(self, width, height):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def log(self):
        return self.call("POST", "/se/log", {"type": "browser"})

    def shot(self, path, whole=False):
        if whole:
            picture = self.cdp("Page.captureScreenshot", captureBeyondViewport=True, format="png")["data"]
        else:
            picture = self.call("GET", "/screenshot")
        with open(path, "wb") as f:
            f.write(base64.b64decode(picture))
