"""The moment of one's nudge: when, after what, and the hours in which the phone stays quiet."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TimeField, ValidationError
from wtforms.validators import Length, Optional

from uplift_pwa.actions.reminders import LONGEST_CUE
from uplift_pwa.web.forms import Form, plain, required, tidy

AT_START = "start"
CUES = (AT_START, "shift", "time")


class MomentForm(Form):
    """The words are the person's own: nobody else reads them."""

    cue = RadioField(choices=[(cue, cue) for cue in CUES], validators=[required()])
    wall_time = TimeField(_l("At what time?"), validators=[Optional()])
    words = StringField(
        _l("After what do you have half a minute?"),
        filters=[tidy],
        validators=[Optional(), Length(max=LONGEST_CUE), plain],
    )
    quiet_starts = TimeField(_l("Quiet from"), validators=[Optional()])
    quiet_ends = TimeField(_l("Quiet until"), validators=[Optional()])

    def validate_cue(self, field: Any) -> None:
        if field.data == "time" and self.wall_time.data is None:
            raise ValidationError(_("Say at what time."))

    # A field that is empty is not asked: each looks at the other.
    def validate_quiet_starts(self, _field: Any) -> None:
        _need(self.quiet_ends)

    def validate_quiet_ends(self, _field: Any) -> None:
        _need(self.quiet_starts)


def _need(other: Any) -> None:
    if other.data is None:
        raise ValidationError(_("Quiet hours need a beginning and an end."))
