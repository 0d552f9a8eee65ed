import signal

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.races import crowd
from uplift_pwa.actions import completions, verify
from uplift_pwa.db import transaction
from uplift_pwa.models import AwardDue, Completion, PersonDay, TeamDay, TeamTotal

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("moment", "kept"),
    [
        pytest.param("SELECT team_total", 0, id="before the lock"),
        pytest.param("INSERT INTO completion", 0, id="before the completion"),
        pytest.param("INSERT INTO person_day", 0, id="between the completion and the counters"),
        pytest.param("INSERT INTO award_due", 0, id="before the badge is owed"),
        pytest.param("COMMIT", 0, id="before the commit"),
        pytest.param("after the commit", 1, id="between the commit and the answer"),
    ],
)
def test_a_killed_process_leaves_all_or_nothing(engine, session, make, moment, kept):
    make.campaign()
    ada, ben, walk = make.person().id, make.person("Ben").id, make.challenge().id
    url = engine.url.render_as_string(hide_password=False)
    session.commit()

    process = crowd.SPAWN.Process(target=crowd.killed_at, args=(url, moment, ada, walk, NOON))
    process.start()
    process.join(60)

    assert process.exitcode == -signal.SIGKILL
    assert rows(session) == [kept] * 4
    assert session.scalar(select(TeamTotal.acts)) == kept
    assert verify.differences(session) == []
    with transaction(session):
        completions.record(session, ben, walk, at=NOON)
    assert session.scalar(select(TeamTotal.acts)) == kept + 1


def rows(session):
    tables = (Completion, PersonDay, TeamDay, AwardDue)
    return [session.scalar(select(func.count()).select_from(table)) for table in tables]
