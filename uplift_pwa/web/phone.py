"""What makes the site an app on a phone: its manifest, its worker, its page without network."""

import hashlib
import hmac
from base64 import b64encode
from functools import cache

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from flask_babel import gettext as _

from uplift_pwa import languages
from uplift_pwa.web import i18n, sessions, worker_script
from uplift_pwa.web.assets import Release
from uplift_pwa.web.render import screen

bp = Blueprint("phone", __name__)
START = "/?from=home"  # where the installed app opens
SIZES = ((192, "any"), (512, "any"), (192, "maskable"), (512, "maskable"), (512, "monochrome"))
NOBODY = "nobody"
FILES = {"any": "icon-{}", "maskable": "icon-maskable-{}", "monochrome": "icon-mono-{}"}


def owner(person_id: int) -> str:
    """The key under which a phone keeps what is this person's; it tells nobody who it is."""
    text = f"phone {person_id}".encode()
    return hmac.new(sessions.pepper(), text, hashlib.sha256).hexdigest()[:24]


def seal(person_id: int) -> str:
    """The key to what waits on a phone that its owner has left: 128 bits, in base64.

    It stands in the owner's own pages only, and no phone has it while they are away.
    """
    text = f"seal {person_id}".encode()
    return b64encode(hmac.digest(sessions.pepper(), text, "sha256")[:16]).decode()


def init(app: Flask) -> None:
    @app.after_request
    def say_whose(response: Response) -> Response:
        """Whose page this is: what was kept for another goes before it is seen (SAFETY R7)."""
        if response.mimetype == "text/html" and "HX-Request" not in request.headers:
            if i18n.is_known():
                response.headers["Uplift-Owner"] = owner(sessions.me().person_id)
            elif request.endpoint == "sign_in.new":
                response.headers["Uplift-Owner"] = NOBODY
        return response


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """Name, icons and shortcuts for the home screen, in the language that is asked for."""
    wanted = request.args.get("lang")
    language = wanted if wanted in i18n.offered() else i18n.locale()
    response = jsonify(
        id="/",
        name="uplift",
        short_name="uplift",
        description=_("One small act a day, and the whole organisation climbs."),
        lang=language,
        dir=languages.direction(language),
        start_url=START,
        scope="/",
        display="standalone",
        background_color="#f6f0e2",
        theme_color="#f6f0e2",
        icons=[_icon(size, purpose) for size, purpose in SIZES],
        shortcuts=[
            {"name": _("Today"), "url": "/", "icons": [_sign("today")]},
            {"name": _("Team"), "url": "/team", "icons": [_sign("team")]},
        ],
        screenshots=[
            _picture("today", "780x1688", "narrow", _("Today")),
            _picture("team", "780x1688", "narrow", _("Team")),
            _picture("orbit", "780x1688", "narrow", _("Orbit")),
            _picture("desk", "1280x800", "wide", _("The desk")),
        ],
    )
    response.content_type = "application/manifest+json"
    response.cache_control.public = True
    response.cache_control.max_age = 3600
    response.vary.add("Accept-Language")
    return response


@bp.get("/sw.js")
def worker() -> Response:
    """The service worker of this release, or its farewell where it is switched off."""
    config = current_app.config["UPLIFT"]
    text = _script(_release()) if config.worker else worker_script.FAREWELL
    response = Response(text, content_type="text/javascript; charset=utf-8")
    response.cache_control.no_cache = True
    return response


@bp.get("/offline")
def offline() -> Response:
    """The anonymous shell: without a network it shows the pages that the phone has kept."""
    response = screen("phone/offline.html", release=_release().digest)
    response.cache_control.no_cache = True
    return response


@cache
def _script(release: Release) -> str:
    return worker_script.script(release, "/offline")


def _release() -> Release:
    found: Release = current_app.config["RELEASE"]
    return found


def _icon(size: int, purpose: str) -> dict[str, str]:
    path = f"icons/{FILES[purpose].format(size)}.png"
    square = f"{size}x{size}"
    return {
        "src": _release().url(path),
        "sizes": square,
        "type": "image/png",
        "purpose": purpose,
    }


def _sign(name: str) -> dict[str, str]:
    source = _release().url(f"icons/shortcut-{name}.png")
    return {"src": source, "sizes": "192x192", "type": "image/png"}


def _picture(name: str, size: str, shape: str, label: str) -> dict[str, str]:
    """Made by tests/browser/shop_window.py, like the signs."""
    return {
        "src": _release().url(f"img/screenshot-{name}.webp"),
        "sizes": size,
        "type": "image/webp",
        "form_factor": shape,
        "label": label,
    }
