"""The words a challenge file chooses from: who is helped, where it fits, which picture."""

HELPS = frozenset({"customer", "colleague", "team"})  # team: another team
SECTORS = frozenset(
    {
        "hotels",
        "shops",
        "clinics",
        "transport",
        "call_centres",
        "back_offices",
        "everywhere",
    }
)
PLATES = frozenset(
    {
        "bell",
        "bus",
        "calendar",
        "carry",
        "chair",
        "clipboard",
        "cup",
        "flowers",
        "headset",
        "keys",
        "map",
        "meal",
        "name-tag",
        "night-lamp",
        "note",
        "open-door",
        "phone",
        "pillow",
        "ramp",
        "screen",
        "stairs",
        "suitcase",
        "thank-you",
        "ticket",
        "tools",
        "torch",
        "toy",
        "tray",
        "umbrellas",
        "water",
    }
)
