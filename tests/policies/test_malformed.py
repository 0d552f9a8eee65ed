"""Whatever comes in, on whatever route: a 4xx at worst, and nothing half written."""

import random
import re

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import completions
from uplift_pwa.models import Base
from uplift_pwa.web.permissions import TABLE, Who

HOSTILE = [
    "\x00",
    "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "%00",
    "%ff%fe",
    "9" * 400,
    "-1",
    "1e309",
    "NaN",
    "2026-02-30",
    "0000-00-00",
    "99:99",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "../../etc/passwd",
    "\u202eevil",
    "𝟙𝟚𝟛",
    "x" * 20_000,
    "",
]
FIELDS = re.findall(
    r"\w+",
    """
    action answer audience before better colleague challenge code cursor day days decision
    department did_it ends first_on from_on helped helps lang language last_on level message
    minutes mode name names next operation page password person_id plate present q quiet
    reason receiver sentence site site_id clear kind named starts state team team_id text
    theme title to_team until_on value version weekdays what who why word words working
    worth zone zone_0 host hour title_en body_en
    """,
)


@pytest.fixture
def world(make, session):
    make.campaign()
    admin = make.person("Adi", role="admin", leads=[make.team()])
    challenge = make.challenge()
    act = completions.record(session, admin.id, challenge.id, at=NOON)
    session.commit()
    return admin, {
        "team_id": make.team().id,
        "challenge_id": challenge.id,
        "completion_id": act.completion_id,
        "person_id": admin.id,
    }


def bodies(dice):
    """Forms with every field there is, full of what no form would send."""
    yield {"data": {name: dice.choice(HOSTILE) for name in FIELDS}}
    yield {"data": {name: [dice.choice(HOSTILE)] * 3 for name in dice.sample(FIELDS, 12)}}
    yield {"data": b"\xff\xfe\x00" * 50, "content_type": "application/x-www-form-urlencoded"}
    yield {"data": b"{]", "content_type": "application/json"}
    yield {"data": b"--x\r\nbroken", "content_type": "multipart/form-data; boundary=x"}
    yield {"data": b"a=b", "content_type": "multipart/form-data"}
    yield {"data": {f"f{number}": "1" for number in range(400)}}


@pytest.mark.parametrize("seed", range(3))
def test_malformed_requests_are_never_our_fault(app, client, sign_in, world, seed):
    admin, things = world
    dice = random.Random(seed)

    for rule in app.url_map.iter_rules():
        if rule.endpoint == "sign_in.destroy" or TABLE[rule.endpoint] is Who.DEMO:
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            values = {name: things.get(name, 1) for name in rule.arguments}
            path = rule.build(values)[1]
            for body in bodies(dice):
                sign_in(admin, confirmed=True)
                query = {name: dice.choice(HOSTILE) for name in dice.sample(FIELDS, 9)}
                sent = body if method != "GET" else {}
                reply = client.open(path, method=method, query_string=query, **sent)
                assert reply.status_code < 500, f"{method} {rule.rule} {query} {sent}"


def test_hostile_addresses_are_not_found(app, client, sign_in, world):
    admin, _ = world
    sign_in(admin, confirmed=True)

    for rule in app.url_map.iter_rules():
        for name in rule.arguments:
            for hostile in ("0", "-1", "9" * 11, "9" * 5000, "%00", "x", "1%2e", "१"):
                path = rule.rule
                for other in rule.arguments - {name}:
                    path = path.replace(f"<id:{other}>", "1")
                path = path.replace(f"<id:{name}>", hostile)
                assert client.get(path).status_code in (400, 404, 405), path


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client, sign_in, world):
    admin, _ = world
    sign_in(admin, confirmed=True)

    reply = client.post("/me/preferences", data=b"x" * (7 * 1024 * 1024))

    assert reply.status_code == 413


def test_refused_input_leaves_every_table_as_it_was(client, sign_in, world, session):
    admin, things = world
    sign_in(admin, confirmed=True)

    def sizes():
        session.rollback()
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }

    before = sizes()

    for path, data in (
        ("/challenges/99/completion", {}),
        (f"/challenges/{things['challenge_id']}/completion", {"day": "2020-01-01"}),
        ("/me/mode", {"mode": "boss"}),
        ("/me/week", {"weekdays": "9"}),
        ("/desk/challenges", {"title": ""}),
        ("/desk/people/imports", {}),
        ("/join", {"mode": "x"}),
    ):
        assert 400 <= client.post(path, data=data).status_code < 500, path

    assert sizes() == before
