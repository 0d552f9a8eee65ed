"""What a view says when it refuses, for whoever replays a form and shows no page."""

from flask import has_request_context, request

HEARD = "uplift.heard"


def note(text: str) -> str:
    """Pass the sentence on to the replay, if this request is one; answers it unchanged."""
    if has_request_context() and HEARD in request.environ:
        request.environ[HEARD].append(text)
    return text
