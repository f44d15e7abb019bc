"""What the handbook was asked in vain is counted, grouped by nearness; what answered, too."""

from datetime import timedelta

from bot.desk import tickets
from bot.learning import gaps
from bot.learning.gaps import Question
from bot.store.base import now
from bot.store.session import Sessions
from bot.store.tables import ConsultationRow
from memory import load_embedder
from tests.coworkers.work import solved


async def asked(store: Sessions, passage: str, text: str = "", desk: str = "it", verdict: str = "") -> int:
    """Somebody asked; a passage answered, or none ("")."""
    async with store.begin() as session:
        ticket = await solved(session, desk=desk)
        ticket.request = text or ticket.request
        await session.flush()
        await gaps.consulted(session, ticket, passage)
        if verdict:
            await tickets.note(session, ticket.number, ticket.requester, verdict)
        return ticket.number


async def test_what_nothing_answered_or_helped(store: Sessions) -> None:
    await asked(store, "", "pet snakes?")
    await asked(store, "vpn.md#mac", "vpn on linux?", verdict=gaps.DID_NOT_HELP)
    await asked(store, "vpn.md#mac", "vpn on a mac?", verdict=gaps.HELPED)
    await asked(store, "parking.md", "parking?", desk="hr")
    async with store() as session:
        found = await gaps.unanswered(session, "T1")
        assert found == [Question("vpn on linux?", "it", True), Question("pet snakes?", "it", False)]
        assert await gaps.answering(session) == {"vpn.md": 2, "parking.md": 1}


async def test_only_the_desks_one_may_see(store: Sessions) -> None:
    await asked(store, "", "pet snakes?", desk="hr")
    async with store() as session:
        assert await gaps.unanswered(session, "T1", {"it"}) == []
        assert len(await gaps.unanswered(session, "T1", {"hr"})) == 1


async def test_the_last_look_counts(store: Sessions) -> None:
    number = await asked(store, "", "vpn?")
    async with store.begin() as session:
        await session.merge(ConsultationRow(ticket=number, team="T1", at=now(), passage="vpn.md"))
    async with store() as session:
        assert await gaps.unanswered(session) == []


async def test_what_is_long_ago_no_longer_counts(store: Sessions) -> None:
    number = await asked(store, "", "vpn?")
    async with store.begin() as session:
        (await session.get_one(ConsultationRow, number)).at = now() - gaps.LOOK_BACK - timedelta(days=1)
    async with store() as session:
        assert await gaps.unanswered(session) == []


def test_questions_that_ask_the_same_are_one_gap() -> None:
    texts = [
        "can I bring my dog to the office?",
        "how do stock options vest?",
        "is it ok to bring a dog to the office",
        "are dogs allowed in the office",
    ]
    found = gaps.grouped([Question(text, "hr", False) for text in texts], load_embedder())
    assert [(gap.example, gap.count) for gap in found] == [(texts[0], 3), (texts[1], 1)]
    assert gaps.grouped([], load_embedder()) == []
