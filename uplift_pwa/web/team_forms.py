"""The fields with which the desk makes, changes and splits a team."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length

from uplift_pwa.actions.teams import LONGEST_NAME
from uplift_pwa.queries.teams_desk import Named
from uplift_pwa.web.forms import Form, plain, tidy


def _name(label: str) -> Any:
    longest = Length(max=LONGEST_NAME, message=_l("That is longer than %(max)d signs."))
    empty = DataRequired(_l("Give it a name."))
    return StringField(label, [empty, longest, plain], filters=[tidy])


class TeamForm(Form):
    """What a team is called and where it belongs."""

    name = _name(_l("What is it called?"))
    department = SelectField(_l("Department"), coerce=int)

    @classmethod
    def among(cls, departments: list[Named], **given: Any) -> "TeamForm":
        form: TeamForm = cls.sent(**given)
        form.department.choices = [(one.id, one.name) for one in departments]
        return form


class SplitForm(Form):
    """Who goes, and what the new team is called."""

    name = _name(_l("What is the new team called?"))
    people = SelectMultipleField(_l("Who goes along?"), coerce=int)

    @classmethod
    def among(cls, members: list[Named]) -> "SplitForm":
        form: SplitForm = cls.sent()
        form.people.choices = [(one.id, one.name) for one in members]
        return form
