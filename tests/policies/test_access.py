"""Rules that hold for every route, so nobody has to remember them."""

from datetime import time

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import (
    cases,
    challenge_packs,
    completions,
    ideas,
    reasons,
    roadblocks,
    stations,
    thanks,
)
from uplift_pwa.db import transaction
from uplift_pwa.models import Reason, Roadblock, Schedule
from uplift_pwa.push import schedule
from uplift_pwa.web.permissions import TABLE, Who

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
OPEN = {Who.ANYBODY, Who.DEMO}
PRINCIPALS = ("anonymous", "staff", "leader", "admin", "suspended")


@pytest.fixture
def cast(make, session):
    """Everybody the table knows, and one of each thing that a route can name."""
    make.campaign()
    own, other = make.team("Otters"), make.team("Buses")
    people = {
        "staff": make.person("Stella", team=own),
        "leader": make.person("Lea", team=own, leads=[own], level="team_lead"),
        "admin": make.person("Adi", team=own, role="admin", level="manager"),
        "suspended": make.person("Sue", team=own, status="suspended"),
        "stranger": make.person("Stan", team=other),
    }
    challenge = make.challenge()
    act = completions.record(session, people["stranger"].id, challenge.id, at=NOON)
    reason_id, case_id = _case(session, people["stranger"].id)
    session.commit()
    return people, {
        "team_id": other.id,
        "own_team": own.id,
        "challenge_id": challenge.id,
        "language": "es",
        "pack_id": challenge_packs.put(session, challenge.id, pack="Own", by=None, at=NOON),
        "completion_id": act.completion_id,
        "person_id": people["stranger"].id,
        "import_id": 1,
        "schedule_id": _planned(session),
        "reason_id": reason_id,
        "case_id": case_id,
        "thanks_id": _thanked(session, people),
        "subscription_id": bound(session, people["stranger"]),
        **_proposed(session, people["stranger"].id),
        "kind": "story",
        "subject_id": act.completion_id,
    }


def _planned(session):
    """A launch that is to be said everywhere."""
    schedule.plan(session, "launch", 1, NOON.date(), time(6), at=NOON)
    return session.scalar(select(Schedule.id))


def _thanked(session, people):
    """A card from one to another, neither of whom asks."""
    sender, receiver = people["stranger"].id, people["suspended"].id
    people["suspended"].status = "active"
    sent = thanks.give(session, sender, "person", receiver, reason="You stayed.", at=NOON)
    people["suspended"].status = "suspended"
    return sent.id


def _case(session, person_id):
    """A change of a person's own, and what they ask the desk about it."""
    reasons.note(
        session, "person", person_id, "lift.act", paragraph=4, day=NOON.date(), at=NOON
    )
    reason_id = session.scalar(select(Reason.id).order_by(Reason.id.desc()))
    asked = cases.begin(session, reason_id, "Why?", person_id=person_id, team_id=None, at=NOON)
    return reason_id, asked


def _proposed(session, person_id):
    """A roadblock of another team, and an idea."""
    keys = roadblocks.Keys(b"seal", b"pepper")
    roadblocks.report(session, person_id, roadblocks.Said("tool"), keys=keys, at=NOON)
    proposal = ideas.Proposal("Wave", "Wave back.", "customer")
    idea_id = ideas.propose(session, person_id, proposal, at=NOON)
    session.commit()
    return {"roadblock_id": session.scalar(select(Roadblock.id)), "idea_id": idea_id}


