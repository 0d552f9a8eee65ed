"""Runs migrations on the connection that `uplift_pwa.migrate` hands over."""

from alembic import context

import uplift_pwa.models  # noqa: F401 every table is known to the metadata
from uplift_pwa.models.base import Base, UtcDateTime


def plain_times(kind: str, thing: object, _autogen: object) -> str | bool:
    """Migrations name database types only: the project's own may change after them."""
    is_moment = kind == "type" and isinstance(thing, UtcDateTime)
    return "sa.DateTime(timezone=True)" if is_moment else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    compare_type=True,
    render_item=plain_times,
)
with context.begin_transaction():
    context.run_migrations()
