"""People leave: what they had in hand goes back to its desk, with a note, and the next one is asked."""

from bot.intake.rooms import Rooms

LOOK_SECONDS = 300.0


async def look(rooms: Rooms) -> int:
    """Take back what is with people who have left; how many tickets that was. Several replicas may look."""
    leases = rooms.desk.leases
    async with rooms.sessions() as session:
        if not await leases.deserted(session, rooms.team):
            return 0
    async with rooms.sessions.begin() as session:
        return await leases.look(session, rooms.team)
