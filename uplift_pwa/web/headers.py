"""Security headers on every response: pages, errors, redirects, files (SAFETY, Headers)."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}


def init(app: Flask, plain_http: bool) -> None:
    fixed = every(plain_http)

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        # Errors and redirects differ for htmx as well, not only screens.
        if request.endpoint != "static":
            response.vary.add("HX-Request")
        return response


def every(plain_http: bool) -> dict[str, str]:
    """The headers that do not depend on the page."""
    if plain_http:
        return {**FIXED, "Content-Security-Policy": POLICY}
    return {
        **FIXED,
        "Content-Security-Policy": f"{POLICY}; upgrade-insecure-requests",
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    }


def for_files(plain_http: bool) -> Callable[[Any, str, str], None]:
    """The same for whitenoise, whose files never pass through Flask."""
    fixed = every(plain_http)

    def add(headers: Any, _path: str, _url: str) -> None:
        for name, value in fixed.items():
            headers[name] = value

    return add
