"""What every page asks for and hardly ever changes: kept for a few seconds in each process."""

from time import monotonic
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

KEPT_SECONDS = 3.0  # another process hears of a change that much later

T = TypeVar("T")


class Brief(Generic[T]):
    """One such thing, by database. A session that holds it goes on with it to its end."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Engine, tuple[float, T]] = WeakKeyDictionary()

    def known(self, session: Session) -> T | None:
        """It, where it is held or was read lately."""
        if self in session.info:
            held: T = session.info[self]
            return held
        read_at, found = self._kept.get(session.get_bind().engine, (0.0, None))
        return found if read_at and monotonic() - read_at <= KEPT_SECONDS else None

    def hold(self, session: Session) -> T | None:
        """The same; a few seconds that are over in the middle of a page cost it no SELECT."""
        found = self.known(session)
        if found is not None:
            session.info[self] = found
        return found

    def keep(self, session: Session, found: T) -> T:
        """It was read just now."""
        self._kept[session.get_bind().engine] = (monotonic(), found)
        return found

    def forget(self, session: Session) -> None:
        """Read again next time: something was changed in this process."""
        session.info.pop(self, None)
        self._kept.pop(session.get_bind().engine, None)