def routes(app):
    """Every rule with each of its own methods."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(rule, values):
    return rule.build({name: values.get(name, 1) for name in rule.arguments})[1]


def test_every_route_is_in_the_table_and_nothing_else_is(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints == set(TABLE)


@pytest.mark.parametrize("who", PRINCIPALS)
def test_who_may_open_what(app, client, sign_in, cast, who):
    people, things = cast
    if who != "anonymous":
        sign_in(people[who], confirmed=True)

    for rule, method in routes(app):
        asks = TABLE[rule.endpoint]
        if asks in OPEN or rule.endpoint == "sign_in.destroy":
            continue
        status = client.open(address(rule, things), method=method).status_code
        name = f"{who}: {method} {rule.rule} answered {status}"
        if who in ("anonymous", "suspended"):
            assert status == (303 if method in UNSAFE else 302), name
        elif (asks is Who.ADMIN and who != "admin") or (asks is Who.LEADER and who == "staff"):
            assert status == 404, name
        else:
            assert status < 500 and status != 401, name


def test_a_bound_tablet_opens_the_station_and_nothing_else(app, client, cast, session):
    people, things = cast
    at_it, home, site = people["staff"].id, things["own_team"], people["staff"].site_id
    pepper = app.config["UPLIFT"].pepper
    with transaction(session):
        tablet, code = stations.make(
            session, "Galley", site, [home], by=people["admin"].id, at=NOON, pepper=pepper
        )
        token = stations.bind(session, code, at=NOON, pepper=pepper)
        stations.begin(session, tablet, at_it, at=NOON)
    client.set_cookie("station", token)

    for rule, method in routes(app):
        asks, name = TABLE[rule.endpoint], f"{method} {rule.rule}"
        reply = client.open(address(rule, things), method=method)
        if asks is Who.DEVICE:
            assert reply.location not in ("/sign-in", "/station/binding"), name
            assert reply.status_code < 500, name
        elif asks not in OPEN:
            assert reply.status_code == (303 if method in UNSAFE else 302), name
            assert reply.location.startswith("/sign-in"), name


def test_the_demo_is_not_there_outside_the_demo(app, client):
    for rule, method in routes(app):
        if TABLE[rule.endpoint] is Who.DEMO:
            assert client.open(address(rule, {}), method=method).status_code == 404


def test_what_belongs_to_others_looks_like_nothing(client, sign_in, cast):
    people, things = cast
    for who in ("staff", "leader"):
        sign_in(people[who], confirmed=True)

        undo = client.post(f"/completions/{things['completion_id']}/reversal")
        lead = client.get(f"/lead/{things['team_id']}")
        phone = f"/push/subscriptions/{things['subscription_id']}"
        road = f"/roadblocks/{things['roadblock_id']}"
        roads = [
            client.get(f"/lead/{things['team_id']}/roadblocks"),
            client.post(f"{road}/voice"),
            client.post(f"/roadblocks/own/{things['roadblock_id']}/confirmation"),
            client.post(f"/lead{road}/clearance"),
            client.post(f"{phone}/test"),
            client.post(f"{phone}/end"),
        ]

        assert (undo.status_code, lead.status_code) == (404, 404)
        card = f"/thanks/{things['thanks_id']}"
        assert client.get(card).status_code == 404
        assert [client.post(f"{card}/{end}").status_code for end in ("away", "reversal")] == [
            404,
            404,
        ]
        assert [reply.status_code for reply in roads] == [404] * 6


def test_leader_and_desk_pages_ask_for_the_password(client, sign_in, cast):
    people, _ = cast
    sign_in(people["leader"])
    assert client.get("/lead").location.startswith("/password?next=")
    sign_in(people["admin"])
    assert client.get("/desk/challenges").location.startswith("/password?next=")


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="from another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="from a sister site"),
        pytest.param({"Sec-Fetch-Site": "none"}, id="from nowhere"),
        pytest.param({"Origin": "https://evil.example"}, id="another origin, older browser"),
        pytest.param({"Origin": "null"}, id="a hidden origin"),
        pytest.param({}, id="neither header"),
        pytest.param(
            {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"}, id="they disagree"
        ),
    ],
)
def test_unsafe_methods_refuse_other_sites(app, client, sign_in, cast, headers):
    people, things = cast
    sign_in(people["admin"], confirmed=True)
    del client.environ_base["HTTP_ORIGIN"]

    for rule, method in routes(app):
        if method in UNSAFE:
            reply = client.open(address(rule, things), method=method, headers=headers)
            assert reply.status_code == 403, f"{method} {rule.rule}"


@pytest.mark.parametrize("who", ["staff", "leader", "admin"])
def test_a_steady_get_sets_no_cookie_and_writes_nothing(
    app, client, sign_in, cast, who, queries
):
    people, things = cast
    sign_in(people[who], confirmed=True)
    queries.clear()

    for rule, method in routes(app):
        if method == "GET" and TABLE[rule.endpoint] is not Who.DEMO:
            reply = client.get(address(rule, things))
            assert "Set-Cookie" not in reply.headers, rule.rule

    written = [q for q in queries if not q.lstrip().upper().startswith(("SELECT", "PRAGMA"))]
    assert written == []


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("staff", "/"),
        ("staff", "/team"),
        ("staff", "/orbit"),
        ("staff", "/me"),
        ("staff", "/me/leader-view"),
        ("staff", "/thanks"),
        ("staff", "/thanks/to?q=stan"),
        ("staff", "/why"),
        ("staff", "/team/why"),
        ("staff", "/orbit/why"),
        ("staff", "/badges"),
        ("staff", "/roadblocks"),
        ("staff", "/roadblocks/own"),
        ("staff", "/ideas"),
        ("leader", "/lead/{team}"),
        ("leader", "/lead/{team}/huddle"),
        ("leader", "/lead/{team}/momentum"),
        ("leader", "/lead/{team}/substitutes"),
        ("admin", "/desk/challenges"),
        ("admin", "/desk/people"),
        ("admin", "/desk/teams"),
        ("admin", "/desk/teams?q=ott"),
        ("admin", "/desk/teams/{team}"),
        ("admin", "/desk/teams/{team}/merger"),
        ("admin", "/desk/teams/{team}/split"),
        ("admin", "/desk/teams/{team}/leaders?q=ste"),
        ("admin", "/desk/people/unclaimed"),
        ("admin", "/desk/people/1"),
        ("admin", "/desk/people/1/team"),
        ("staff", "/me/kept"),
        ("admin", "/desk/deletions"),
        ("admin", "/desk/people/1/deletion"),
        ("admin", "/desk/cases"),
        ("admin", "/desk/inbox"),
        ("admin", "/desk/inbox/ideas"),
        ("admin", "/desk/rules"),
        ("admin", "/desk/push"),
        ("admin", "/desk/push/messages/1/edit"),
    ],
)
def test_a_screen_costs_at_most_four_selects(
    client, sign_in, cast, session, queries, who, path
):
    from uplift_pwa.actions import opening

    people, things = cast
    opening.days(session, at=NOON)
    session.commit()
    sign_in(people[who], confirmed=True)
    queries.clear()

    reply = client.get(path.format(team=things["own_team"]))

    selects = [q for q in queries if q.lstrip().upper().startswith("SELECT")]
    assert reply.status_code == 200
    assert len(selects) <= 4, selects


def test_every_answer_carries_the_security_headers(app, client, sign_in, cast):
    people, things = cast
    sign_in(people["admin"], confirmed=True)
    wanted = {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(self)",
    }
    release = app.config["RELEASE"]
    replies = [
        client.get(address(rule, things)) for rule, method in routes(app) if method == "GET"
    ]
    replies += [
        client.get("/nothing"),
        client.post("/"),
        client.get(release.url("css/app.css")),
        client.get(f"/static/{release.digest}/nothing.css"),
        client.get("/", headers={"Host": "evil example"}),
    ]

    for reply in replies:
        for name, value in wanted.items():
            assert reply.headers.get(name, "").startswith(value), (reply.request.path, name)
        assert "unsafe" not in reply.headers["Content-Security-Policy"]


def test_personal_pages_are_stored_nowhere_and_files_for_ever(app, client, sign_in, cast):
    people, _ = cast
    sign_in(people["staff"])

    page = client.get("/")
    sheet = client.get(app.config["RELEASE"].url("css/app.css"))

    assert page.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in page.headers["Vary"]
    assert "immutable" in sheet.headers["Cache-Control"]
