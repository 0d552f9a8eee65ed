"""A challenge's four texts in one language, and what is asked of them when they do not fit."""

import unicodedata
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from uplift_pwa.exchange.challenge_checks import DIRECTION_OVERRIDES, LENGTHS
from uplift_pwa.exchange.challenge_file import ChallengeText
from uplift_pwa.web.forms import Form, tidy

WHOLE = ("what", "better", "quiet")


def one_line(text: str | None) -> str:
    """Words with single spaces: a card has one paragraph, a file of challenges no line ends."""
    return " ".join((tidy(text) or "").split())


def seen(_form: Form, field: Any) -> None:
    """Refuse the signs that a file of challenges refuses: they hide what a text says."""
    for sign in field.data or "":
        if unicodedata.category(sign) in {"Cc", "Cs"} or sign in DIRECTION_OVERRIDES:
            raise ValidationError(_("Some signs in here cannot be kept."))


def short(most: int) -> Length:
    return Length(max=most, message=_l("That is longer than %(max)d signs."))


class TextForm(Form):
    """A draft may still miss words; only its title is asked for (see `asks_for_all`)."""

    title = StringField(
        _l("Title: one act, one verb"),
        [DataRequired(_l("Give it a title.")), short(LENGTHS["title"]), seen],
        filters=[one_line],
    )
    what = TextAreaField(
        _l("What to do, in five minutes or less"),
        [short(LENGTHS["what"]), seen],
        filters=[one_line],
    )
    better = TextAreaField(
        _l("What gets better for them?"), [short(LENGTHS["better"]), seen], filters=[one_line]
    )
    quiet = TextAreaField(
        _l("And on a quiet shift?"), [short(LENGTHS["quiet"]), seen], filters=[one_line]
    )

    def asks_for_all(self) -> bool:
        """Validate as for a challenge that people see now."""
        missing = [DataRequired(_("This is on people's phones: it cannot be empty."))]
        return bool(self.validate(extra_validators=dict.fromkeys(WHOLE, missing)))

    def text(self) -> ChallengeText:
        return ChallengeText(
            self.title.data or "",
            self.what.data or "",
            self.better.data or "",
            self.quiet.data or "",
        )
