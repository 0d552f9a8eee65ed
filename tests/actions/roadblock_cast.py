"""A department with a leader, a manager and an executive, and what its people report."""

from tests.factories import NOON
from uplift_pwa.actions import roadblocks
from uplift_pwa.actions.roadblocks import Keys, Said

KEYS = Keys(seal=b"seal" * 8, pepper=b"pepper" * 4)


class Cast:
    """Ada, Ben, Cleo, Dora, Emil, Fay of the Otters; Lea leads, Mo is above, Eve above all."""

    def __init__(self, make, session):
        self.make, self.session = make, session
        self.front = make.department()
        self.otters = make.team("Otters")
        self.people = [
            make.person(name) for name in ("Ada", "Ben", "Cleo", "Dora", "Emil", "Fay")
        ]
        self.ada, self.ben = self.people[:2]
        self.lea = make.person("Lea", leads=[self.otters], level="team_lead")
        leads = make.team("Managers")
        self.mo = make.person("Mo", team=leads, leads=[leads], level="manager")
        board = make.team("Board", make.department("Direction"))
        self.eve = make.person("Eve", team=board, leads=[board], level="executive")

    def report(self, person, kind="tool", text="", *, at=NOON, **more):
        said = Said(kind, text, more.pop("named", False))
        return roadblocks.report(self.session, person.id, said, keys=KEYS, at=at, **more)
