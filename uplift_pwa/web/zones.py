"""The clocks a new site can run on."""

from functools import cache
from zoneinfo import available_timezones

REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def by_region() -> dict[str, list[str]]:
    """IANA zones by continent or ocean; what belongs to none is for machines."""
    zones = sorted(available_timezones())
    return {
        region: [zone for zone in zones if zone.startswith(f"{region}/")] for region in REGIONS
    }


@cache
def known() -> frozenset[str]:
    return frozenset(zone for zones in by_region().values() for zone in zones) | {"UTC"}
