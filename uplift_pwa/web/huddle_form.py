"""The fields of a huddle's count."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from uplift_pwa.web.forms import Form, required

MOST = 999
LONGEST = 9  # signs; a longer number is none of people


class _Count(IntegerField):  # type: ignore[misc]
    """A whole number that the checks after it can hold."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and len(valuelist[0]) > LONGEST:
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))
        super().process_formdata(valuelist)


def _people(label: str) -> Any:
    between = NumberRange(0, MOST, _l("A number from 0 to %(most)s, please.", most=MOST))
    return _Count(label, validators=[required(), between])


class HuddleForm(Form):
    """Of a service day: how many were there without a phone in play, how many did it."""

    day = DateField(validators=[required()])
    present = _people(_l("How many were there without a phone in play?"))
    did_it = _people(_l("How many of them did it?"))
    operation = StringField(validators=[Optional(), Length(min=8, max=64)])
