"""How well handing over works: counts of what staff and employees say, each with what it is taken of."""

from datetime import timedelta

from bot.desk.states import Move
from bot.learning import handovers
from bot.learning.handovers import Handovers
from bot.store.base import now
from bot.store.session import Sessions
from tests.coworkers.work import said, solved, ticket


async def figures(store: Sessions, desk: str = "it") -> Handovers:
    async with store() as session:
        return await handovers.handovers(session, "T1", [desk], now() - timedelta(days=7))


async def test_nothing_handed_over_is_nothing_to_tell(store: Sessions) -> None:
    async with store.begin() as session:
        await ticket(session)
        await solved(session)
    found = await figures(store)
    assert found == Handovers()
    assert found.repeat_question_rate is found.repeat_yourself_rate is found.return_rate is None
    assert "nothing to tell (0 judged)" in handovers.told(found)[0]


async def test_the_last_click_of_each_counts(store: Sessions) -> None:
    async with store.begin() as session:
        row = await ticket(session, handed_at=now(), claimed_at=now())
        for useful in (False, True):
            await handovers.rate(session, row.number, "USAM", useful=useful)
        await handovers.rate(session, row.number, "USARA", useful=False)
        await handovers.lack(session, row.number, "USARA", "device")
    found = await figures(store)
    assert (found.taken, found.judged, found.useful, found.lacked) == (1, 2, 1, {"device": 1})
    assert found.useful_rate == 0.5
    assert "which device (1)" in handovers.told(found)[-1]


async def test_a_ticket_with_two_repeated_questions_is_one_of_those_taken(store: Sessions) -> None:
    async with store.begin() as session:
        rows = [await ticket(session, handed_at=now(), claimed_at=now()) for _ in range(4)]
        for n, answer in enumerate(["asset: LT-1", "error: 5", ""]):
            await handovers.ask(session, rows[0].number, "USAM", f"C:{n}", answer)
        await handovers.ask(session, rows[0].number, "USAM", "C:0", "")
    found = await figures(store)
    assert (found.asked, found.repeated, found.repeating, found.taken) == (3, 2, 1, 4)
    assert found.repeat_question_rate == 0.25


async def test_what_employees_say_and_what_comes_back(store: Sessions) -> None:
    async with store.begin() as session:
        for stars, again, event in (
            (5, False, Move.REOPEN),
            (2, True, Move.REQUEUE),
            (None, None, Move.RESOLVE),
        ):
            row = await solved(session, by="USAM", handed_at=now(), rating=stars, had_to_repeat=again)
            await said(session, row, event)
    found = await figures(store)
    assert (found.told, found.had_to_repeat, found.rated, found.stars) == (2, 1, 2, 7)
    assert (found.solved, found.returned) == (3, 1)
    assert "Rating: 3.5 of 5 (2 answered)" in handovers.told(found)


async def test_each_desk_has_its_own(store: Sessions) -> None:
    async with store.begin() as session:
        await ticket(session, handed_at=now(), claimed_at=now(), desk="hr")
    assert (await figures(store)).taken == 0
    assert (await figures(store, "hr")).taken == 1
