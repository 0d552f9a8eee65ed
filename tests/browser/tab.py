"""What a person and a test do with the page that is open in a Firefox."""

import json
import time
from contextlib import suppress

ASYNC = """
const done = arguments[arguments.length - 1]
const told = (...answer) => done(answer)
const asked = async (...given) => {%s}
asked(...arguments).then((it) => told(true, it), (problem) => told(false, String(problem)))
"""


def until(ask, seconds=20):
    """What `ask` answers as soon as it answers anything."""
    end = time.monotonic() + seconds
    while not (found := ask()):
        if time.monotonic() > end:
            raise TimeoutError(f"nothing after {seconds} s")
        time.sleep(0.05)
    return found


class PageLeft(Exception):
    """The page that was asked went away before it could answer."""


class Tab:
    """Needs `marionette`, the conversation with the browser."""

    def goto(self, url):
        self.marionette.command("WebDriver:Navigate", url=url)

    def cookie(self, url, name, value):
        """Give the browser a cookie for the site of `url`, as signing in there would."""
        self.goto(url)  # a page of the site has to be open
        lasting = {"path": "/", "httpOnly": True, "sameSite": "Lax", "expiry": 2**31 - 1}
        cookie = {"name": name, "value": value, **lasting}
        self.marionette.command("WebDriver:AddCookie", cookie=cookie)

    def click(self, selector):
        """A trusted click on the first that fits, scrolled into view."""
        found = self._find("css selector", selector)
        self.marionette.command("WebDriver:ElementClick", id=found)

    def press(self, words):
        """A trusted click on the button that says just these words."""
        path = f"//button[normalize-space(.)={json.dumps(words)}]"
        self.marionette.command("WebDriver:ElementClick", id=self._find("xpath", path))

    def write(self, selector, text):
        found = self._find("css selector", selector)
        self.marionette.command("WebDriver:ElementSendKeys", id=found, text=text)

    def _find(self, using, value):
        found = self.marionette.command("WebDriver:FindElement", using=using, value=value)
        return next(iter(found.values()))

    def script(self, body, *given):
        """What an async function with this body returns in the page; `given` is its list."""
        told = self.marionette.command(
            "WebDriver:ExecuteAsyncScript",
            script=ASYNC % body,
            args=list(given),
            sandbox="default",
            newSandbox=True,
        )
        if told is None:
            raise PageLeft
        fine, answer = told
        assert fine, answer
        return answer

    def _text(self):
        with suppress(PageLeft):
            return self.script("return document.body?.innerText || ''")
        return ""

    def sees(self, text, seconds=20):
        """Wait until the page says `text` where somebody can read it."""
        with suppress(TimeoutError):
            return until(lambda: text in self._text(), seconds)
        shown = self.script("return location.pathname + ': ' + document.body.innerText")
        raise AssertionError(f"{text!r} is not on {shown}")
