"""Locks on what skills change, so that no two requests work on the same thing side by side."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now


class ResourceLock(Base):
    """Which ticket works on a resource. `resource` is a digest: whose account it is stands nowhere here."""

    __tablename__ = "resource_locks"

    resource: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    taken_at: Mapped[datetime] = mapped_column(Moment, default=now)
