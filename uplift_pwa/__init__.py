"""uplift: a service culture, lifted by everybody at once."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session, sessionmaker

from uplift_pwa.config import Config

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: Config, sessions: sessionmaker[Session]) -> "Flask":
    """Wire an application; it decides nothing itself."""
    from flask import Flask, g  # the worker, which imports this too, does without

    from uplift_pwa import web

    app = Flask(__name__, static_folder=None, template_folder="../templates")
    app.config["SECRET_KEY"] = config.secret
    app.config["UPLIFT"] = config

    @app.before_request
    def open_session() -> None:
        g.db = sessions()

    @app.teardown_request
    def close_session(_error: BaseException | None) -> None:
        if "db" in g:
            g.db.close()

    web.init(app, config)
    return app
