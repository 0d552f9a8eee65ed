"""The fields of thanks: to whom, which kind, and what they did."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Optional

from uplift_pwa.actions.thanks import MOST_SIGNS
from uplift_pwa.rules.thanks_kinds import PLAIN
from uplift_pwa.web.forms import Form, plain, required, tidy
from uplift_pwa.web.urls import LARGEST

REF = re.compile(r"(person|team|department)-([1-9][0-9]{0,9})")


class ThanksForm(Form):
    """A kind may be left out: then it is plain thanks."""

    to = StringField()
    kind = StringField(default=PLAIN, filters=[lambda text: text or PLAIN])
    reason = TextAreaField(
        filters=[tidy],
        validators=[
            required(_l("A few words are the gift: what did they do?")),
            Length(max=MOST_SIGNS, message=_l("That is longer than %(max)d signs.")),
            plain,
        ],
    )
    operation = StringField(validators=[Optional(), Length(min=8, max=64)])


def receiver(text: str | None) -> tuple[str, int] | None:
    """What `person-17` names, or None."""
    found = REF.fullmatch(text or "")
    if found is None or int(found[2]) > LARGEST:
        return None
    return found[1], int(found[2])
