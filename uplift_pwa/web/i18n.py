"""Which language, which direction: the person's choice, else the browser's, else English."""

from flask import Flask, current_app, g, request
from flask_babel import Babel, get_locale
from flask_login import current_user

ENGLISH = "en"
NAMES = {"en": "English", "es": "Español", "ar": "العربية", "hi": "हिन्दी"}
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


def init(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel = Babel(app, locale_selector=choose)
    with app.app_context():
        offered = {ENGLISH, *(str(found) for found in babel.list_translations())}
    app.config["LANGUAGES"] = [code for code in NAMES if code in offered]
    app.jinja_env.globals.update(locale=locale, locale_dir=direction, language_names=NAMES)


def choose() -> str:
    """The locale of this request."""
    offered: list[str] = current_app.config["LANGUAGES"]
    # Only pages behind a guard know who asks; others must not load anybody for a template.
    wanted = current_user.locale if is_known() else None
    if wanted in offered:
        return str(wanted)
    return request.accept_languages.best_match(offered) or ENGLISH


def locale() -> str:
    return str(get_locale() or ENGLISH)


def direction() -> str:
    return "rtl" if locale().split("_")[0] in RIGHT_TO_LEFT else "ltr"


def is_known() -> bool:
    """Whether a guard has found out who is asking; asking again costs nothing then."""
    return "_login_user" in g and current_user.is_authenticated
