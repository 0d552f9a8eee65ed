"""Every screen there is: who looks at it and where. For photographs and for axe."""

from dataclasses import dataclass
from pathlib import Path

PEOPLE_FILE = Path(__file__).parents[1] / "data" / "people" / "export-6-messy.csv"
DONE = "#cards form button.press"
ONE_CHALLENGE = 'main .tbl a[href^="/desk/challenges/"]'


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen, and what is done there, in this order, before it is looked at."""

    name: str
    role: str  # nobody, staff, leader or admin
    path: str
    follow: str = ""  # a link, as a CSS selector
    upload: Path | None = None  # into the first file field
    press: str = ""  # a button, as a CSS selector


SCREENS = (
    Screen("demo", "nobody", "/demo"),
    Screen("sign-in", "nobody", "/sign-in"),
    Screen("moment", "staff", "/"),
    Screen("today", "staff", "/"),
    Screen("today-done", "staff", "/", press=DONE),
    Screen("team", "staff", "/team"),
    Screen("feed", "staff", "/team/feed"),
    Screen("orbit", "staff", "/orbit"),
    Screen("thanks", "staff", "/thanks"),
    Screen("thanks-new", "staff", "/thanks", follow=".whom a"),
    Screen("thanks-to", "staff", "/thanks/to?q=okafr"),
    Screen("me", "staff", "/me"),
    Screen("kept", "staff", "/me/kept"),
    Screen("own-data-sheet", "staff", "/me/kept/data-sheet"),
    Screen("nudges", "staff", "/nudges"),
    Screen("nudges-asking", "staff", "/nudges/asking"),
    Screen("roadblocks", "staff", "/roadblocks"),
    Screen("roadblock-new", "staff", "/roadblocks/new"),
    Screen("roadblock-own", "staff", "/roadblocks/own"),
    Screen("ideas", "staff", "/ideas"),
    Screen("idea-new", "staff", "/ideas/new"),
    Screen("own-days", "staff", "/me/days"),
    Screen("badges", "staff", "/badges"),
    Screen("moving", "staff", "/me/moving-code"),
    Screen("moving-code", "staff", "/me/moving-code", press="main form button.press"),
    Screen("install", "staff", "/install"),
    Screen("install-ios", "staff", "/install?system=ios"),
    Screen("install-android", "staff", "/install?system=android"),
    Screen("how-it-works", "nobody", "/how-it-works"),
    Screen("why", "staff", "/why"),
    Screen("why-team", "staff", "/team/why"),
    Screen("why-orbit", "staff", "/orbit/why"),
    Screen("leader-view", "staff", "/me/leader-view"),
    Screen("password", "leader", "/password"),
    Screen("not-found", "staff", "/nowhere"),
    Screen("lead", "leader", "/lead", follow='main a[href^="/lead/"]'),
    Screen("huddle", "leader", "/lead", follow='main a[href$="/huddle"]'),
    Screen("lead-momentum", "leader", "/lead", follow='main a[href$="/momentum"]'),
    Screen("substitutes", "leader", "/lead", follow='main a[href$="/substitutes"]'),
    Screen("lead-roadblocks", "leader", "/lead/roadblocks"),
    Screen("launch", "admin", "/desk/launch"),
    Screen("challenges", "admin", "/desk/challenges"),
    Screen("challenge", "admin", "/desk/challenges", follow=ONE_CHALLENGE),
    Screen("challenge-new", "admin", "/desk/challenges/new"),
    Screen("challenge-files", "admin", "/desk/challenges/files"),
    Screen("ready-made-taken", "admin", "/desk/challenges/starter"),
    Screen("challenge-language", "admin", "/desk/challenges/1/languages/ar/edit"),
    Screen("people", "admin", "/desk/people"),
    Screen("people-place", "admin", "/desk/people?site=1"),
    Screen("unclaimed", "admin", "/desk/people/unclaimed"),
    Screen("person", "admin", "/desk/people/2"),
    Screen("teams", "admin", "/desk/teams"),
    Screen("team-new", "admin", "/desk/teams/new"),
    Screen("team-desk", "admin", "/desk/teams/1"),
    Screen("team-merge", "admin", "/desk/teams/1/merger"),
    Screen("team-split", "admin", "/desk/teams/1/split"),
    Screen("team-leaders", "admin", "/desk/teams/1/leaders?q=a"),
    Screen("person-team", "admin", "/desk/people/1/team"),
    Screen("import-new", "admin", "/desk/people/imports/new"),
    Screen(
        *("import", "admin", "/desk/people/imports/new"),
        upload=PEOPLE_FILE,
        press="main button.press",
    ),
    Screen("days-off", "admin", "/desk/days-off"),
    Screen("rosters", "admin", "/desk/rosters"),
    Screen("campaign", "admin", "/desk/campaign"),
    Screen("momentum", "admin", "/desk/momentum"),
    Screen("push-desk", "admin", "/desk/push"),
    Screen("push-words", "admin", "/desk/push/messages/1/edit"),
    Screen("wall-link", "admin", "/desk/wall", press="main form button.press"),
    Screen("privacy", "admin", "/desk/privacy"),
    Screen("data-sheet", "admin", "/desk/privacy/data-sheet"),
    Screen("settings", "admin", "/desk/settings"),
    Screen("settings-name", "admin", "/desk/settings/name"),
    Screen("settings-languages", "admin", "/desk/settings/languages"),
    Screen("settings-levels", "admin", "/desk/settings/levels"),
    Screen("settings-sites", "admin", "/desk/settings/sites"),
    Screen("settings-site", "admin", "/desk/settings/sites/1"),
    Screen("settings-thanks", "admin", "/desk/settings/thanks"),
    Screen("settings-roadblocks", "admin", "/desk/settings/roadblocks"),
    Screen("rulebook", "admin", "/desk/rules"),
    Screen("audit", "admin", "/desk/audit"),
    Screen("inbox", "admin", "/desk/inbox"),
    Screen("inbox-ideas", "admin", "/desk/inbox/ideas"),
    Screen("inbox-challenges", "admin", "/desk/inbox/challenges"),
    Screen("cases", "admin", "/desk/cases"),
    Screen("reports", "admin", "/desk/reports"),
    Screen("deletions", "admin", "/desk/deletions"),
    Screen("deletion", "admin", "/desk/people/1/deletion"),
    Screen("station-binding", "nobody", "/station/binding"),
    Screen("pin", "staff", "/me/pin"),
    Screen("stations", "admin", "/desk/stations"),
    Screen("counter-cards", "admin", "/desk/counter-cards"),
    Screen("counter-card", "admin", "/desk/counter-cards", follow='main a[href^="/teams/"]'),
)
