"""Grants: the tools on a badge, bound to one person and one request, each use witnessed before it happens."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeVar

from bot.connections import patience
from bot.connections.patience import insist
from bot.connections.ports import Busy, Company, Locks, Witness
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

CHANGES = {
    "reset_password": "account {system}",
    "unlock_account": "account {system}",
    "reset_factor": "factor {factor_id}",
    "request_leave": "leave {kind} {first} {last}",
}
"""What each tool that changes something changes; two requests never change the same thing side by side."""


def granted(
    company: Company,
    handbook: Handbook,
    badge: Badge,
    person: Person,
    witness: Witness,
    locks: Locks,
    run_id: str,
) -> Tools:
    """The badge's tools for this person; any other tool raises ToolDenied and is witnessed as refused.

    `run_id` names one request: the same change asked for again under the same id happens only once. Made
    for one step: a system that does not answer is asked again a few times in all. A change that another
    request is making raises Busy, once there is no time left to wait for it.
    """
    return Granted(company, handbook, badge, person, witness, locks, run_id)


def owned(person: str, thing: str) -> str:
    """The name under which a person's own account, factor or leave is held."""
    return f"{person}: {thing}"


class Granted:
    """The Tools a skill is handed. It can act only for the person it was made for."""

    def __init__(
        self,
        company: Company,
        handbook: Handbook,
        badge: Badge,
        person: Person,
        witness: Witness,
        locks: Locks,
        run_id: str,
    ) -> None:
        self._company = company
        self._handbook = handbook
        self._badge = badge
        self._person = person.id
        self._witness = witness
        self._locks = locks
        self._run_id = run_id
        self._pauses = iter(patience.PAUSES)

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
        """Lock, intent, effect, outcome; looking something up needs neither lock nor intent. A tool that is
        not on the badge is refused.
        """
        if tool not in self._badge.tools:
            why = f"{tool} is not on the badge of {self._badge.name}"
            await self._witness.refused(tool, why)
            raise ToolDenied(f"{why}.")
        if tool not in CHANGES:
            return await self._insist(effect, lambda came_to: self._witness.looked(tool, said, came_to))
        await self._hold(CHANGES[tool].format(**said))
        await self._witness.intends(tool, said)
        return await self._insist(effect, lambda came_to: self._witness.happened(tool, came_to))

    async def _insist(
        self, effect: Callable[[], Awaitable[T]], witness: Callable[[str], Awaitable[None]]
    ) -> T:
        try:
            result = await insist(effect, self._pauses)
        except (ToolDenied, ToolUnavailable) as error:
            kind = "denied" if isinstance(error, ToolDenied) else "unavailable"
            await witness(f"{kind}: {error}")
            raise
        await witness(outcome(result))
        return result

    async def _hold(self, thing: str) -> None:
        """Take the lock; while another kind of request has it, wait a little."""
        while holder := await self._locks.take(owned(self._person, thing)):
            pause = None if holder.same else next(self._pauses, None)
            if pause is None:
                raise Busy(holder)
            await asyncio.sleep(pause)

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
