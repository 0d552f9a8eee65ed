"""What each gate of SAFETY must notice: one fault in one file, and the gate that turns red."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutation:
    """`old` stands once in `file`; with `new` in its place the tests of `gate` fail."""

    name: str
    what: str
    file: str
    old: str
    new: str
    gate: tuple[str, ...]


PHONES, KILLED = (
    ("tests/races/test_phones.py", "-k", f"sqlite and {how}") for how in ("steady", "killed")
)
PUSH = "tests/push/test_dispatch.py"

MUTATIONS = (
    Mutation(
        "drop-unique",
        "R1 an operation's id is not unique",
        "migrations/versions/0001_foundation.py",
        """        sa.UniqueConstraint(
            "person_id", "client_id", name=op.f("uq_operation_result_person_id_client_id")
        ),
""",
        "",
        PHONES,
    ),
    Mutation(
        "deferred-begin",
        "R1 a writer begins as a reader",
        "uplift_pwa/db.py",
        '"BEGIN IMMEDIATE" if writes else "BEGIN"',
        '"BEGIN" if writes else "BEGIN"',
        ("tests/races/test_crowds.py", "-k", "sqlite and everybody"),
    ),
    Mutation(
        "answer-first",
        "R2 what waited is committed after answering",
        "uplift_pwa/web/sync.py",
        "    results = [_replayed(app, one) for one in operations]\n",
        """    import threading

    from flask import copy_current_request_context

    results = [{"id": one.id, "status": "done"} for one in operations]
    late = copy_current_request_context(lambda: [_replayed(app, one) for one in operations])
    threading.Timer(0.5, late).start()
""",
        KILLED,
    ),
    Mutation(
        "cache-a-page",
        "R7 the worker keeps personal pages",
        "static/sw/shell.js",
        "    return answer\n  } catch {\n",
        "    const cache = await caches.open(CACHE)\n"
        "    await cache.put(request.url, answer.clone())\n"
        "    return answer\n"
        "  } catch {\n"
        "    const kept = await caches.match(request.url)\n"
        "    if (kept) return kept\n",
        ("tests/browser/test_offline.py", "-k", "leaves_nothing"),
    ),
    Mutation(
        "the-phones-day",
        "R8 the day that a phone says is believed",
        "uplift_pwa/actions/completions.py",
        "    for_team_day = _claim(own, day, at)\n",
        "    for_team_day = True\n",
        ("tests/actions/test_histories.py", "-k", "sqlite"),
    ),
    Mutation(
        "settle-first",
        "R3 a message is settled before it is sent",
        "uplift_pwa/dispatch.py",
        "            claims.settle(session, self.owner, found.results, at=at)\n",
        '            first = [Result(one.id, "sent", counts=True) for one in found.parcels]\n'
        "            claims.settle(session, self.owner, [*found.results, *first], at=at)\n",
        ("tests/push/test_kills.py", "-k", "sqlite"),
    ),
    Mutation(
        "no-time-out",
        "R4 a push service is waited for, however long",
        "uplift_pwa/push/sender.py",
        "pycurl.TIMEOUT_MS: self._timeout_ms,",
        "pycurl.TIMEOUT_MS: 0,",
        (PUSH, "-k", "sqlite and every_answer"),
    ),
    Mutation(
        "default-session",
        "R13 a redirect of a push service is followed, as a plain session does",
        "uplift_pwa/push/sender.py",
        "pycurl.FOLLOWLOCATION: 0,",
        "pycurl.FOLLOWLOCATION: 1,",
        (PUSH, "-k", "sqlite and every_answer"),
    ),
    Mutation(
        "any-proxy",
        "R13 whatever proxy the environment names is asked",
        "uplift_pwa/push/sender.py",
        '            pycurl.PROXY: "",  # not even one that the environment names\n'
        '            pycurl.NOPROXY: "*",\n',
        "",
        (PUSH, "-k", "sqlite and proxy"),
    ),
    Mutation(
        "no-scope",
        "R6 somebody takes back another one's act",
        "uplift_pwa/actions/completions.py",
        '        Completion.id == bindparam("completion_id"),\n'
        '        Completion.person_id == bindparam("person_id"),\n',
        '        Completion.id == bindparam("completion_id"),\n',
        ("tests/policies/test_access.py", "-k", "belongs_to_others"),
    ),
    Mutation(
        "unsafe-inline",
        "R14 the policy lets inline styles pass",
        "uplift_pwa/web/headers.py",
        "style-src 'self';",
        "style-src 'self' 'unsafe-inline';",
        ("tests/policies/test_access.py", "-k", "security_headers"),
    ),
)
