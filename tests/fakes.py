"""Stand-ins for the world outside a room: a line that remembers what was said, and a small company."""

from collections.abc import Mapping
from itertools import count
from typing import TypeVar

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Outgoing, PacketCard, Relay
from bot.governance.people import Member
from bot.store.tables import OutboxRow

T = TypeVar("T")

TEAM = "T1"
ADA = Member(
    "UADA", TEAM, "Ada Lovelace", email="ada@corp.example", title="Analyst", timezone="Europe/London"
)
BEN = Member("UBEN", TEAM, "Ben Okri")
SAM = Member("USAM", TEAM, "Sam Vimes", title="IT support", picture="https://pictures.example/sam.png")
SARA = Member("USARA", TEAM, "Sara Lindt", title="IT support")
HANA = Member("UHANA", TEAM, "Hana Kim", title="HR")
ROOT = Member("UROOT", TEAM, "Root Admin", admin=True, owner=True)
GUEST = Member("UGUEST", TEAM, "Gus Guest", guest=True)


class FakePeople:
    """Implements `governance.People` for a company of six and a guest."""

    def __init__(
        self,
        members: tuple[Member, ...] = (ADA, BEN, SAM, SARA, HANA, ROOT, GUEST),
        staff: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.members = {member.id: member for member in members}
        self.groups: dict[str, frozenset[str]] = {}
        self.desks = dict(staff or {"it": frozenset({SAM.id, SARA.id}), "hr": frozenset({HANA.id})})

    async def member(self, user: str) -> Member:
        """Somebody of the company, or `gone`."""
        return self.members.get(user) or Member(user, TEAM, "someone", gone=True)

    async def staff(self, desk: str) -> frozenset[str]:
        """Who works at a desk."""
        return self.desks.get(desk, frozenset())

    async def admins(self) -> frozenset[str]:
        """Admins and owners."""
        return frozenset(m.id for m in self.members.values() if m.admin or m.owner)

    async def owner(self) -> str:
        """The first owner."""
        return next((m.id for m in self.members.values() if m.owner), "")

    async def group(self, group: str) -> frozenset[str]:
        """Who is in a user group."""
        return self.groups.get(group, frozenset())

    async def behind(self, address: str) -> str:
        """Whoever has this e-mail address."""
        return next((m.id for m in self.members.values() if m.email == address), "")


class FakeLine:
    """Implements `desk.Line`: keeps what was said, and the outbox rows others look up, as if sent at once."""

    def __init__(self) -> None:
        self.said: list[Outgoing] = []
        self._seq = count(1)

    async def say(self, session: AsyncSession, message: Outgoing) -> str:
        """Remember it; packets and relays get an outbox row with a `ts`."""
        number = next(self._seq)
        self.said.append(message)
        if isinstance(message, PacketCard | Relay):
            session.add(_row(number, message))
            await session.flush()
        return f"out-{number}"

    async def channel_of(self, desk: str) -> str:
        """`C-` and the desk's name."""
        return f"C-{desk}"

    async def direct(self, user: str) -> str:
        """`D-` and the user's id."""
        return f"D-{user}"

    async def link(self, channel: str, ts: str) -> str:
        """An address that names both."""
        return f"https://corp.slack.example/archives/{channel}/p{ts}"

    async def forget(self, session: AsyncSession, source: str) -> None:
        """The relay from `source` is taken back, as SlackLine does it for a `RelayDeleted`."""
        taken = update(OutboxRow).where(OutboxRow.source == source).values(taken_back=True)
        await session.execute(taken)

    def all(self, kind: type[T]) -> list[T]:
        """Everything of one kind that was said, in order."""
        return [message for message in self.said if isinstance(message, kind)]

    def last(self, kind: type[T]) -> T:
        """The newest of one kind."""
        return self.all(kind)[-1]


def _row(number: int, message: PacketCard | Relay) -> OutboxRow:
    packet = isinstance(message, PacketCard)
    return OutboxRow(
        id=f"out-{number}",
        verb="post",
        channel=message.place.channel,
        kind="packet" if packet else "relay",
        ticket=message.packet.ticket if isinstance(message, PacketCard) else message.ticket,
        body={},
        source=None if isinstance(message, PacketCard) else message.source,
        mirror=None if isinstance(message, PacketCard) else {"inward": message.packet is not None},
        state="sent",
        ts=f"{1000 + number}.000100",
    )


async def at_once(_pace: object, _channel: str) -> float:
    """In place of `Pace.take`, where people talk faster than Slack would let them."""
    return 0.0
