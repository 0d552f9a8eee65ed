"""Which devices time alone has signed out (SAFETY A4), as a condition for other statements."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, or_

from uplift_pwa.models import SignIn
from uplift_pwa.rules.sign_ins import limits

KINDS = ("own", "shared")


def is_over() -> ColumnElement[bool]:
    """A condition on SignIn; give the statement what `moments` says."""
    return or_(
        *(
            and_(
                SignIn.kind == kind,
                or_(
                    SignIn.seen_at < bindparam(f"{kind}_seen", type_=SignIn.seen_at.type),
                    SignIn.created_at < bindparam(f"{kind}_made", type_=SignIn.seen_at.type),
                ),
            )
            for kind in KINDS
        )
    )


def moments(at: datetime) -> dict[str, datetime]:
    """The parameters of `is_over` at a moment (aware)."""
    return {
        name: at - limit
        for kind in KINDS
        for name, limit in zip((f"{kind}_seen", f"{kind}_made"), limits(kind), strict=True)
    }
