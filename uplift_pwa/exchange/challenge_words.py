"""The words a challenge file chooses from: who is helped, where it fits, which picture."""

from uplift_pwa.rules.rounds import Every

EVERY = frozenset(Every)
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
        "bed",
        "bell",
        "bubbles",
        "bus",
        "calendar",
        "carry",
        "chair",
        "clipboard",
        "clock",
        "cone",
        "cup",
        "flowers",
        "folder",
        "glasses",
        "headset",
        "keys",
        "letterbox",
        "magnifier",
        "map",
        "meal",
        "megaphone",
        "name-tag",
        "night-lamp",
        "note",
        "open-door",
        "parcel",
        "pencil",
        "phone",
        "pillow",
        "ramp",
        "screen",
        "shelf",
        "shop",
        "signpost",
        "spray",
        "stairs",
        "suitcase",
        "table",
        "teapot",
        "thank-you",
        "ticket",
        "till",
        "tools",
        "torch",
        "toy",
        "tray",
        "umbrellas",
        "water",
        "wave",
        "wheel",
    }
)
