"""How long a signed-in device stays signed in (SAFETY A4)."""

from datetime import datetime, timedelta

OWN_IDLE, OWN_ABSOLUTE = timedelta(days=30), timedelta(days=180)
SHARED_IDLE, SHARED_ABSOLUTE = timedelta(minutes=5), timedelta(hours=16)


def ends_at(kind: str, created_at: datetime, seen_at: datetime) -> datetime:
    """When a device that was seen last at `seen_at` (aware) is signed out by itself."""
    idle, absolute = limits(kind)
    return min(seen_at + idle, created_at + absolute)


def limits(kind: str) -> tuple[timedelta, timedelta]:
    """How long it may lie idle, and how long it lasts at most."""
    shared = kind == "shared"
    return (SHARED_IDLE, SHARED_ABSOLUTE) if shared else (OWN_IDLE, OWN_ABSOLUTE)
