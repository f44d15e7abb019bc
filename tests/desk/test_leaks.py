"""No order of notes, edits, deletions, claims, joins and reassignments lets a note reach the employee."""

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Outgoing, Relay, RelayDeleted, RelayEdited
from bot.desk.relay.relays import Relays, Spoken
from bot.desk.states import OWNED
from bot.desk.voice import By
from bot.store.tables import TicketRow
from tests.desk.conftest import Scene
from tests.fakes import SAM, SARA, TEAM

NOTES = ("// CANARY", "Bring it.\nnote: CANARY", "> 🔒 CANARY", "*!note* CANARY")
PLAIN = ("Bring it at 3", "https://intranet // docs")
WORDS = st.sampled_from([*NOTES, *PLAIN])
WHO = st.sampled_from([SAM.id, SARA.id])
MESSAGE = st.integers(0, 1)

deeds = st.one_of(
    st.tuples(st.just("say"), MESSAGE, WHO, WORDS),
    st.tuples(st.just("say"), MESSAGE, st.just(SAM.id), WORDS),
    st.tuples(st.just("edit"), MESSAGE, WHO, WORDS),
    st.tuples(st.just("delete"), MESSAGE),
    st.tuples(st.sampled_from(["claim", "release", "join", "leave", "resolve"]), WHO),
    st.tuples(st.just("assign"), WHO, WHO),
)


class Talk:
    """A ticket, its staff, and what has a right to be read by the employee."""

    def __init__(self, scene: Scene, session: AsyncSession, ticket: TicketRow) -> None:
        self.scene, self.session, self.ticket = scene, session, ticket
        self.author: dict[int, str] = {}
        self.joined: set[tuple[str, str]] = set()
        self.allowed: set[str] = set()
        self.seen: dict[str, str] = {}
        self._heard = len(scene.line.said)

    def may_write(self, who: str) -> bool:
        """Said a second time, and plainly: who has it, or joined whoever has it."""
        holder = self.ticket.assignee or ""
        owned = self.ticket.state in OWNED
        return owned and (who == holder or (who, holder) in self.joined)

    async def say(self, message: int, who: str, words: str) -> None:
        """A message is said once; every one of them has a text of its own."""
        if message in self.author:
            return
        self.author[message] = who
        text = f"{words} {message}.{len(self.seen)}"
        if self.may_write(who) and words in PLAIN:
            self.allowed.add(text)
        await self.scene.desk.relays.from_staff(self.session, self.ticket, self._spoken(message, text))

    async def edit(self, message: int, _who: str, words: str) -> None:
        """Only its author changes a message; what crossed may be changed by whoever may write."""
        who = self.author.get(message)
        if who is None:
            return
        text = f"{words} {message}.edited"
        stands = self._source(message) in self.seen
        if stands and words in PLAIN and (who == self.ticket.assignee or self.may_write(who)):
            self.allowed.add(text)
        said = self._spoken(message, text)
        await self.scene.desk.relays.edited(self.session, self.ticket, said, at_the_desk=True)

    async def delete(self, message: int) -> None:
        """Anybody takes their own words back."""
        if who := self.author.get(message):
            relays: Relays = self.scene.desk.relays
            await relays.deleted(self.session, self.ticket, who, self._source(message), at_the_desk=True)

    async def claim(self, who: str) -> None:
        await self.scene.desk.claim(self.session, TEAM, self.ticket.number, By(who))

    async def release(self, who: str) -> None:
        await self.scene.desk.release(self.session, TEAM, self.ticket.number, By(who))

    async def assign(self, who: str, to: str) -> None:
        await self.scene.desk.assign(self.session, TEAM, self.ticket.number, By(who), to)

    async def resolve(self, who: str) -> None:
        await self.scene.desk.resolve(self.session, TEAM, self.ticket.number, By(who), fix="done")

    async def join(self, who: str) -> None:
        holder = self.ticket.assignee
        await self.scene.desk.joining.join(self.session, TEAM, self.ticket.number, By(who))
        if holder and self.ticket.state in OWNED:
            self.joined.add((who, holder))

    async def leave(self, who: str) -> None:
        await self.scene.desk.joining.leave(self.session, TEAM, self.ticket.number, By(who))
        self.joined = {pair for pair in self.joined if pair[0] != who}

    async def take_note(self) -> None:
        """Hear what went out since; nothing of it may be what has no right to."""
        new, self._heard = self.scene.line.said[self._heard :], len(self.scene.line.said)
        for message in new:
            await self._judge(message)

    async def _judge(self, message: Outgoing) -> None:
        if isinstance(message, RelayDeleted):
            self.seen.pop(message.source, None)
            await self.scene.line.forget(self.session, message.source)
            return
        relay = message.relay if isinstance(message, RelayEdited) else message
        if isinstance(relay, Relay) and relay.packet is None:
            assert "CANARY" not in relay.text
            assert relay.text in self.allowed
            self.seen[relay.source] = relay.text

    def _source(self, message: int) -> str:
        return f"C-it:{message}.1"

    def _spoken(self, message: int, text: str) -> Spoken:
        return Spoken(self.author[message], text, self._source(message))


orders = st.tuples(st.sampled_from([(), (("claim", SAM.id),)]), st.lists(deeds, min_size=8, max_size=20))


TAKEN = (("claim", SAM.id),)
TO_SARA = ("assign", SAM.id, SARA.id)


@example((TAKEN, [("say", 0, SAM.id, PLAIN[0]), TO_SARA, ("edit", 0, SAM.id, PLAIN[1])]))
@example(
    (TAKEN, [("say", 0, SAM.id, PLAIN[0]), ("edit", 0, SAM.id, NOTES[0]), ("edit", 0, SAM.id, PLAIN[1])])
)
@example((TAKEN, [("say", 0, SARA.id, NOTES[1]), TO_SARA, ("edit", 0, SARA.id, PLAIN[0])]))
@example((TAKEN, [("join", SARA.id), TO_SARA, ("say", 0, SAM.id, PLAIN[0])]))
@example((TAKEN, [("join", SARA.id), ("resolve", SAM.id), ("join", SARA.id), ("say", 0, SARA.id, PLAIN[0])]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders)
async def test_no_order_of_deeds_leaks_a_note(scene: Scene, order: Any) -> None:
    first, others = order
    async with scene.sessions() as session:
        talk = Talk(scene, session, await scene.queued(session))
        for name, *given_to in (*first, *others):
            await getattr(talk, name)(*given_to)
            await talk.take_note()
