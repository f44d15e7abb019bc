"""After the skills have run: one combined answer to the employee, hand-overs, and what is left to ask."""

from dataclasses import dataclass, field

from bot.desk import tickets
from bot.desk.messages import Question, Reply
from bot.desk.states import OWNED, Move
from bot.intake import handing, phrases, threads
from bot.intake.outcomes import Became
from bot.intake.runs import endings
from bot.intake.runs.endings import UnderWay
from bot.intake.scene import Scene
from bot.intake.voice import tell
from bot.learning import quality
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from skills import Ask, Done, HandOff, Quote


@dataclass
class Combined:
    """What several requests of one message came to."""

    texts: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    asks: list[tuple[TicketRow, Ask]] = field(default_factory=list)
    done: list[TicketRow] = field(default_factory=list)
    under_way: list[TicketRow] = field(default_factory=list)
    handed: list[TicketRow] = field(default_factory=list)

    @property
    def told(self) -> list[TicketRow]:
        """Those about which there is something to say; what is under way is another ticket than asked."""
        return [*self.done, *self.under_way]


async def settle(scene: Scene, numbers: list[int]) -> None:
    """Write down how each ticket's run ended and say so in one message."""
    combined = Combined()
    for number in numbers:
        await _settle_one(scene, await scene.session.get_one(TicketRow, number), combined)
    if not combined.asks:
        combined.asks += await _left_to_ask(scene, combined)
    if combined.asks:
        await _ask(scene, combined)
    elif combined.told:
        await _answer(scene, combined)
    await _came_to(scene, combined)


async def _settle_one(scene: Scene, ticket: TicketRow, combined: Combined) -> None:
    run = await scene.session.get_one(RunRow, ticket.number)
    ending = endings.ending_of(run)
    match ending:
        case Ask():
            await tickets.move(scene.session, ticket, Move.ASK, ticket.coworker)
            combined.asks.append((ticket, ending))
        case Done(text, quotes):
            await tickets.move(
                scene.session, ticket, Move.FINISH, ticket.coworker, solved_at=now(), solved_by="ai"
            )
            await quality.sample(scene.session, ticket, scene.rooms.quality.sampled)
            combined.texts.append(text)
            combined.quotes += quotes
            combined.done.append(ticket)
        case UnderWay(other):
            combined.under_way.append(await _goes_on_as(scene, ticket, other, combined))
        case HandOff(reason, suggestion, rule):
            combined.handed.append(ticket)
            await handing.hand_over(
                scene, ticket, reason, rule=rule or f"skill:{run.skill}", suggestion=suggestion
            )


async def _goes_on_as(scene: Scene, ticket: TicketRow, number: int, combined: Combined) -> TicketRow:
    """Close a ticket whose matter another one of theirs is about, and say where that is; the other one."""
    other = await scene.session.get_one(TicketRow, number)
    await tickets.move(scene.session, ticket, Move.CLOSE, ticket.coworker, f"goes on as {other.id}")
    link = await scene.rooms.line.link(other.channel, other.thread)
    combined.texts.append(phrases.under_way(other, scene.rooms.commands.called(other.coworker), link))
    return other


async def _left_to_ask(scene: Scene, combined: Combined) -> list[tuple[TicketRow, Ask]]:
    """Their next question of this thread, now that one is answered; none while a person has it."""
    [requester] = {ticket.requester for ticket in (*combined.told, *combined.handed)}
    place = scene.place
    here = await tickets.in_thread(scene.session, scene.turn.team, place.channel, place.thread)
    if any(ticket.state in OWNED for ticket in here):
        return []
    theirs = [ticket for ticket in here if ticket.requester == requester]
    waiting = await threads.waiting_question(scene.session, theirs)
    return [waiting] if waiting else []


async def _answer(scene: Scene, combined: Combined) -> None:
    first = combined.told[0]
    reply = Reply(
        scene.place,
        "\n\n".join(combined.texts),
        first.coworker,
        first.number,
        quotes=tuple(combined.quotes),
        offer_person=True,
        helpful=bool(combined.done),
        why=first.why,
    )
    await tell(scene, reply)


async def _ask(scene: Scene, combined: Combined) -> None:
    ticket, ask = combined.asks[0]
    question = Question(
        scene.place,
        "\n\n".join([*combined.texts, ask.question]),
        ticket.coworker,
        ticket.number,
        choices=ask.choices,
        form=ask.form,
        why=ticket.why,
    )
    await tell(scene, question)


async def _came_to(scene: Scene, combined: Combined) -> None:
    if combined.asks:
        what, ticket = Became.ASKED, combined.asks[0][0]
    elif combined.told:
        what, ticket = Became.ANSWERED, combined.told[0]
    else:
        what, ticket = Became.ESCALATED, combined.handed[0]
    await scene.came_to(what, ticket.why, ticket=ticket)
