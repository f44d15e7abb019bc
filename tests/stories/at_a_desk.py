"""What stories at a desk share: a request handed over, its card, its ticket."""

from bot.store.tables import TicketRow
from tests.playground.driver import Json
from tests.stories.stage import Actor, House, ticket_of


async def handed(house: House, employee: Actor, about: str, desk: str = "it") -> tuple[Json, Json]:
    """A request at a desk: the notice in the employee's thread, and the packet."""
    staff, name = {"it": (house.sam, "IT"), "hr": (house.hana, "HR")}[desk]
    told = await employee.asks(f"can I talk to a person in {name} about this: {about}", gets="notice")
    return told, await staff.sees_next("packet", ticket_of(told) + " ", channel=f"{desk}-support")


async def card_of(staff: Actor, packet: Json) -> Json:
    """A packet as it stands now."""
    return next(m for m in await staff.sees(packet["channel"]) if m["ts"] == packet["ts"])


async def ticket(house: House, message: Json) -> TicketRow:
    """The ticket a message is about."""
    async with house.bot.rooms.sessions() as session:
        return await session.get_one(TicketRow, int(ticket_of(message).removeprefix("T-")))
