"""How the people of a desk say their weeks were."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now


class PulseRow(Base):
    """One person's answer for the week that begins on `week`: 1 (hard) to 5 (good)."""

    __tablename__ = "pulses"

    team: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str] = mapped_column(primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    score: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
