"""Several people, one trouble: tickets linked to one lead, solved together, each person told once."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import incident_words as words
from bot.desk import links, tickets
from bot.desk.desk import Desk
from bot.desk.likeness import MAYBE, SAME, Likeness, common_words
from bot.desk.links import Kind
from bot.desk.messages import Press
from bot.desk.office import Verdict
from bot.desk.shorten import cut, one_line
from bot.desk.states import WITH_DESK, Move, State
from bot.desk.voice import By
from bot.governance.access import Action
from bot.store.base import now
from bot.store.tables import IncidentRow, TicketRow

COMPARED = 20
"""Reports of an incident that a new one is compared with, the latest."""
LONGEST_TITLE = 120


class Incidents:
    """Finds, links and solves what belongs together; each in the session of its turn."""

    def __init__(self, desk: Desk, likeness: Likeness) -> None:
        self._desk = desk
        self._office = desk.office
        self._likeness = likeness

    async def look(self, session: AsyncSession, ticket: TicketRow) -> None:
        """Before its packet is put up: note which tickets of its desk it may be the same as."""
        if ticket.rule.startswith(links.WITHOUT_MACHINES):
            return
        others = [other for other in await links.recent(session, ticket) if self._comparable(ticket, other)]
        scores = self._likeness.scores(ticket.request, [other.request for other in others])
        likest: dict[int, float] = {}
        for score, other in zip(scores, others, strict=True):
            lead = await links.lead_of(session, other) or other
            if score >= MAYBE and lead.number != ticket.number:
                likest[lead.number] = max(score, likest.get(lead.number, 0.0))
        ranked = sorted(((score, number) for number, score in likest.items()), reverse=True)
        await links.note_likeness(session, ticket, ranked)

    async def known(
        self, session: AsyncSession, team: str, user: str, text: str
    ) -> tuple[IncidentRow, TicketRow, TicketRow | None] | None:
        """The open incident that a new report tells of, its lead, and the author's ticket in it, if any."""
        best, found = SAME, None
        for incident, lead in await links.open_incidents(session, team):
            if self._office.private(lead.desk):
                continue
            members = [lead, *await links.linked(session, lead.number)]
            score = max(self._likeness.scores(text, [one.request for one in members[-COMPARED:]]))
            if score >= best:
                best, found = score, (incident, lead, _own(members, user))
        return found

    async def link(self, session: AsyncSession, team: str, number: int, by: By, to: int) -> Verdict:
        """Staff say that a ticket is the same as another one: a duplicate, or one more of an incident."""
        ticket = await self._office.for_staff(session, team, number, by, Action.LINK_TICKET)
        if isinstance(ticket, Verdict):
            return ticket
        lead = await self._lead(session, ticket, to)
        others = await links.how_many(session, number)
        if lead is None or others:
            text = words.leads_others(ticket, others) if others else words.no_lead(to)
            await self._desk.voice.to_clicker(session, ticket, by, text)
            return Verdict.TOO_LATE
        if lead.requester == ticket.requester:
            return await self._duplicate(session, ticket, by, lead)
        if not self._comparable(ticket, lead):
            text = words.kept_apart(self._desk.voice.title(ticket.desk))
            return await self._office.refuse(session, ticket, by, Action.LINK_TICKET, text)
        incident = await self._incident(session, lead, ticket, by.user)
        if not await self.join(session, ticket, lead, by.user):
            return await self._office.too_late(session, ticket, by)
        text = words.linked(ticket, self._desk.voice.title(ticket.desk), incident.title)
        await self._desk.voice.to_requester(session, ticket, text, offer_person=True)
        return Verdict.DONE

    async def join(self, session: AsyncSession, ticket: TicketRow, lead: TicketRow, by: str) -> bool:
        """From now on a ticket waits for the lead; what its author writes is read in the lead's thread."""
        event = await tickets.move(
            session, ticket, Move.LINK, by, lead.id, desk=lead.desk, assignee=None, claimed_at=None
        )
        if event is None:
            return False
        await links.link(session, ticket, lead, Kind.INCIDENT, by)
        await self._office.record(session, ticket, event, Action.LINK_TICKET, lead=lead.number)
        await self._desk.clocks.stop(session, ticket.number)
        if ticket.packet is None:
            ticket.packet = lead.packet
        await self._desk.cards.redraw(session, ticket)
        await self._desk.cards.redraw(session, lead)
        name = await self._desk.voice.name(ticket.requester)
        people = 1 + await links.how_many(session, lead.number)
        out = Press("Not the same", Action.UNLINK_TICKET, str(ticket.number))
        text = words.one_more(ticket, name, people)
        await self._desk.voice.to_staff(session, lead, text, offers=(out,))
        return True

    async def put_back(self, session: AsyncSession, ticket: TicketRow, lead: TicketRow, by: str) -> bool:
        """A ticket with a card of its own is something else after all: it lies on the desk by itself."""
        event = await tickets.move(session, ticket, Move.UNLINK, by, handed_at=now())
        if event is None:
            return False
        await self._office.record(session, ticket, event, Action.UNLINK_TICKET, lead=lead.number)
        await self._desk.cards.redraw(session, ticket)
        text = words.taken_out(ticket, self._desk.voice.title(ticket.desk))
        await self._desk.voice.to_requester(session, ticket, text)
        await self._desk.clocks.set(session, ticket)
        await self._desk.wait(session, ticket)
        return True

    async def left(self, session: AsyncSession, ticket: TicketRow, lead: TicketRow) -> None:
        """The lead's thread and card say that a ticket is not part of it any more."""
        name = await self._desk.voice.name(ticket.requester)
        await self._desk.voice.to_staff(session, lead, words.one_less(ticket, name))
        await self._desk.cards.redraw(session, lead)

    async def solve_the_rest(self, session: AsyncSession, lead: TicketRow, by: By, fix: str) -> int:
        """The lead is solved: so is all that waited for it, and each of its people is told once; how many."""
        incident = await session.get(IncidentRow, lead.number)
        told, name = {lead.requester}, await self._desk.voice.name(by.user)
        for ticket in await links.linked(session, lead.number):
            if not await self._solve(session, ticket, lead, by.user, fix) or ticket.requester in told:
                continue
            told.add(ticket.requester)
            text = words.solved(ticket, name, incident.title if incident else "", fix)
            await self._desk.voice.to_requester(session, ticket, text)
            await self._desk.survey(session, ticket, name)
        if incident:
            incident.solved_at = now()
        if len(told) > 1:
            await self._desk.voice.to_staff(session, lead, words.all_told(len(told)))
        return len(told)

    async def _solve(
        self, session: AsyncSession, ticket: TicketRow, lead: TicketRow, by: str, fix: str
    ) -> bool:
        own_card = ticket.packet if ticket.packet != lead.packet else None
        event = await tickets.move(
            session,
            ticket,
            Move.RESOLVE,
            by,
            f"with {lead.id}",
            solved_at=now(),
            solved_by=by,
            assignee=by,
            fix=cut(fix, 3_000),
            packet=own_card,
        )
        if event is None:
            return False
        await self._office.record(session, ticket, event, Action.RESOLVE, lead=lead.number)
        await self._desk.clocks.stop(session, ticket.number)
        await self._desk.cards.redraw(session, ticket)
        return True

    async def tell_everybody(
        self, session: AsyncSession, team: str, number: int, by: By, text: str
    ) -> Verdict:
        """News from staff to all who are in an incident, each in their own thread."""
        lead = await self._office.for_staff(session, team, number, by, Action.TELL_EVERYBODY)
        if isinstance(lead, Verdict):
            return lead
        incident = await session.get(IncidentRow, number)
        if incident is None or lead.state not in WITH_DESK:
            return await self._office.too_late(session, lead, by)
        told: set[str] = set()
        for ticket in [lead, *await links.linked(session, number)]:
            if ticket.requester not in told:
                told.add(ticket.requester)
                said = words.news(self._desk.voice.title(lead.desk), incident.title, text)
                await self._desk.voice.to_requester(session, ticket, said)
        event = await tickets.note(session, number, by.user, "news", text)
        await self._office.record(session, lead, event, Action.TELL_EVERYBODY, people=len(told))
        await self._desk.voice.to_staff(
            session, lead, f"{words.all_told(len(told))}\n> {one_line(text, 500)}"
        )
        return Verdict.DONE

    async def name_it(self, session: AsyncSession, team: str, number: int, by: By, title: str) -> Verdict:
        """Staff say what everybody in an incident reads about it."""
        lead = await self._office.for_staff(session, team, number, by, Action.NAME_INCIDENT)
        if isinstance(lead, Verdict):
            return lead
        incident = await session.get(IncidentRow, number)
        if incident is None:
            return await self._office.too_late(session, lead, by)
        incident.title = one_line(title, LONGEST_TITLE)
        event = await tickets.note(session, number, by.user, "named", incident.title)
        await self._office.record(session, lead, event, Action.NAME_INCIDENT)
        await self._desk.cards.redraw(session, lead)
        return Verdict.DONE

    async def _incident(
        self, session: AsyncSession, lead: TicketRow, ticket: TicketRow, by: str
    ) -> IncidentRow:
        """The incident of a lead; a new one is called by what two of its people said of their own accord."""
        incident = await session.get(IncidentRow, lead.number)
        if incident is None:
            title = common_words([lead.request, ticket.request])
            incident = IncidentRow(
                lead=lead.number, team=lead.team, desk=lead.desk, title=title, opened_by=by
            )
            session.add(incident)
            await self._desk.voice.to_staff(session, lead, words.named(title))
        incident.solved_at = None
        await session.flush()
        return incident

    async def _duplicate(self, session: AsyncSession, ticket: TicketRow, by: By, lead: TicketRow) -> Verdict:
        event = await tickets.move(session, ticket, Move.CLOSE, by.user, f"goes on as {lead.id}")
        if event is None:
            return await self._office.too_late(session, ticket, by)
        await links.link(session, ticket, lead, Kind.DUPLICATE, by.user)
        await self._office.record(session, ticket, event, Action.LINK_TICKET, lead=lead.number)
        await self._desk.clocks.stop(session, ticket.number)
        await self._desk.cards.redraw(session, ticket)
        link = await self._office.line.link(lead.channel, lead.thread)
        await self._desk.voice.to_requester(session, ticket, words.goes_on_as(ticket, lead, link))
        return Verdict.DONE

    async def _lead(self, session: AsyncSession, ticket: TicketRow, to: int) -> TicketRow | None:
        """What a ticket is put to when staff name this one: itself, or what it goes with in its turn."""
        other = await tickets.find(session, ticket.team, to)
        lead = (await links.lead_of(session, other) or other) if other else None
        if lead is None or lead.desk != ticket.desk or lead.state not in WITH_DESK or lead is ticket:
            return None
        return lead

    def _comparable(self, ticket: TicketRow, other: TicketRow) -> bool:
        """Whether two tickets may be put together: not from person to person where matters are private."""
        alone = any(one.rule.startswith(links.WITHOUT_MACHINES) for one in (ticket, other))
        return other.requester == ticket.requester or not (alone or self._office.private(ticket.desk))


def _own(members: list[TicketRow], user: str) -> TicketRow | None:
    return next((one for one in members if one.requester == user and one.state != State.SOLVED), None)
