"""A push service on 127.0.0.1 that answers by a script and remembers what it was sent."""

import threading
from base64 import urlsafe_b64decode
from collections import defaultdict
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import http_ece

GOOD = (201, {})


class Service:
    """`script` says what a path is answered, one after another, the last for ever.

    An answer is a status and headers, or `hang`: nothing, until the service ends.
    """

    def __init__(self):
        self.script = defaultdict(lambda: [GOOD])
        self.heard = []  # (moment, path, headers, body)
        self.over = threading.Event()
        self._news = threading.Condition()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, path, headers, body):
        with self._news:
            self.heard.append((monotonic(), path, headers, body))
            self._news.notify_all()
            answers = self.script[path]
            return answers.pop(0) if len(answers) > 1 else answers[0]

    def wait_for(self, condition, seconds=60):
        """Until what was heard makes the condition true."""
        with self._news:
            assert self._news.wait_for(condition, seconds), "it took too long"

    def times(self, path):
        return [moment for moment, heard, *_ in self.heard if heard == path]

    def bodies(self, path):
        return [body for _, heard, _, body in self.heard if heard == path]


@contextmanager
def serving():
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = service.answer(self.path, dict(self.headers), body)
            if answer == "hang":
                service.over.wait(60)
                self.close_connection = True
                return
            status, headers = answer
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

        def handle_error(self, *_):
            """Whoever sends may be killed while we answer."""

    service.server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=service.server.serve_forever, daemon=True)
    thread.start()
    yield service
    service.over.set()
    service.server.shutdown()
    service.server.server_close()


def opened(body, private, auth):
    """What the browser reads: only its own keys open it."""
    secret = urlsafe_b64decode(auth + "=" * (-len(auth) % 4))
    return http_ece.decrypt(
        body, private_key=private, auth_secret=secret, version="aes128gcm"
    ).decode()
