"""What a person has done besides completing, counted for the badges (RULES 11)."""

from typing import Any

from sqlalchemy import BindParameter, Integer, Select, bindparam, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Completion,
    Confirmation,
    Idea,
    Membership,
    Person,
    PersonTotal,
    Roadblock,
    Story,
    Team,
    Thanks,
)
from uplift_pwa.rules.feats import PersonFeats

Asked = int | BindParameter[int]


def person(session: Session, person_id: int) -> tuple[int, PersonFeats]:
    """A person's completions and their other feats, in two SELECTs."""
    of_theirs = {"person_id": person_id}
    row = session.execute(_COUNTS, of_theirs).one()
    own = PersonFeats(
        confirmed=row.confirmed,
        kept_weeks=row.kept_weeks or 0,
        joins=row.joins or 0,
        thanked={who: unit for who, unit in session.execute(_THANKED, of_theirs)},
        stories=row.stories,
        adopted=row.adopted,
    )
    return row.completions or 0, own


def stories(person_id: Asked) -> Select[int]:
    """How many stories of theirs stand in the feed."""
    return (
        select(func.count())
        .select_from(Story)
        .join(Completion, Completion.id == Story.completion_id)
        .where(Completion.person_id == person_id, Story.hidden_at.is_(None))
    )


def thanked(person_id: Asked) -> Select[int, int]:
    """Whom they have thanked, each with a number for the department and level of then."""
    unit = Team.department_id * 1000 + Person.level_id
    return (
        select(Person.id.label("who"), func.min(unit).label("unit"))
        .join(Thanks, (Thanks.receiver_kind == "person") & (Thanks.receiver_id == Person.id))
        .join(
            Membership,
            (Membership.person_id == Person.id)
            & (Membership.from_on <= Thanks.service_day)
            & (Membership.until_on.is_(None) | (Membership.until_on >= Thanks.service_day)),
        )
        .join(Team, Team.id == Membership.team_id)
        .where(Thanks.sender_id == person_id)
        .group_by(Person.id)
    )


def _counts(person_id: Asked) -> Select[Any]:
    confirmed = (
        select(func.count())
        .select_from(Confirmation)
        .join(Completion, Completion.id == Confirmation.completion_id)
        .where(Completion.person_id == person_id, Confirmation.helped.is_(True))
    )
    ideas = select(func.count()).where(
        Idea.author_id == person_id, Idea.adopted_on.is_not(None)
    )
    roads = select(func.count()).where(
        Roadblock.reporter_id == person_id, Roadblock.confirmed_on.is_not(None)
    )
    return select(
        *(
            select(column)
            .where(PersonTotal.person_id == person_id)
            .scalar_subquery()
            .label(name)
            for name, column in (
                ("completions", PersonTotal.completions),
                ("kept_weeks", PersonTotal.kept_weeks),
                ("joins", PersonTotal.joins),
            )
        ),
        confirmed.scalar_subquery().label("confirmed"),
        stories(person_id).scalar_subquery().label("stories"),
        (ideas.scalar_subquery() + roads.scalar_subquery()).label("adopted"),
    )


# Built once: they are asked after every act, answer, story and thanks.
_PERSON = bindparam("person_id", type_=Integer)
_COUNTS, _THANKED = _counts(_PERSON), thanked(_PERSON)
