"""`uplift cards issue`: codes to print for those who have not come aboard."""

import click
from sqlalchemy import exists, select, true
from sqlalchemy.orm import Session

from uplift_pwa import clock
from uplift_pwa.actions import cards as access_cards
from uplift_pwa.actions import codes
from uplift_pwa.cli.installation import installation
from uplift_pwa.db import transaction
from uplift_pwa.models import AccessCard, Membership, Person, Team


@click.group()
def cards() -> None:
    """Access cards, each of which signs one person in once."""


@cards.command()
@click.option("--team", help="Only for this team.")
def issue(team: str | None) -> None:
    """Print a new code for everybody who has not come aboard; their earlier ones end."""
    with installation() as here, here.sessions() as session:
        waiting = _waiting(session, team)
        if not waiting:
            raise click.ClickException("nobody there waits for a card")
        lines = []
        with transaction(session):
            for person_id, name, of in waiting:
                code = access_cards.issue(
                    session, person_id, at=clock.now(), pepper=here.config.pepper
                )
                lines.append(f"{codes.in_groups(code)}\t{name}\t{of}")
        click.echo("\n".join(lines))


def _waiting(session: Session, team: str | None) -> list[tuple[int, str, str]]:
    claimed = exists().where(
        AccessCard.person_id == Person.id, AccessCard.redeemed_at.is_not(None)
    )
    rows = session.execute(
        select(Person.id, Person.name, Team.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(
            Membership.until_on.is_(None),
            Person.status == "active",
            ~claimed,
            Team.name == team if team else true(),
        )
        .order_by(Team.name, Person.name)
    )
    return [(person_id, name, of) for person_id, name, of in rows]


COMMANDS = (cards,)
