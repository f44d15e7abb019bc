"""How each coworker stands: what the role files cannot say because people change it from Slack."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now
from bot.store.sealed import Sealed


class CoworkerState(Base):
    """A coworker's lifecycle state in one workspace; no row means active."""

    __tablename__ = "coworker_states"

    team: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    why: Mapped[str] = mapped_column(Sealed, default="")
