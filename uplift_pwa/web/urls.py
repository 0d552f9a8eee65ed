"""Which blueprint answers under which address, and how numbers in addresses are read."""

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

LARGEST = 2**31 - 1


class IdConverter(BaseConverter):
    """A row's number: no database ever sees one that its column could not hold."""

    regex = r"[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if not 0 < number <= LARGEST:
            raise ValidationError
        return number


def init(app: Flask) -> None:
    app.url_map.converters["id"] = IdConverter


def register(app: Flask) -> None:
    from uplift_pwa.web import health, join, password, sign_in

    for module in (health, sign_in, join, password):
        app.register_blueprint(module.bp)
