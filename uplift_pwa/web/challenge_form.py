"""What an admin may say of a challenge, and what is asked of them when it does not fit."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import Optional

from uplift_pwa.exchange.challenge_file import ChallengeDraft
from uplift_pwa.queries.audiences import KINDS, MOST_TEAMS, Audience, Choice
from uplift_pwa.queries.cards import Card
from uplift_pwa.queries.challenges import Detail
from uplift_pwa.queries.diary import weekdays
from uplift_pwa.rules import rounds
from uplift_pwa.rules.rounds import WEEKS
from uplift_pwa.web import challenge_words, i18n
from uplift_pwa.web.art import plates
from uplift_pwa.web.challenge_text_form import TextForm
from uplift_pwa.web.challenge_words import hours
from uplift_pwa.web.forms import required
from uplift_pwa.web.level_words import level_word

HELPS = tuple(challenge_words.HELPS)
MINUTES = range(1, 6)
USUAL_MINUTES = 3


class ChallengeForm(TextForm):
    """All that is said of a challenge, its words in the language it is written in."""

    team_words = ""  # where there are more teams than can be ticked: which ones are looked for
    has_more_teams = False
    helps = RadioField(choices=HELPS, validators=[required(_l("Say who is helped."))])
    minutes = RadioField(
        choices=[(n, str(n)) for n in MINUTES],
        coerce=int,
        validators=[required(_l("Say how long it takes."))],
    )
    plate = RadioField(
        choices=list(plates.PLATES), validators=[required(_l("Choose a picture."))]
    )
    language = RadioField(validators=[required(_l("Say which language this is."))])
    for_leaders = BooleanField(_l("Only for people who lead: it serves their own team."))
    site = SelectMultipleField(_l("Sites"), coerce=int)
    department = SelectMultipleField(_l("Departments"), coerce=int)
    level = SelectMultipleField(_l("Levels"), coerce=int)
    team = SelectMultipleField(_l("Teams"), coerce=int)
    from_on = DateField(_l("From"), [Optional()])
    until_on = DateField(_l("Until"), [Optional()])
    every = SelectField(
        _l("How often does it come round?"), coerce=lambda sent: sent or "", default=""
    )
    hour = SelectField(
        _l("At which hour does it come out?"),
        [Optional()],
        coerce=lambda sent: int(sent) if sent not in ("", None) else None,
    )
    weekdays = SelectMultipleField(choices=[(n, str(n)) for n in range(7)], coerce=int)

    def offer(
        self,
        choices: dict[str, list[Choice]],
        own_language: str = "",
        taken: Iterable[str] = (),
    ) -> None:
        """What may be chosen: the audience there is, and the languages the product speaks.

        Not those `taken` by other texts of the challenge: each has a page of its own.
        """
        self.has_more_teams = len(choices["team"]) > MOST_TEAMS
        for kind in KINDS:
            said = level_word if kind == "level" else str
            self[kind].choices = [(choice.id, said(choice.name)) for choice in choices[kind]]
        self.every.choices = [("", _("Once, then it stays")), *challenge_words.EVERY.items()]
        self.hour.choices = [("", _("When the day begins")), *hours()]
        own = [own_language] if own_language else []
        codes = dict.fromkeys([*i18n.offered(), *own])
        codes = {code: None for code in codes if code in own or code not in taken}
        self.language.choices = [(code, challenge_words.language(code)) for code in codes]

    def validate_until_on(self, field: Any) -> None:
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_("That is before the first day."))

    def validate_every(self, field: Any) -> None:
        if field.data in WEEKS and not self.from_on.data:
            raise ValidationError(_("Give the first day: the weeks are counted from it."))

    def validate_hour(self, field: Any) -> None:
        if field.data is not None and not (self.from_on.data or self.every.data):
            raise ValidationError(_("Give the first day: the hour is that of its first day."))

    def draft(self) -> ChallengeDraft:
        """What was written, once it is valid; the key is found by the action."""
        return ChallengeDraft(
            key="",
            helps=self.helps.data,
            minutes=self.minutes.data,
            plate=self.plate.data,
            sectors=(),
            texts={self.language.data: self.text()},
            from_on=self.from_on.data,
            until_on=self.until_on.data,
            weekdays=frozenset(day + 1 for day in self.weekdays.data),
            for_leaders=self.for_leaders.data,
            every=self.every.data or "",
            hour=self.hour.data,
        )

    def audience(self) -> Audience:
        """For whom; what is not on offer is left out."""
        return Audience(**{kind: frozenset(self.chosen(kind)) for kind in KINDS})

    def chosen(self, kind: str) -> set[int]:
        offered = {id_ for id_, _name in self[kind].choices}
        return offered & set(self[kind].data or ())

    def card(self) -> Card:
        """The card as people would see it, however unfinished."""
        minutes, helps = self.minutes.data, self.helps.data
        return Card(
            challenge_id=0,
            title=self.title.data or _("Your title stands here"),
            what=self.what.data or "",
            better=self.better.data or "",
            quiet=self.quiet.data or "",
            helps=helps if helps in HELPS else HELPS[0],
            minutes=minutes if minutes in MINUTES else USUAL_MINUTES,
            plate=self.plate.data or plates.USUAL,
            language=self.language.data or "",
            for_leaders=self.for_leaders.data,
        )


def usual() -> dict[str, Any]:
    """What a new challenge begins with."""
    return {
        "helps": HELPS[0],
        "minutes": USUAL_MINUTES,
        "plate": plates.USUAL,
        "language": i18n.locale(),
        "weekdays": list(range(7)),
    }


def kept(detail: Detail) -> dict[str, Any]:
    """What the form shows of a challenge that there is."""
    same = ("title", "what", "better", "quiet", "helps", "minutes", "plate", "language")
    return {
        **{name: getattr(detail, name) for name in (*same, "from_on", "until_on")},
        "for_leaders": detail.for_leaders,
        "every": str(rounds.every(detail.turn) or ""),
        "hour": detail.release_hour,
        **{kind: sorted(getattr(detail.audience, kind)) for kind in KINDS},
        "weekdays": sorted(weekdays(detail.weekdays)),
    }
