"""Packets as they were handed over, what staff say of them, and what staff asked all the same."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, SealedJson, now
from bot.store.sealed import Sealed


class PacketRow(Base):
    """One packet. `message` is the outbox id of its card; `content` is bot.desk.messages.Packet as JSON."""

    __tablename__ = "packets"

    message: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    channel: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class PacketRating(Base):
    """What one of the staff says of a packet: whether it was useful, and what they still had to ask.

    The last click counts. `lacked` is a name of `bot.desk.ratings.LACKED`, "" for nothing.
    """

    __tablename__ = "packet_ratings"

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    useful: Mapped[bool | None]
    lacked: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class StaffQuestion(Base):
    """A question that staff put to the employee. `source` is its message ("channel:ts").

    `answered_by` names the part of the packet that held the answer already; "" where nothing did.
    """

    __tablename__ = "staff_questions"

    source: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    user: Mapped[str]
    answered_by: Mapped[str] = mapped_column(Sealed, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)
