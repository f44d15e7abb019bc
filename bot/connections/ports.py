"""The company as Baton needs it: directory, devices, leave; the sandbox and real connectors implement it."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from skills import Account, Device, Factor, LeaveBalance, Person


class Sessions(Protocol):
    """The store, for what the sandbox company keeps: one session is one transaction."""

    def __call__(self) -> AsyncSession: ...
    def begin(self) -> AbstractAsyncContextManager[AsyncSession]: ...


@dataclass(frozen=True)
class System:
    """A connected system, and whether it answers now."""

    name: str
    tools: frozenset[str]
    answers: bool


class Company(Protocol):
    """The company's systems. `person` is the id that `Person.id` carries.

    Every call may raise ToolDenied or ToolUnavailable. What changes something takes a `key`: for one key
    it is done at most once, and a second call returns what the first one returned.
    """

    def systems(self) -> tuple[System, ...]:
        """What is connected, and how it is."""
        ...

    async def person(self, user: str, name: str, email: str = "", timezone: str = "UTC") -> Person:
        """The employee behind a user id or e-mail address; somebody new gets a record at first sight."""
        ...

    async def accounts(self, person: str) -> list[Account]: ...
    async def reset_password(self, person: str, system: str, *, key: str) -> str:
        """Send a one-time link; returns the masked address it went to."""
        ...

    async def unlock_account(self, person: str, system: str, *, key: str) -> None: ...
    async def factors(self, person: str) -> list[Factor]: ...
    async def reset_factor(self, person: str, factor_id: str, *, key: str) -> str:
        """Remove a second factor and send an enrolment link; returns the masked address it went to."""
        ...

    async def laptops(self, person: str) -> list[Device]: ...
    async def device_health(self, person: str, asset: str) -> Device: ...
    async def leave_balances(self, person: str) -> list[LeaveBalance]: ...
    async def request_leave(
        self, person: str, kind: str, first: date, last: date, days: float, *, key: str
    ) -> str:
        """File a leave request; returns its number."""
        ...


@dataclass(frozen=True)
class Holder:
    """The request that works on something now: its ticket and its coworker.

    `same` is whether it is the same kind of request by the same person.
    """

    ticket: int
    coworker: str
    same: bool


class Busy(Exception):
    """Another request works on the same thing now."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"T-{holder.ticket} works on it")
        self.holder = holder


class Locks(Protocol):
    """What keeps two requests from changing the same thing side by side. Made for one request."""

    async def take(self, resource: str) -> Holder | None:
        """Hold a resource until the run ends; None when it is ours, else who has it."""
        ...


class Witness(Protocol):
    """Who writes down what a skill does with its tools. `intends` is committed before it returns; what was
    only looked up (`looked`) may be written down with the step.

    `tool` and `why` are words of ours, `arguments` values that the audit may keep.
    """

    async def intends(self, tool: str, arguments: dict[str, str]) -> None: ...
    async def happened(self, tool: str, outcome: str) -> None: ...
    async def looked(self, tool: str, arguments: dict[str, str], outcome: str) -> None: ...
    async def refused(self, tool: str, why: str) -> None: ...
