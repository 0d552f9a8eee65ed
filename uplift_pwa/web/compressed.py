"""Pages leave compressed: on a poor connection they are most of what a screen weighs.

No page holds a secret beside words that a stranger could choose (there is no CSRF token), so
the size of an answer tells nothing (BREACH).
"""

import gzip

import brotli
from flask import Flask, Response, request

COMPRESSIBLE = {"text/html", "application/manifest+json"}
LEAST = 1024  # bytes; below it the headers weigh more than what is saved
QUICK_BROTLI, USUAL_GZIP = 5, 6  # both about half a millisecond for a page


def init(app: Flask) -> None:
    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in COMPRESSIBLE or response.direct_passthrough:
            return response
        response.vary.add("Accept-Encoding")
        body = response.get_data()
        way = request.accept_encodings.best_match(["br", "gzip"])
        if way is None or len(body) < LEAST or "Content-Encoding" in response.headers:
            return response
        response.set_data(
            brotli.compress(body, quality=QUICK_BROTLI)
            if way == "br"
            else gzip.compress(body, USUAL_GZIP, mtime=0)
        )
        response.headers["Content-Encoding"] = way
        return response
