"""The application as a server imports it, made from the environment."""

from uplift_pwa import config, create_app, logs
from uplift_pwa.db import make_engine, make_session_factory

_told = config.from_environment()
logs.begin(as_json=not _told.plain_http)
app = create_app(_told, make_session_factory(make_engine(_told.database_url)))
