"""What a form may bring: named fields only, trimmed, without signs that no keyboard makes."""

import unicodedata
from typing import Any

from flask import request
from flask_babel import get_translations, gettext, lazy_gettext
from wtforms import Form as WTForm
from wtforms import ValidationError
from wtforms.validators import InputRequired

KEPT_CONTROLS = "\n\t"


class Form(WTForm):  # type: ignore[misc]
    """The base of every form. CSRF is refused before any view (see guards)."""

    class Meta:
        csrf = False

        def get_translations(self, _form: WTForm) -> Any:
            # Not flask_babel.gettext: it would fill in WTForms' placeholders before WTForms.
            return get_translations()

    @classmethod
    def sent(cls, **given: Any) -> "Form":
        """The form as the request brought it; `given` fills it when nothing was sent."""
        return cls(request.form if request.method == "POST" else None, **given)


def tidy(text: str | None) -> str | None:
    """Trimmed, composed, line ends as one sign."""
    if text is None:
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain(_form: WTForm, field: Any) -> None:
    """Refuse control and direction-changing signs: they hide what a text really says."""
    for sign in field.data or "":
        if sign in KEPT_CONTROLS:
            continue
        if unicodedata.category(sign) in {"Cc", "Cs"} or "\u202a" <= sign <= "\u202e":
            raise ValidationError(str(gettext("Some signs in here cannot be kept.")))


def required(message: str | None = None) -> Any:
    return InputRequired(message or lazy_gettext("This is still empty."))
