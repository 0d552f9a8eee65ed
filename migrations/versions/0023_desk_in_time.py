"""What keeps the desk of a large house quick: areas of the audit, and pushes that were late."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "audit", sa.Column("area", sa.String(length=40), server_default="", nullable=False)
    )
    audit = sa.table("audit", sa.column("action"), sa.column("area"))
    actions = op.get_bind().scalars(sa.select(audit.c.action).distinct()).all()
    for action in actions:
        area = action.partition(".")[0]
        op.execute(sa.update(audit).where(audit.c.action == action).values(area=area))
    op.create_index("ix_audit_area_id", "audit", ["area", "id"])
    op.create_index("ix_audit_subject_kind_subject_id", "audit", ["subject_kind", "subject_id"])
    late = sa.text("state = 'sent' AND (closes_at IS NULL OR settled_at > closes_at)")
    op.create_index(
        "ix_delivery_late",
        "delivery",
        ["message_id"],
        sqlite_where=late,
        postgresql_where=late,
    )


def downgrade() -> None:
    op.drop_index("ix_delivery_late", "delivery")
    op.drop_index("ix_audit_subject_kind_subject_id", "audit")
    op.drop_index("ix_audit_area_id", "audit")
    op.drop_column("audit", "area")
