"""Which language, which direction: the person's choice, else the browser's, else the usual."""

from babel.support import NullTranslations
from flask import Flask, g, request
from flask_babel import Babel, Domain, get_locale
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from uplift_pwa import languages
from uplift_pwa.queries import tongues
from uplift_pwa.queries.station import Device
from uplift_pwa.queries.tongues import Tongues


class Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel asks here for the words of a request's language."""

    def get_translations(self) -> NullTranslations:
        return languages.translations(locale())


def init(app: Flask) -> None:
    Babel(app, locale_selector=choose).domain_instance = Catalogues()
    app.jinja_env.globals.update(
        locale=locale, locale_dir=direction, language_name=languages.own_name
    )


def choose() -> str:
    """The locale of this request."""
    here = on_offer()
    # Only pages behind a guard know who asks; others must not load anybody for a template.
    wanted = current_user.locale if is_known() else _at_the_tablet()
    if wanted in here.offered:
        return str(wanted)
    return request.accept_languages.best_match(here.offered) or here.usual


def offered() -> tuple[str, ...]:
    """The languages that people may choose here."""
    return on_offer().offered


def on_offer() -> Tongues:
    """The same with the usual one; every language there is where no database answers."""
    if "tongues" not in g:
        g.tongues = _asked()
    found: Tongues = g.tongues
    return found


def _asked() -> Tongues:
    if "db" not in g:
        return tongues.tongues()
    try:
        with g.db.no_autoflush:
            return tongues.known(g.db)
    except SQLAlchemyError:  # the page that says so needs a language, too
        return tongues.tongues()


def _at_the_tablet() -> str | None:
    """The language of whoever is at a shared tablet just now."""
    device: Device | None = g.get("device")
    return device.turn.locale if device and device.turn else None


def locale() -> str:
    return str(get_locale() or languages.ENGLISH)


def direction() -> str:
    return languages.direction(locale())


def is_known() -> bool:
    """Whether a guard has found out who is asking; asking again costs nothing then."""
    return "_login_user" in g and current_user.is_authenticated
