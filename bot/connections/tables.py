"""The sandbox company's own tables; all begin with `company_`."""

from datetime import date
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The base of the sandbox company's tables."""


metadata = Base.metadata


class PersonRow(Base):
    """An employee. `user` is the chat's user id, once they have been seen; `recovery` a private address."""

    __tablename__ = "company_people"

    id: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    country: Mapped[str]
    kind: Mapped[str]
    manager: Mapped[str]
    timezone: Mapped[str]
    recovery: Mapped[str]


class AccountRow(Base):
    """An account in one system; `state` as in skills.Account."""

    __tablename__ = "company_accounts"

    person: Mapped[str] = mapped_column(ForeignKey("company_people.id"), primary_key=True)
    system: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    login: Mapped[str]
    state: Mapped[Literal["active", "locked", "disabled"]] = mapped_column(String)


class FactorRow(Base):
    """A second factor; `state` as in skills.Factor."""

    __tablename__ = "company_factors"

    id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("company_people.id"), index=True)
    kind: Mapped[str]
    label: Mapped[str]
    state: Mapped[Literal["active", "lost", "removed"]] = mapped_column(String)


class LaptopRow(Base):
    """A laptop; `reading` holds the fields of skills.Device."""

    __tablename__ = "company_laptops"

    person: Mapped[str] = mapped_column(ForeignKey("company_people.id"), primary_key=True)
    asset: Mapped[str] = mapped_column(primary_key=True)
    reading: Mapped[dict[str, Any]] = mapped_column(JSON)


class BalanceRow(Base):
    """Days of one kind of leave, as in skills.LeaveBalance."""

    __tablename__ = "company_leave_balances"

    person: Mapped[str] = mapped_column(ForeignKey("company_people.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    entitled: Mapped[float]
    taken: Mapped[float]
    booked: Mapped[float]


class LeaveRow(Base):
    """A filed leave request."""

    __tablename__ = "company_leave_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("company_people.id"), index=True)
    kind: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    days: Mapped[float]


class EffectRow(Base):
    """A change that was made: its key, the tool, and what the call returned."""

    __tablename__ = "company_effects"

    key: Mapped[str] = mapped_column(primary_key=True)
    tool: Mapped[str]
    person: Mapped[str]
    result: Mapped[str]
