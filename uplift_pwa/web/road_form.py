"""The fields of a report: what stops one, a sentence if one has it, with or without a name."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from uplift_pwa.rules.roadblocks import KINDS, LONGEST
from uplift_pwa.web.forms import Form, plain, required, tidy

TOO_LONG = _l("That is longer than %(max)d signs.")
WHO = ("nobody", "name")


class ReportForm(Form):
    """Three taps; the sentence is up to them."""

    kind = RadioField(
        choices=[(kind, kind) for kind in KINDS],
        validators=[required(_l("Tap what comes closest."))],
    )
    text = TextAreaField(
        _l("In your words, if you like"),
        filters=[tidy],
        validators=[Optional(), Length(max=LONGEST, message=TOO_LONG), plain],
    )
    who = RadioField(choices=[(who, who) for who in WHO], default="nobody")
    operation = StringField(validators=[Optional(), Length(min=8, max=64)])


class AnswerForm(Form):
    """An answer to a roadblock or an idea."""

    text = TextAreaField(
        _l("Your answer"),
        filters=[tidy],
        validators=[Optional(), Length(max=LONGEST, message=TOO_LONG), plain],
    )
