"""Packets as they were handed over, so that their card can be drawn again when the ticket moves on."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, SealedJson, now


class PacketRow(Base):
    """One packet. `message` is the outbox id of its card; `content` is bot.desk.messages.Packet as JSON."""

    __tablename__ = "packets"

    message: Mapped[str] = mapped_column(primary_key=True)
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    channel: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
