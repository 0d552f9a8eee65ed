"""Which column of an HR export holds what: a proposal that the admin can change and save."""

from collections.abc import Iterable, Mapping

from uplift_pwa.exchange.cell_text import fold

SYNONYMS: dict[str, tuple[str, ...]] = {
    "staff_number": (
        "staff number", "staff no", "staff id", "employee number", "employee no", "employee id",
        "emp id", "emp no", "worker id", "personnel number", "personnel no", "person number",
        "payroll number", "payroll id", "associate id", "badge number",
        "Personalnummer", "Personal-Nr.", "Pers.-Nr.", "PersNr", "Mitarbeiternummer",
        "Mitarbeiter-Nr.", "Mitarbeiter-ID", "Stammnummer",
        "número de empleado", "n.º de empleado", "nº empleado", "no. de empleado",
        "id de empleado", "código de empleado", "matrícula", "legajo",
    ),
    "first_name": (
        "preferred first name", "first name", "legal first name", "given name", "given names",
        "forename", "Vorname", "Rufname", "Vornamen", "nombre de pila", "primer nombre",
        "nombres",
    ),
    "last_name": (
        "preferred last name", "last name", "legal last name", "surname", "family name",
        "Nachname", "Familienname", "Zuname", "apellidos", "apellido", "primer apellido",
    ),
    "full_name": (
        "full name", "name", "employee name", "worker", "worker name", "employee",
        "preferred name", "display name", "legal name", "staff name", "Vollständiger Name",
        "Mitarbeiter", "Mitarbeitername", "Name, Vorname", "Nachname, Vorname",
        "nombre completo", "nombre y apellidos", "apellidos y nombre", "empleado", "nombre",
    ),
    "email": (
        "primary work email", "work email", "email", "email address", "work email address",
        "business email", "company email", "mail", "E-Mail-Adresse", "dienstliche E-Mail",
        "correo electrónico", "correo", "email corporativo",
    ),
    "team": (
        "team", "team name", "supervisory organization", "supervisory organisation",
        "sup org", "work group", "crew", "squad", "unit", "organizational unit", "Teamname",
        "Gruppe", "Arbeitsgruppe", "Schichtgruppe", "Organisationseinheit",
        "equipo", "grupo", "grupo de trabajo",
    ),
    "department": (
        "department", "dept", "department name", "division", "business unit", "function",
        "Abteilung", "Abt.", "Bereich", "Fachbereich",
        "departamento", "depto", "área", "división",
    ),
    "site": (
        "site", "site name", "location", "work location", "location name", "workplace",
        "branch", "store", "property", "office", "Standort", "Betriebsstätte", "Arbeitsort",
        "Filiale", "Niederlassung", "Werk", "sitio", "sede", "centro de trabajo", "centro",
        "ubicación", "sucursal", "tienda",
    ),
    "level": (
        "management level", "level", "job level", "grade", "career level", "pay grade", "tier",
        "Ebene", "Führungsebene", "Hierarchieebene", "Stufe", "Hierarchiestufe",
        "nivel", "nivel jerárquico", "categoría", "grado",
    ),
    "manager_number": (
        "manager id", "manager employee id", "manager number", "manager staff number",
        "manager no", "supervisor id", "supervisor number", "reports to id", "line manager id",
        "manager", "Vorgesetzte/r (Pers.-Nr.)", "Vorgesetzter (Pers.-Nr.)",
        "Vorgesetztennummer", "Personalnummer Vorgesetzter", "Personalnummer Vorgesetzte/r",
        "Vorgesetzter", "Vorgesetzte/r", "id del responsable", "número del responsable",
        "id de supervisor", "id del jefe", "responsable",
    ),
    "hired_on": (
        "hire date", "date of hire", "hired on", "start date", "date joined", "joining date",
        "original hire date", "employment start", "Eintritt", "Eintrittsdatum",
        "Eintritt am", "Beginn", "fecha de alta", "fecha de ingreso", "fecha de contratación",
    ),
    "language": (
        "preferred language", "language", "locale", "language code", "Sprache",
        "bevorzugte Sprache", "Korrespondenzsprache", "idioma", "idioma preferido", "lengua",
    ),
    "status": (
        "worker status", "status", "employee status", "employment status", "active status",
        "Beschäftigungsstatus", "Mitarbeiterstatus", "Beschäftigungsverhältnis",
        "estado", "situación", "estado laboral", "estado del empleado",
    ),
}  # fmt: skip

FIELDS = tuple(SYNONYMS)
ALWAYS_NEEDED = ("staff_number", "team", "department", "site")


class MissingColumns(ValueError):
    """The mapping leaves needed fields without a column; `fields` names them."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(", ".join(self.fields))


def suggest_mapping(header: Iterable[str]) -> dict[str, str]:
    """Field to column name, for every field that the header names in a language we know."""
    columns: dict[str, str] = {}
    for name in header:
        columns.setdefault(fold(name), name)
    found = {field: _first(columns, words) for field, words in SYNONYMS.items()}
    return _settle_name({field: name for field, name in found.items() if name})


def missing(mapping: Mapping[str, str], header: Iterable[str]) -> tuple[str, ...]:
    """The needed fields that have no column: number, team, department, site and a name.

    Both names or the full name are needed; where neither is there, it is `full_name` that is
    missing, or the half of the two that is.
    """
    columns = set(header)
    there = {field for field, name in mapping.items() if name in columns}
    return tuple(
        field for field in (*ALWAYS_NEEDED, *_missing_names(there)) if field not in there
    )


def _first(columns: Mapping[str, str], words: Iterable[str]) -> str | None:
    return next((columns[key] for key in map(fold, words) if key in columns), None)


def _settle_name(found: dict[str, str]) -> dict[str, str]:
    """`Name` beside a first name is the last name; two halves need no whole."""
    if "first_name" not in found:
        return found
    whole = found.pop("full_name", None)
    if "last_name" not in found and whole:
        found["last_name"] = whole
    return found


def _missing_names(there: set[str]) -> tuple[str, ...]:
    if "full_name" in there or not there & {"first_name", "last_name"}:
        return ("full_name",)
    return ("first_name", "last_name")
