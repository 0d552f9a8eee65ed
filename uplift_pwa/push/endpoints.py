"""Where push may be sent: only to push services, only to public addresses (SAFETY W1)."""

import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address
from socket import AddressFamily, SocketKind, gaierror, getaddrinfo
from urllib.parse import SplitResult, urlsplit

LONGEST = 2048
# Visible ASCII without what one reader of addresses reads otherwise than the next.
PLAIN = re.compile(r"""[^\x00-\x20\x7f-\U0010ffff#\\"<>^`{|}]+""")
# A leading dot lets every host below through; without one the host is meant alone.
SERVICES = (
    "fcm.googleapis.com",
    "jmt17.google.com",
    "updates.push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)
LOOPBACK = "127.0.0.1"


class Hostile(Exception):
    """No push service answers there; `code` says what is wrong with the address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def origin(endpoint: str, more: Collection[str] = (), *, loopback: bool = False) -> str:
    """The origin of an endpoint that may be sent to: `https://host`.

    `more` are the hosts that admins trust as well, `loopback` lets http://127.0.0.1 through,
    for tests. Raises `Hostile`: address, scheme, user, port, host.
    """
    parts = _split(endpoint)
    if loopback and parts.scheme == "http" and parts.hostname == LOOPBACK and parts.port:
        return f"http://{LOOPBACK}:{parts.port}"
    if parts.scheme != "https":
        raise Hostile("scheme")
    if "@" in parts.netloc:
        raise Hostile("user")
    if parts.port not in (None, 443):
        raise Hostile("port")
    host = parts.hostname or ""
    if not is_trusted(host, more):
        raise Hostile("host")
    return f"https://{host}"


def is_trusted(host: str, more: Collection[str] = ()) -> bool:
    """Whether a host is one of the push services, or below one that begins with a dot."""
    return any(
        host.endswith(one) and len(host) > len(one) if one.startswith(".") else host == one
        for one in (*SERVICES, *more)
    )


def resolve(origin: str, *, loopback: bool = False) -> tuple[str, int, str]:
    """Host, port and the one public address to pin a connection to. Asks the resolver.

    Raises `Hostile("address")` where any of the host's addresses is not public, `OSError`
    where there is no answer just now.
    """
    parts = urlsplit(origin)
    host, port = parts.hostname or "", parts.port or 443
    if loopback and parts.scheme == "http" and host == LOOPBACK:
        return host, port, LOOPBACK
    try:
        found = getaddrinfo(host, port, type=SocketKind.SOCK_STREAM)
    except UnicodeError as error:
        raise gaierror(str(error)) from error
    # IPv4 first: where IPv6 is announced and leads nowhere, nobody would wait it out here.
    found.sort(key=lambda one: one[0] != AddressFamily.AF_INET)
    addresses = [str(address[0]) for *_, address in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise Hostile("address")
    return host, port, addresses[0]


def is_public(text: str) -> bool:
    """Whether an address belongs to the open internet and to nobody's inner network."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    every = (address, *_inner(address))
    return all(one.is_global and not one.is_multicast for one in every)


def _inner(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address may carry inside."""
    if isinstance(address, IPv4Address):
        return []
    teredo = address.teredo or ()
    found = [address.ipv4_mapped, address.sixtofour, *teredo]
    if address.packed[:12] == bytes.fromhex("0064ff9b0000000000000000"):  # NAT64
        found.append(IPv4Address(address.packed[12:]))
    return [one for one in found if one is not None]


def _split(endpoint: str) -> SplitResult:
    """The parts of an address that every reader of addresses reads the same way."""
    plain = all(33 <= ord(sign) <= 126 and sign not in '\\"<>^`{|}' for sign in endpoint)
    if not plain or not 0 < len(endpoint) <= LONGEST or "#" in endpoint:
        raise Hostile("address")
    try:
        parts = urlsplit(endpoint)
        known = (parts.port, parts.hostname)
    except ValueError as error:
        raise Hostile("address") from error
    if known[1] is None or parts.netloc != parts.netloc.lower():
        raise Hostile("address")
    return parts
