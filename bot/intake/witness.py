"""Writes what skills do into the audit: the intent is committed before the tool is called."""

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

    async def intends(self, tool: str, arguments: dict[str, str]) -> None:
        """Commit the intent; when that fails, so does the call, and nothing is done."""
        ticket = self._ticket
        deed = self._deed(tool, f"{ticket.skill}: {ticket.why}")
        deed["details"] = {"arguments": params_hash(dict(arguments))}
        async with self._rooms.sessions.begin() as session:
            await self._rooms.audit.intend(session, **deed)

    async def happened(self, tool: str, outcome: str) -> None:
        """Say what came of it; `outcome` begins with the word that decides."""
        came_to = CAME_TO.get(outcome.partition(":")[0], Outcome.DONE)
        async with self._rooms.sessions.begin() as session:
            await self._rooms.audit.settle(session, f"{self._key}:{tool}", came_to)

    async def refused(self, tool: str, why: str) -> None:
        """Say that a skill reached for a tool that is not on its badge."""
        async with self._rooms.sessions.begin() as session:
            await self._rooms.audit.refuse(session, **self._deed(tool, why))

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
