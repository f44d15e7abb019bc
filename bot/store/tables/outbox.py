"""The outbox: everything that is to be said to Slack, in order, each under an id of its own."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, SealedJson, now


class OutboxRow(Base):
    """One call to Slack that says something.

    `verb` is post, update, delete, whisper (ephemeral), respond (a response_url), react and unreact, file
    (a copy of somebody's file), unfile, and gather (look for files to copy). `thread_of` and
    `target` name other rows whose `ts` is known once they are sent: the thread to post into, the message to
    change. `source` is "channel:ts" of the
    message this one mirrors, `mirror` what is to be known about that: its side, its author, its files.
    `upload` is Slack's id of a file that was handed in and may not be shown yet. A row that is
    `taken_back` mirrors nothing any more.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_waiting", "state", "channel", "seq"),
        Index("outbox_by_place", "channel", "ts"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    verb: Mapped[str]
    channel: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    ticket: Mapped[int | None] = mapped_column(index=True)
    body: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    thread_of: Mapped[str | None]
    target: Mapped[str | None]
    source: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default="pending")
    ts: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    mirror: Mapped[dict[str, Any] | None] = mapped_column(SealedJson)
    upload: Mapped[str | None]
    taken_back: Mapped[bool] = mapped_column(default=False, server_default=false())
