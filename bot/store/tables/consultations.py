"""What was looked up in the handbook, and which passage answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now


class ConsultationRow(Base):
    """The last look into the handbook for a request. `passage` is its source, "" where nothing answered.

    The question is the ticket's own; whether the answer helped are the ticket's events.
    """

    __tablename__ = "consultations"
    __table_args__ = (Index("consultations_by_time", "team", "at"),)

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    team: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    passage: Mapped[str]
