"""The fields of a usual week: which days, from when to when."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, TimeField
from wtforms.validators import InputRequired

from uplift_pwa.queries.diary import weekdays


class WeekFields:
    """Mixed into a form. Monday is 0; an end at or before the start is on the next day."""

    weekdays = SelectMultipleField(
        choices=[(day, day) for day in range(7)],
        coerce=int,
        validators=[InputRequired(_l("Choose your days."))],
    )
    starts = TimeField(validators=[InputRequired(_l("When do you start?"))])
    ends = TimeField(validators=[InputRequired(_l("When do you finish?"))])

    @staticmethod
    def usual(week: Any) -> dict[str, Any]:
        """What is preselected: the person's own week, else the site's."""
        return {
            "weekdays": sorted(weekdays(week.weekdays)),
            "starts": week.starts,
            "ends": week.ends,
        }
