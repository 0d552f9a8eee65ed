"""A push service of one's own on 127.0.0.1: Firefox on one side, who sends on the other.

Browsers speak Mozilla's protocol over a WebSocket, senders RFC 8030 with RFC 8292's signature.
"""

import asyncio
import base64
import json
import threading
import uuid
from contextlib import contextmanager

from aiohttp import WSMsgType, web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

from uplift_pwa import clock

MOST_BYTES, LONGEST_TOPIC, A_DAY = 4096, 32, 86400
DELIVERED = 100


class PushService:
    """`answered` are the statuses senders got, `received` what browsers said of each push."""

    def __init__(self):
        self.channels, self.gone, self.waiting = {}, set(), {}
        self.answered, self.received = [], []
        self._browsers = {}

    @property
    def browsers_url(self):
        return f"ws://127.0.0.1:{self.port}/"

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    async def browser(self, request):
        socket = web.WebSocketResponse(protocols=("push-notification",))
        await socket.prepare(request)
        name = None
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                told = json.loads(message.data)
                name = await self._hear(socket, name, told.get("messageType", "ping"), told)
        if self._browsers.get(name) is socket:
            del self._browsers[name]
        return socket

    async def _hear(self, socket, name, kind, told):
        if kind == "hello":
            return await self._greet(socket, told)
        if kind == "register":
            await self._register(socket, name, told)
        elif kind == "unregister":
            self.channels.pop(told["channelID"], None)
            self.gone.add(told["channelID"])
            await socket.send_json({**told, "status": 200})
        elif kind == "ack":
            self.received += [one.get("code", DELIVERED) for one in told["updates"]]
        elif kind == "nack":
            self.received.append(told["code"])
        else:
            await socket.send_str("{}")
        return name

    async def _greet(self, socket, told):
        name = told.get("uaid") or uuid.uuid4().hex
        self._browsers[name] = socket
        hello = {"messageType": "hello", "uaid": name, "status": 200, "use_webpush": True}
        await socket.send_json({**hello, "broadcasts": {}})
        for channel, found in self.channels.items():
            if found["browser"] == name:
                for body in self.waiting.pop(channel, []):
                    await self._deliver(channel, body)
        return name

    async def _register(self, socket, name, told):
        channel = told["channelID"]
        key = _bytes(told["key"]) if told.get("key") else None
        self.channels[channel] = {"browser": name, "key": key}
        answer = {"messageType": "register", "channelID": channel, "status": 200}
        await socket.send_json({**answer, "pushEndpoint": f"{self.origin}/push/{channel}"})

    async def _deliver(self, channel, body):
        socket = self._browsers.get(self.channels[channel]["browser"])
        if socket is None or socket.closed:
            self.waiting.setdefault(channel, []).append(body)
            return
        data = base64.urlsafe_b64encode(body).rstrip(b"=").decode()
        told = {"messageType": "notification", "channelID": channel, "data": data}
        version = {"version": uuid.uuid4().hex, "headers": {"encoding": "aes128gcm"}}
        await socket.send_json(told | version)

    async def sender(self, request):
        channel, body = request.match_info["channel"], await request.read()
        status = self._judge(channel, request.headers, body)
        self.answered.append(status)
        if status == 201:
            await self._deliver(channel, body)
        return web.Response(status=status)

    def _judge(self, channel, headers, body):
        if channel not in self.channels:
            return 410 if channel in self.gone else 404
        if len(body) > MOST_BYTES:
            return 413
        fits = (
            headers.get("TTL", "").isdigit() and len(headers.get("Topic", "")) <= LONGEST_TOPIC
        )
        if not fits or headers.get("Content-Encoding") != "aes128gcm":
            return 400
        signer = _signer(headers.get("Authorization", ""), self.origin)
        if signer is None:
            return 401
        return 201 if signer == self.channels[channel]["key"] else 403


def _signer(header, audience):
    """The public key that has signed this header for us and for now, or None (RFC 8292)."""
    scheme, _, rest = header.partition(" ")
    try:
        fields = dict(part.strip().split("=", 1) for part in rest.split(","))
        key, (head, claims, signed) = _bytes(fields["k"]), fields["t"].split(".")
        _verify(key, f"{head}.{claims}".encode(), _bytes(signed))
        said = json.loads(_bytes(claims))
    except (KeyError, ValueError, InvalidSignature):
        return None
    left = said["exp"] - clock.now().timestamp()
    named = said["sub"].startswith(("mailto:", "https:"))
    fits = scheme == "vapid" and said["aud"] == audience and 0 < left <= A_DAY and named
    return key if fits else None


def _verify(key, text, signed):
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    halves = (int.from_bytes(half, "big") for half in (signed[:32], signed[32:]))
    point.verify(utils.encode_dss_signature(*halves), text, ec.ECDSA(SHA256()))


def _bytes(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@contextmanager
def push_service():
    """One at work, in a thread and a loop of its own."""
    service, loop = PushService(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner = asyncio.run_coroutine_threadsafe(_serve(service), loop).result(10)
    try:
        yield service
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _serve(service):
    app = web.Application()
    app.router.add_get("/", service.browser)
    app.router.add_post("/push/{channel}", service.sender)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    service.port = runner.addresses[0][1]
    return runner
