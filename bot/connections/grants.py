"""Grants: the tools on a badge, bound to one person and one request, each use witnessed before it happens."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeVar

from bot.connections.ports import Company, Witness
from skills import (
    Account,
    Badge,
    Device,
    Factor,
    LeaveBalance,
    Person,
    Quote,
    ToolDenied,
    Tools,
    ToolUnavailable,
)

T = TypeVar("T")
Handbook = Callable[[str], Awaitable[list[Quote]]]


def granted(
    company: Company, handbook: Handbook, badge: Badge, person: Person, witness: Witness, run_id: str
) -> Tools:
    """The badge's tools for this person; any other tool raises ToolDenied and is witnessed as refused.

    `run_id` names one request: the same change asked for again under the same id happens only once.
    """
    return Granted(company, handbook, badge, person, witness, run_id)


class Granted:
    """The Tools a skill is handed. It can act only for the person it was made for."""

    def __init__(
        self,
        company: Company,
        handbook: Handbook,
        badge: Badge,
        person: Person,
        witness: Witness,
        run_id: str,
    ) -> None:
        self._company = company
        self._handbook = handbook
        self._badge = badge
        self._person = person.id
        self._witness = witness
        self._run_id = run_id

    async def accounts(self) -> list[Account]:
        """The person's accounts."""
        return await self._use("accounts", {}, lambda: self._company.accounts(self._person))

    async def reset_password(self, system: str) -> str:
        """Send a one-time link; returns the masked address."""
        said = {"system": system}
        key = self._key("reset_password", said)
        return await self._use(
            "reset_password", said, lambda: self._company.reset_password(self._person, system, key=key)
        )

    async def unlock_account(self, system: str) -> None:
        """Open a locked account."""
        said = {"system": system}
        key = self._key("unlock_account", said)
        await self._use(
            "unlock_account", said, lambda: self._company.unlock_account(self._person, system, key=key)
        )

    async def factors(self) -> list[Factor]:
        """The person's second factors."""
        return await self._use("factors", {}, lambda: self._company.factors(self._person))

    async def reset_factor(self, factor_id: str) -> str:
        """Remove a second factor; returns the masked address of the enrolment link."""
        said = {"factor_id": factor_id}
        key = self._key("reset_factor", said)
        return await self._use(
            "reset_factor", said, lambda: self._company.reset_factor(self._person, factor_id, key=key)
        )

    async def laptops(self) -> list[Device]:
        """The person's laptops."""
        return await self._use("laptops", {}, lambda: self._company.laptops(self._person))

    async def device_health(self, asset: str) -> Device:
        """The last reading of one of the person's laptops."""
        said = {"asset": asset}
        return await self._use(
            "device_health", said, lambda: self._company.device_health(self._person, asset)
        )

    async def leave_balances(self) -> list[LeaveBalance]:
        """The person's leave."""
        return await self._use("leave_balances", {}, lambda: self._company.leave_balances(self._person))

    async def request_leave(self, kind: str, first: date, last: date, days: float) -> str:
        """File a leave request; returns its number."""
        said = {"kind": kind, "first": first.isoformat(), "last": last.isoformat(), "days": f"{days:g}"}
        key = self._key("request_leave", said)
        return await self._use(
            "request_leave",
            said,
            lambda: self._company.request_leave(self._person, kind, first, last, days, key=key),
        )

    async def search_handbook(self, question: str) -> list[Quote]:
        """Passages that answer the question. The question itself stays out of the audit."""
        return await self._use("search_handbook", {}, lambda: self._handbook(question))

    async def _use(self, tool: str, said: dict[str, str], effect: Callable[[], Awaitable[T]]) -> T:
        """Intent, effect, outcome; a tool that is not on the badge is refused instead."""
        if tool not in self._badge.tools:
            why = f"{tool} is not on the badge of {self._badge.name}"
            await self._witness.refused(tool, why)
            raise ToolDenied(f"{why}.")
        await self._witness.intends(tool, said)
        try:
            result = await effect()
        except (ToolDenied, ToolUnavailable) as error:
            kind = "denied" if isinstance(error, ToolDenied) else "unavailable"
            await self._witness.happened(tool, f"{kind}: {error}")
            raise
        await self._witness.happened(tool, outcome(result))
        return result

    def _key(self, tool: str, said: dict[str, str]) -> str:
        """One key for one change in one request, whatever step asks for it."""
        return hashlib.sha256(repr((self._run_id, tool, sorted(said.items()))).encode()).hexdigest()


def outcome(result: object) -> str:
    """What came of a call, without anything that the audit should not keep."""
    match result:
        case list():
            return f"{len(result)} found"
        case str() if result:
            return f"done: {result}"
        case _:
            return "done"
