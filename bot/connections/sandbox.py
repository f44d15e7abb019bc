"""The built-in sandbox company: a directory, devices and leave, kept in the store and resettable."""

import math
from collections.abc import Awaitable, Callable
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.connections.ports import Sessions, System
from bot.connections.sample import PEOPLE, SYSTEMS, Sample, rows, stranger
from bot.connections.tables import (
    AccountRow,
    BalanceRow,
    EffectRow,
    FactorRow,
    LaptopRow,
    LeaveRow,
    PersonRow,
    metadata,
)
from skills import Account, Device, Factor, LeaveBalance, Person, ToolDenied, ToolUnavailable

Effect = Callable[[AsyncSession], Awaitable[str]]


CONNECTED = {
    "Directory and accounts": frozenset({"accounts", "reset_password", "unlock_account"}),
    "Second factors": frozenset({"factors", "reset_factor"}),
    "Laptop health": frozenset({"laptops", "device_health"}),
    "Leave": frozenset({"leave_balances", "request_leave"}),
}
"""The systems of the sandbox, and the tools that reach each."""


class Sandbox:
    """A `Company` whose systems are rows. `down` and `deny` let tests and the playground break it."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._down: dict[str, float] = {}
        self._denied: set[tuple[str, str]] = set()

    async def seed(self) -> None:
        """Hire the sample people who are not there yet."""
        async with self._sessions() as session:
            known = set(await session.scalars(select(PersonRow.id)))
        for sample in PEOPLE:
            if sample.name not in known:
                await self._hire(sample)

    async def reset(self) -> None:
        """Forget everything that happened, and begin again with the sample people."""
        async with self._sessions.begin() as session:
            for table in reversed(metadata.sorted_tables):
                await session.execute(delete(table))
        await self.seed()

    def systems(self) -> tuple[System, ...]:
        """The sandbox's systems; one answers unless a tool of it is down."""
        return tuple(System(name, tools, not tools & self._down.keys()) for name, tools in CONNECTED.items())

    def down(self, tool: str, times: float = math.inf) -> None:
        """From now on the system behind this tool does not answer, for so many calls."""
        self._down[tool] = times

    def up(self, tool: str) -> None:
        """The system behind this tool answers again."""
        self._down.pop(tool, None)

    def deny(self, tool: str, person: str) -> None:
        """From now on this tool is refused for this person."""
        self._denied.add((tool, person))

    async def person(self, user: str, name: str, email: str = "", timezone: str = "UTC") -> Person:
        """Who has this user id, or this e-mail address if nobody claimed it yet; else a new employee."""
        if known := await self._known(user) or await self._claimed(user, email):
            return known
        await self._hire(stranger(user, name, timezone), email, user)
        return await self._known(user) or Person(user, name, email)

    async def _known(self, user: str) -> Person | None:
        async with self._sessions() as session:
            row = await session.scalar(select(PersonRow).where(PersonRow.user == user))
        return _person(row) if row else None

    async def _claimed(self, user: str, email: str) -> Person | None:
        """The employee with this address, whose user id this is from now on."""
        unclaimed = select(PersonRow).where(PersonRow.email == email, PersonRow.user.is_(None))
        async with self._sessions.begin() as session:
            row = await session.scalar(unclaimed) if email else None
            if row is not None:
                row.user = user
        return _person(row) if row else None

    async def _hire(self, sample: Sample, email: str = "", user: str | None = None) -> None:
        """Add somebody with all they have, unless another replica has just done so."""
        person, *belongings = rows(sample, email, user)
        try:
            async with self._sessions.begin() as session:
                session.add(person)
                await session.flush()  # the other rows refer to this one
                session.add_all(belongings)
        except IntegrityError:
            return

    async def accounts(self, person: str) -> list[Account]:
        """The person's accounts, the most used first."""
        self._reach("accounts", person)
        async with self._sessions() as session:
            recovery = masked(await recovery_of(session, person))
            query = select(AccountRow).where(AccountRow.person == person).order_by(AccountRow.position)
            return [account(row, recovery) for row in await session.scalars(query)]

    async def reset_password(self, person: str, system: str, *, key: str) -> str:
        """Pretends to send a link; refused for a disabled account, and where there is no recovery address."""

        async def effect(session: AsyncSession) -> str:
            row = await account_row(session, person, system)
            address = await recovery_of(session, person)
            if row.state == "disabled" or not address:
                raise ToolDenied(f"{system} sends no link for this account.")
            return masked(address)

        return await self._once("reset_password", person, key, effect)

    async def unlock_account(self, person: str, system: str, *, key: str) -> None:
        """Opens a locked account; refused for a disabled one."""

        async def effect(session: AsyncSession) -> str:
            row = await account_row(session, person, system)
            if row.state == "disabled":
                raise ToolDenied(f"This {system} account is disabled.")
            row.state = "active"
            return ""

        await self._once("unlock_account", person, key, effect)

    async def factors(self, person: str) -> list[Factor]:
        """The person's second factors."""
        self._reach("factors", person)
        async with self._sessions() as session:
            query = select(FactorRow).where(FactorRow.person == person).order_by(FactorRow.id)
            return [Factor(r.id, r.kind, r.label, r.state) for r in await session.scalars(query)]

    async def reset_factor(self, person: str, factor_id: str, *, key: str) -> str:
        """Removes the factor; refused for somebody else's, and where there is no recovery address."""

        async def effect(session: AsyncSession) -> str:
            row = await session.get(FactorRow, factor_id)
            address = await recovery_of(session, person)
            if row is None or row.person != person or not address:
                raise ToolDenied("The directory does not replace this factor without a person.")
            row.state = "removed"
            return masked(address)

        return await self._once("reset_factor", person, key, effect)

    async def laptops(self, person: str) -> list[Device]:
        """The laptops registered to the person."""
        self._reach("laptops", person)
        return await self._laptops(person)

    async def device_health(self, person: str, asset: str) -> Device:
        """The last reading of one of the person's own laptops."""
        self._reach("device_health", person)
        for device in await self._laptops(person):
            if device.asset == asset:
                return device
        raise ToolDenied(f"{asset} is not registered to this person.")

    async def _laptops(self, person: str) -> list[Device]:
        async with self._sessions() as session:
            query = select(LaptopRow).where(LaptopRow.person == person).order_by(LaptopRow.asset)
            return [Device(**row.reading) for row in await session.scalars(query)]

    async def leave_balances(self, person: str) -> list[LeaveBalance]:
        """What the person is entitled to and has used."""
        self._reach("leave_balances", person)
        async with self._sessions() as session:
            query = select(BalanceRow).where(BalanceRow.person == person).order_by(BalanceRow.kind)
            found = await session.scalars(query)
            return [LeaveBalance(r.kind, r.entitled, r.taken, r.booked) for r in found]

    async def request_leave(
        self, person: str, kind: str, first: date, last: date, days: float, *, key: str
    ) -> str:
        """Books the days; refused for a kind the person does not have, and beyond the balance."""

        async def effect(session: AsyncSession) -> str:
            balance = await session.get(BalanceRow, (person, kind), with_for_update=True)
            if balance is None or balance.entitled - balance.taken - balance.booked < days:
                raise ToolDenied(f"There are not {days:g} days of {kind} leave left.")
            balance.booked += days
            request = LeaveRow(person=person, kind=kind, first=first, last=last, days=days)
            session.add(request)
            await session.flush()
            return f"LV-{request.id:05}"

        return await self._once("request_leave", person, key, effect)

    def _reach(self, tool: str, person: str) -> None:
        if tool in self._down:
            self._down[tool] -= 1
            if not self._down[tool]:
                self.up(tool)
            raise ToolUnavailable(f"The system behind {tool.replace('_', ' ')} does not answer right now.")
        if (tool, person) in self._denied:
            raise ToolDenied(f"The company's rules do not allow {tool.replace('_', ' ')} here.")

    async def _once(self, tool: str, person: str, key: str, effect: Effect) -> str:
        """What the change returned, made now or when this key was first used."""
        try:
            return await self._change(tool, person, key, effect)
        except IntegrityError:  # somebody made it in this very moment, so its result is known now
            return await self._change(tool, person, key, effect)

    async def _change(self, tool: str, person: str, key: str, effect: Effect) -> str:
        """Make a change and record its result in one transaction; for a known key only the result."""
        async with self._sessions.begin() as session:
            if known := await session.get(EffectRow, key):
                return known.result
            self._reach(tool, person)
            session.add(EffectRow(key=key, tool=tool, person=person, result=""))
            await session.flush()  # a second writer of this key stops here, before the effect
            result = await effect(session)
            (await session.get_one(EffectRow, key)).result = result
            return result


async def recovery_of(session: AsyncSession, person: str) -> str:
    """The private address that links are sent to; empty where there is none."""
    return await session.scalar(select(PersonRow.recovery).where(PersonRow.id == person)) or ""


async def account_row(session: AsyncSession, person: str, system: str) -> AccountRow:
    """The person's account in the system; raises ToolDenied where there is none."""
    row = await session.get(AccountRow, (person, system))
    if row is None:
        raise ToolDenied(f"There is no {system} account for this person.")
    return row


def account(row: AccountRow, recovery: str) -> Account:
    """A row as skills see it."""
    return Account(row.system, row.login, row.state, recovery, SYSTEMS[row.system])


def _person(row: PersonRow) -> Person:
    return Person(row.id, row.name, row.email, row.country, row.kind, row.manager, row.timezone)


def masked(address: str) -> str:
    """`a•••@home.example`; empty stays empty."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}•••{at}{domain}" if at else ""
