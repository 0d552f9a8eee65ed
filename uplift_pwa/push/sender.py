"""Sends messages to push services: encrypted for each phone, carried by libcurl over HTTP/2."""

import ssl
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache, lru_cache, partial
from pathlib import Path
from time import monotonic, sleep

import certifi
import pycurl

from uplift_pwa.push import answers, origins
from uplift_pwa.push.answers import Answer
from uplift_pwa.push.encryption import Unreadable, encrypt
from uplift_pwa.push.origins import Address, Origin
from uplift_pwa.push.parcels import Parcel
from uplift_pwa.push.vapid import Keyring, UnknownKey

TIMEOUT, CONNECT_TIMEOUT = 15_000, 6_000  # ms
STREAMS, CONNECTIONS = 100, 256
STARTED_AT_ONCE = 64  # then look at what has come back
GATHER = 0.002  # seconds
LAST_CALL = timedelta(milliseconds=TIMEOUT)  # before a window closes nothing leaves any more
PAUSE = 60.0  # seconds that an origin waits where it does not say how long


class Sender:
    """Messages wait by origin, leave as its window allows, and come back as answers.

    `ring` signs; `site` is our own address, with which links in messages begin; `timeout_ms`
    is for a whole exchange, `pause` (seconds) for an origin that does not say how long. It
    keeps no record: what was taken and not answered is for the outbox to know.
    """

    def __init__(
        self,
        ring: Keyring,
        *,
        now: Callable[[], datetime],
        site: str = "",
        loopback: bool = False,
        ca_file: str | None = None,
        timeout_ms: int = TIMEOUT,
        pause: float = PAUSE,
    ) -> None:
        self._ring, self._now, self._loopback = ring, now, loopback
        self._timeout_ms, self._pause = timeout_ms, pause
        # Many phones get the same words: they are made once.
        self._text = lru_cache(64)(partial(_with_links, f'"navigate":"{site}/'))
        self._ca_file = ca_file or _certificates()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_PIPELINING, pycurl.PIPE_MULTIPLEX)
        self._multi.setopt(pycurl.M_MAX_CONCURRENT_STREAMS, STREAMS)
        self._multi.setopt(pycurl.M_MAX_TOTAL_CONNECTIONS, CONNECTIONS)
        self._spare: list[pycurl.Curl] = []
        self._pinned: dict[pycurl.Curl, str] = {}
        self._headed: dict[pycurl.Curl, list[str]] = {}
        self._origins: dict[str, Origin] = {}
        self._under_way: dict[pycurl.Curl, Parcel] = {}
        self._resolver = ThreadPoolExecutor(4, "resolver")

    @property
    def waiting(self) -> int:
        """How many have not left yet."""
        return sum(len(one.waiting) for one in self._origins.values())

    @property
    def under_way(self) -> int:
        """How many have left and are not answered yet."""
        return len(self._under_way)

    def full(self) -> set[str]:
        """The origins that have enough in hand."""
        now = monotonic()
        return {name for name, one in self._origins.items() if one.is_full(now)}

    def take(self, parcels: Iterable[Parcel]) -> None:
        """Let these leave as soon as their origins take them."""
        for parcel in parcels:
            self._origin(parcel.origin).waiting.append(parcel)

    def give_back(self, ids: Collection[int] | None = None) -> list[Parcel]:
        """What has not left yet, or those with these ids: it will not leave any more."""
        found = []
        for one in self._origins.values():
            every = list(one.waiting)
            found += [parcel for parcel in every if ids is None or parcel.id in ids]
            one.waiting = deque(
                parcel for parcel in every if ids is not None and parcel.id not in ids
            )
        return found

    @property
    def is_cramped(self) -> bool:
        """Whether an origin could take more if what it has answered were written down."""
        return any(one.is_cramped for one in self._origins.values())

    def written_down(self, parcels: Iterable[Parcel]) -> None:
        """What became of these is safe now: as many others may leave."""
        for parcel in parcels:
            one = self._origin(parcel.origin)
            one.under_way -= 1
            one.answered -= 1

    def turn(self, seconds: float) -> list[Answer]:
        """Start what may leave, wait up to `seconds` for the net, and return what came back."""
        before = len(self._under_way)
        found = list(self._start())
        self._multi.perform()
        if self._under_way and len(self._under_way) <= before and not found:
            # Nothing more may leave: wait for answers, and for a few of them at once.
            self._multi.select(seconds)
            sleep(GATHER)
            self._multi.perform()
        return found + list(self._finished())

    def close(self) -> None:
        """Let go of every connection; what is under way stays unanswered."""
        for curl in self._under_way:
            self._multi.remove_handle(curl)
        self._under_way.clear()
        self._multi.close()
        self._resolver.shutdown(wait=False, cancel_futures=True)

    def _origin(self, name: str) -> Origin:
        if name not in self._origins:
            self._origins[name] = Origin(name)
        return self._origins[name]

    def _start(self) -> Iterator[Answer]:
        """Each origin in its turn, so that none waits for another (SAFETY W7)."""
        now = monotonic()
        for one in list(self._origins.values()):
            if not one.may_start(now):
                continue
            pin = one.pin(now, self._resolver, loopback=self._loopback)
            match origins.address(pin):
                case None:
                    continue
                case str(trouble):
                    one.forget_pin()
                    for parcel in one.waiting:
                        one.note(0, now, self._pause)
                        yield Answer(parcel, 0, None, trouble, left=False)
                    one.waiting.clear()
                case found:
                    yield from self._leave(one, found, now)

    def _leave(self, one: Origin, address: Address, now: float) -> Iterator[Answer]:
        at = self._now()
        for _ in range(STARTED_AT_ONCE):
            if not one.may_start(now):
                return
            parcel = one.waiting.popleft()
            if parcel.closes_at is not None and parcel.closes_at - at < LAST_CALL:
                yield Answer(parcel, 0, None, answers.TOO_LATE, left=False)
                continue
            try:
                signed = self._ring.header(parcel.server_key, parcel.origin, at=at)
                body = encrypt(self._text(parcel.words.payload), parcel.p256dh, parcel.auth)
                self._post(parcel, address, signed, body)
            except UnknownKey:
                yield Answer(parcel, 0, None, answers.NO_KEY, left=False)
            except Unreadable:
                yield Answer(parcel, 0, None, answers.UNREADABLE, left=False)
            except pycurl.error:
                yield Answer(parcel, 0, None, answers.UNREACHABLE, left=False)
            else:
                one.under_way += 1

    def _post(self, parcel: Parcel, address: Address, signed: str, body: bytes) -> None:
        host, port, ip = address
        curl = self._spare.pop() if self._spare else self._new()
        curl.setopt(pycurl.URL, parcel.endpoint)
        pin = f"{host}:{port}:{ip}"
        if self._pinned.get(curl) != pin:
            curl.setopt(pycurl.RESOLVE, [pin])
            self._pinned[curl] = pin
        head = _head(signed, parcel.ttl, parcel.words.urgency, parcel.words.topic)
        if self._headed.get(curl) is not head:
            curl.setopt(pycurl.HTTPHEADER, head)
            self._headed[curl] = head
        curl.setopt(pycurl.POSTFIELDS, body)
        self._multi.add_handle(curl)
        self._under_way[curl] = parcel

    def _new(self) -> pycurl.Curl:
        curl = pycurl.Curl()
        for option, value in {
            pycurl.POST: 1,
            pycurl.FOLLOWLOCATION: 0,
            pycurl.PROXY: "",  # not even one that the environment names
            pycurl.NOPROXY: "*",
            pycurl.PROTOCOLS: pycurl.PROTO_HTTPS | self._plain(),
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_2TLS,
            pycurl.PIPEWAIT: 1,
            pycurl.TIMEOUT_MS: self._timeout_ms,
            pycurl.CONNECTTIMEOUT_MS: CONNECT_TIMEOUT,
            pycurl.NOSIGNAL: 1,
            pycurl.CAINFO: self._ca_file,
            pycurl.USERAGENT: "uplift",
            pycurl.BUFFERSIZE: 1024,
            pycurl.UPLOAD_BUFFERSIZE: 16384,
            pycurl.WRITEFUNCTION: len,  # whatever they say besides the status, nobody reads
        }.items():
            curl.setopt(option, value)
        return curl

    def _plain(self) -> int:
        return pycurl.PROTO_HTTP if self._loopback else 0

    def _finished(self) -> Iterator[Answer]:
        left = 1
        while left:
            left, well, ill = self._multi.info_read(256)
            for curl in well:
                yield self._answered(curl, int(curl.getinfo(pycurl.RESPONSE_CODE)))
            for curl, _number, _message in ill:
                yield self._answered(curl, 0)

    def _answered(self, curl: pycurl.Curl, status: int) -> Answer:
        parcel = self._under_way.pop(curl)
        one = self._origin(parcel.origin)
        one.answered += 1
        said = float(curl.getinfo(pycurl.RETRY_AFTER)) if status >= 400 else 0.0
        if status and curl.getinfo(pycurl.INFO_HTTP_VERSION) < pycurl.CURL_HTTP_VERSION_2_0:
            one.window.most = origins.MOST_ALONE
        one.note(status, monotonic(), said or self._pause)
        trouble = None if status else self._trouble(one, curl)
        self._multi.remove_handle(curl)
        self._spare.append(curl)
        return Answer(parcel, status, said or None, trouble)

    def _trouble(self, one: Origin, curl: pycurl.Curl) -> str | None:
        """Whether anything had left: what was sent and not answered may have arrived."""
        if curl.getinfo(pycurl.REQUEST_SIZE):
            return None
        one.forget_pin()
        return answers.UNREACHABLE


@lru_cache(64)
def _head(signed: str, ttl: int, urgency: str, topic: str) -> list[str]:
    return [
        f"Authorization: {signed}",
        f"TTL: {ttl}",
        f"Urgency: {urgency}",
        f"Topic: {topic}",
        "Content-Encoding: aes128gcm",
        "Content-Type: application/octet-stream",
    ]


def _with_links(begin: str, payload: str) -> bytes:
    return payload.replace('"navigate":"/', begin).encode()


@cache
def _certificates() -> str:
    """The system's roots where it has some, so that an operator's own are among them."""
    found = ssl.get_default_verify_paths().cafile
    return found if found and Path(found).exists() else certifi.where()
