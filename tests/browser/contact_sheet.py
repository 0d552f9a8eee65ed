"""Lays photographs side by side: one page with all of them, and a picture of each edition."""

import html
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Browser

STYLE = """
    body { display: grid; grid-template-columns: repeat(8, 1fr); gap: 12px; background: #888;
      margin: 12px; }
    h2 { grid-column: 1 / -1; font: 24px sans-serif; margin: 12px 0 0; }
    figure { margin: 0; font: 14px sans-serif; }
    img { width: 100%; height: 520px; object-fit: contain; object-position: top; }
"""


def write(browser: Browser, folder: Path) -> list[Path]:
    """contact-sheet.html with everything, and one PNG for each width and edition."""
    pages = defaultdict(list)
    for picture in sorted(folder.glob("*-*-*.png")):
        if not picture.name.startswith("sheet-"):
            pages[_view(picture)].append(picture)
    whole = folder / "contact-sheet.html"
    whole.write_text(_page("".join(_part(view, pages[view]) for view in sorted(pages))))
    return [whole, *(_picture(browser, folder, view, pages[view]) for view in sorted(pages))]


def _view(picture: Path) -> tuple[int, str]:
    """The width and edition in a name like why-team-390-arabic-dark."""
    parts = picture.stem.split("-")
    number = max(place for place, part in enumerate(parts) if part.isdigit())
    return int(parts[number]), "-".join(parts[number + 1 :])


def _picture(browser: Browser, folder: Path, view: tuple[int, str], some: list[Path]) -> Path:
    draft = folder / "sheet.html"
    draft.write_text(_page(_part(view, some)))
    target = folder / f"sheet-{view[0]}-{view[1]}.png"
    page = browser.new_page(viewport={"width": 2200, "height": 1000})
    page.goto(draft.as_uri())
    page.screenshot(path=target, full_page=True)
    page.close()
    draft.unlink()
    return target


def _part(view: tuple[int, str], pictures: list[Path]) -> str:
    figures = "".join(
        f'<figure><img src="{html.escape(path.name)}">'
        f"<figcaption>{html.escape(path.stem)}</figcaption></figure>"
        for path in pictures
    )
    return f"<h2>{view[0]} px, {view[1]}</h2>{figures}"


def _page(body: str) -> str:
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{body}"
