"""One turn at work: everything a handler needs, so that handlers take a scene and little else."""

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.messages import Notice, Outgoing, Place
from bot.desk.office import Verdict
from bot.desk.voice import By
from bot.governance.people import Member
from bot.intake import outcomes
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.triage.routing import Decision, Route
from bot.intake.turn import Inbound
from bot.store.tables import TicketRow

WITHOUT_A_NOTICE = frozenset({Became.ANSWERED, Became.ASKED, Became.IGNORED, Became.REFUSED})
"""Outcomes after which notes are not told by themselves: an answer carries them, or nobody is to be told."""


@dataclass(frozen=True)
class Scene:
    """A turn, the transaction it is in, who it is from, and what triage makes of its words.

    `place` is where it is answered, `text` the words that may hold a request, `notes` what the person
    should know besides the answer.
    """

    rooms: Rooms
    session: AsyncSession
    turn: Inbound
    member: Member
    decision: Decision
    place: Place
    text: str = ""
    notes: tuple[str, ...] = ()

    @property
    def by(self) -> By:
        """Who acts, and where an answer that only they see can go."""
        return By(self.turn.user, self.turn.address)

    @property
    def wants_people(self) -> bool:
        """Whether the words ask for people; being unsure what they ask for, or taught so, is not that."""
        by_words = self.decision.rule.partition(":")[0] not in {"unsure", "lesson"}
        return self.decision.route is Route.PERSON and by_words

    def at(self, place: Place) -> "Scene":
        """The same, answered elsewhere."""
        return replace(self, place=place)

    def noting(self, *notes: str) -> "Scene":
        """The same, with more to say beside the answer."""
        return replace(self, notes=(*notes, *self.notes))

    async def say(self, message: Outgoing) -> str:
        """Queue a message; it is sent if, and only if, this transaction commits."""
        return await self.rooms.line.say(self.session, message)

    async def own(self, number: int, action: str) -> TicketRow | None:
        """The ticket of this number if it is this person's; otherwise None, and the attempt is on record."""
        ticket = await tickets.find(self.session, self.turn.team, number)
        if ticket is None or ticket.requester != self.turn.user:
            await self.refuse(action)
            return None
        return ticket

    async def refuse(self, action: str, why: str = "") -> None:
        """Write down that somebody tried what is not for them."""
        turn = self.turn
        await self.rooms.audit.refuse(
            self.session, team=turn.team, actor=turn.user, action=action, key=turn.key, why=why
        )

    async def judged(self, verdict: Verdict) -> None:
        """Write down that the desk did what staff wanted, or why it did not."""
        await self.came_to(Became.NOTED if verdict is Verdict.DONE else Became.REFUSED, verdict)

    async def came_to(
        self, what: Became, reason: str = "", *, ticket: TicketRow | None = None, rule: str = ""
    ) -> None:
        """Write down what became of the turn; notes that no answer could carry are told by themselves."""
        if self.notes and what not in WITHOUT_A_NOTICE:
            await self.say(Notice(self.place, "\n".join(self.notes), ticket.number if ticket else None))
        await outcomes.record(
            self.session,
            self.turn,
            what,
            reason,
            ticket=ticket.number if ticket else None,
            rule=rule or (ticket.rule if ticket else ""),
            score=ticket.score if ticket else None,
        )
