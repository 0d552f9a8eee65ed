"""Speaks Marionette, the protocol that every Firefox has built in: a length, a colon, JSON."""

import json
import socket


class Refused(Exception):
    """Firefox could not do what it was told."""


class Marionette:
    """One conversation with one Firefox: `command("WebDriver:Navigate", url=...)`."""

    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port), 90)
        self._stream = self._socket.makefile("rb")
        self._told = 0
        self._hear()  # the greeting
        self.command("WebDriver:NewSession", capabilities={"alwaysMatch": {}})

    def command(self, name, **parameters):
        """What Firefox answers; Refused with its own words where it would not."""
        self._told += 1
        said = json.dumps([0, self._told, name, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(said), said))
        _kind, _number, error, result = self._hear()
        if error:
            raise Refused(f"{name}: {error['error']}: {error['message']}")
        return result.get("value", result) if isinstance(result, dict) else result

    def close(self):
        self._stream.close()
        self._socket.close()

    def _hear(self):
        length = b""
        while (sign := self._stream.read(1)) != b":":
            if not sign:
                raise ConnectionError("Firefox closed the conversation")
            length += sign
        return json.loads(self._stream.read(int(length)))
