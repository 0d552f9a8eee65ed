"""What a level is called until the organisation calls it something of its own."""


def usual_name(key: str) -> str:
    """The name of a level made by an import: `team_lead` is Team lead."""
    return key.replace("_", " ").capitalize()
