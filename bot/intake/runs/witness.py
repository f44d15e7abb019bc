"""Writes what skills do into the audit: an intent to change something is committed before it is done."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.governance.audit import Deed, Outcome, params_hash
from bot.intake.rooms import Rooms
from bot.store.tables import TicketRow

CAME_TO = {"denied": Outcome.REFUSED, "unavailable": Outcome.FAILED}


class AuditWitness:
    """Implements `connections.Witness` for one step of one ticket; `key` names that step."""

    def __init__(self, rooms: Rooms, ticket: TicketRow, key: str) -> None:
        self._rooms = rooms
        self._ticket = ticket
        self._key = key
        self._looked: list[tuple[Deed, Outcome]] = []

    async def intends(self, tool: str, arguments: dict[str, str]) -> None:
        """Commit the intent; when that fails, so does the call, and nothing is done."""
        async with self._rooms.sessions.begin() as session:
            await self._rooms.audit.intend(session, **self._call(tool, arguments))

    async def happened(self, tool: str, outcome: str) -> None:
        """Say what came of it; `outcome` begins with the word that decides."""
        async with self._rooms.sessions.begin() as session:
            await self._rooms.audit.settle(session, f"{self._key}:{tool}", _came_to(outcome))

    async def looked(self, tool: str, arguments: dict[str, str], outcome: str) -> None:
        """Remember that something was looked up; it is written down with the step."""
        self._looked.append((self._call(tool, arguments), _came_to(outcome)))

    async def write(self, session: AsyncSession) -> None:
        """Write down what was looked up."""
        for deed, came_to in self._looked:
            await self._rooms.audit.record(session, came_to, **deed)

    async def refused(self, tool: str, why: str) -> None:
        """Say that a skill reached for a tool that is not on its badge."""
        async with self._rooms.sessions.begin() as session:
            await self._rooms.audit.refuse(session, **self._deed(tool, why))

    def _call(self, tool: str, arguments: dict[str, str]) -> Deed:
        deed = self._deed(tool, f"{self._ticket.skill}: {self._ticket.why}")
        deed["details"] = {"arguments": params_hash(dict(arguments))}
        return deed

    def _deed(self, tool: str, why: str) -> Deed:
        ticket = self._ticket
        return {
            "team": ticket.team,
            "actor": ticket.coworker,
            "action": tool,
            "key": f"{self._key}:{tool}",
            "on_behalf_of": ticket.requester,
            "ticket": ticket.number,
            "why": why,
        }


def _came_to(outcome: str) -> Outcome:
    return CAME_TO.get(outcome.partition(":")[0], Outcome.DONE)
