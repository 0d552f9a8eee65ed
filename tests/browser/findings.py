"""What a machine sees wrong with a page: axe, the policy, what sticks out or is too small."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
THEMES = ("light", "dark")
LARGE = "document.documentElement.style.fontSize = '200%'"
USUAL = "document.documentElement.style.fontSize = ''"
WIDTH = "document.documentElement.scrollWidth"
REPORT = """addEventListener("securitypolicyviolation", (event) => console.error(
  `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"""
AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`))"""
# A link inside a sentence or a cell is as tall as its line (WCAG 2.5.8 lets it be).
SMALL = """() => [...document.querySelectorAll("a, button, summary, select, label:has(input)")]
  .filter((e) => e.checkVisibility() && !e.closest("p, td, th") && !e.matches(".skip"))
  .map((e) => [e.outerHTML.slice(0, 110), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
  .map(([html, box]) => `small, ${box.width} x ${box.height}: ${html}`)"""
# What takes the keyboard shows it: itself, its label, or the picture beside its box.
UNSEEN = """() => {
  const isRimmed = (e) => e && getComputedStyle(e).outlineStyle !== "none"
    && parseFloat(getComputedStyle(e).outlineWidth) >= 2
  const takes = "a[href], button, summary, select, textarea, input:not([type=hidden])"
  const found = [...document.querySelectorAll(takes)]
    .filter((e) => !e.disabled && e.checkVisibility())
    .filter((e) => {
      e.focus({ focusVisible: true, preventScroll: true })
      const shown = [e, e.nextElementSibling, e.closest("label")]
      return document.activeElement === e && !shown.some(isRimmed)
    })
  document.activeElement?.blur()
  return found.map((e) => `focus is not seen: ${e.outerHTML.slice(0, 110)}`)
}"""
INLINE = """() => [...document.querySelectorAll("style, script:not([src]), [style]")]
  .map((e) => `inline: ${e.outerHTML.slice(0, 110)}`)"""


def listen(context: BrowserContext) -> list[str]:
    """What the pages of this context complain about from now on, the policy's reports too."""
    heard: list[str] = []
    context.add_init_script(REPORT)
    context.on("console", lambda message: heard.extend(_complaint(message)))
    return heard


def of(page: Page) -> Iterator[str]:
    """Everything found on a page that runs scripts, by day and by night; it is left narrow."""
    yield from page.evaluate(INLINE)
    page.evaluate(_axe())
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        yield from (f"{theme}, {found}" for found in page.evaluate(AXE))
    page.set_viewport_size(PHONE)
    yield from page.evaluate(SMALL)
    yield from page.evaluate(UNSEEN)
    yield from _sticks_out(page)


def _sticks_out(page: Page) -> Iterator[str]:
    page.evaluate(LARGE)
    if (width := page.evaluate(WIDTH)) > PHONE["width"]:
        yield f"at 200 % text the page is {width} px wide"
    page.evaluate(USUAL)
    page.set_viewport_size(NARROW)
    if (width := page.evaluate(WIDTH)) > NARROW["width"]:
        yield f"at 320 px the page is {width} px wide"


@cache
def _axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def _complaint(message: ConsoleMessage) -> list[str]:
    expected = "Failed to load resource" in message.text
    return [f"console: {message.text}"] if message.type == "error" and not expected else []
