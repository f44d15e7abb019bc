"""Who of the staff is away, until when, and who covers."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now


class AbsenceRow(Base):
    """Somebody said that they are away until a moment; `backup` is a user id, "" for nobody in particular."""

    __tablename__ = "absences"

    team: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(Moment)
    backup: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime] = mapped_column(Moment, default=now)
