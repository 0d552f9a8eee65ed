"""The only package that imports Flask: it renders, guards, and answers."""

from flask import Flask
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from uplift_pwa.config import Config
from uplift_pwa.web import (
    art,
    assets,
    compressed,
    errors,
    guards,
    headers,
    i18n,
    metrics,
    navigation,
    phone,
    request_log,
    sessions,
    urls,
)

MIB = 1024 * 1024


def init(app: Flask, config: Config) -> None:
    """Everything between WSGI and the views, in the order in which a request meets it."""
    app.config.update(
        MAX_CONTENT_LENGTH=6 * MIB,
        MAX_FORM_MEMORY_SIZE=128 * 1024,
        MAX_FORM_PARTS=300,
        TRUSTED_HOSTS=list(config.trusted_hosts) or None,
    )
    app.jinja_env.globals.update(art.GLOBALS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    urls.init(app)
    Htmx(app)
    request_log.init(app)
    metrics.init(app)
    sessions.init(app, config)
    i18n.init(app)
    navigation.init(app)
    phone.init(app)
    compressed.init(app)
    headers.init(app, config.plain_http)
    errors.init(app)
    guards.init(app)
    urls.register(app)
    assets.init(app, config.data, config.plain_http)
    if config.proxies:
        hops = config.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
