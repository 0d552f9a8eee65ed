"""The organisation as an HR system exports it, for the import that real ones take."""

import csv
import io

from uplift_pwa.exchange.people_file import PeopleFile, read_people, suggest_mapping
from uplift_pwa.exchange.tables import read_table
from uplift_pwa.simulation.organisation import Organisation

HEADER = (
    "Employee ID", "Full Name", "Team", "Department", "Location", "Management Level",
    "Manager ID", "Preferred Language", "Worker Status",
)  # fmt: skip


def people(organisation: Organisation) -> PeopleFile:
    """Everybody, read back from the file."""
    table = read_table(export(organisation))
    return read_people(table, suggest_mapping(table.header))


def export(organisation: Organisation) -> bytes:
    """A CSV in UTF-8, one line for each person."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(HEADER)
    for crew in organisation.crews:
        for one in crew.members:
            lines.writerow([
                one.number, one.name, crew.name, crew.department, one.site,
                one.level, one.manager, one.language, "Active",
            ])  # fmt: skip
    return text.getvalue().encode()
