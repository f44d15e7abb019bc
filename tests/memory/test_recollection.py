"""Nobody repeats themselves: what was told long ago is recalled, corrected, erased, and never another's."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from memory import Embedder, LexicalEmbedder, Memory, Plain, Role, Said, Source, load_embedder, metadata
from memory.records import Records

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOLD = {
    "The plotter on the third floor has the serial number SX-88121-K.": "SX-88121-K",
    "My approver for anything that costs money is Imke Paulsen.": "Imke Paulsen",
    "I work from Tromsø on Wednesdays, in the Arctic office.": "Tromsø",
    "Please do not ring me, I am deaf in one ear; write to me instead.": "do not ring me",
}
ASKED = {
    "What is the serial of the plotter?": "SX-88121-K",
    "Who signs off purchases for me?": "Imke Paulsen",
    "Where am I in the middle of the week?": "Tromsø",
    "How do I like to be contacted, by phone?": "do not ring me",
}
CHATTER = (
    "The build of service {n} was slow again.",
    "Can you look at dashboard {n}, it shows old figures?",
    "Meeting {n} moved, no need to do anything.",
    "The coffee machine on level {n} is fine now.",
    "Report {n} is attached, thanks for the help.",
)


@pytest.fixture
async def session() -> AsyncIterator[AsyncSession]:
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with AsyncSession(engine, expire_on_commit=False) as opened:
        yield opened
    await engine.dispose()


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


def said(n: int, text: str, person: str = "ada", conversation: str = "dm") -> Said:
    id = f"{person}:{conversation}:{n}"  # noqa: A001
    at = NOON + timedelta(minutes=n)
    return Said(id, "T1", person, conversation, person.title(), Role.EMPLOYEE, text, at)


async def hear(memory: Memory, session: AsyncSession, *lines: str, person: str = "ada") -> None:
    for n, line in enumerate(lines):
        await memory.hear(session, said(n, line, person))


def history(length: int) -> list[str]:
    """`length` messages of chatter; what counts is told in the first tenth of them."""
    lines = [CHATTER[n % len(CHATTER)].format(n=n) for n in range(length)]
    for place, text in enumerate(TOLD):
        lines[place * length // 40] = text
    return lines


@pytest.mark.parametrize("length", [50, 500, 5000])
async def test_planted_facts_are_in_the_context_however_long_the_history(
    session: AsyncSession, embedder: Embedder, length: int
) -> None:
    memory = Memory(embedder=embedder if length == 50 else LexicalEmbedder())
    await hear_quickly(memory, session, history(length))
    for question, answer in ASKED.items():
        context = await memory.context(session, "T1", "ada", "dm", asked=question)
        assert context.tokens <= 2000
        assert answer in context.text, question


async def hear_quickly(memory: Memory, session: AsyncSession, lines: list[str]) -> None:
    """As `hear`; of thousands of lines of chatter, which leave no facts, most are only written down."""
    for n, line in enumerate(lines):
        if line in TOLD or len(lines) == 50 or n % 50 == 0:
            await memory.hear(session, said(n, line))
        else:
            session.add(Records(Plain()).message(said(n, line)))


@pytest.fixture
def memory(embedder: Embedder) -> Memory:
    return Memory(embedder=embedder)


async def test_what_was_told_in_another_thread_is_recalled_but_not_where_others_read_along(
    memory: Memory, session: AsyncSession
) -> None:
    await memory.hear(session, said(1, "The spare key to the archive is behind the fern.", conversation="a"))
    await memory.hear(session, said(2, "good morning", conversation="b"))
    asked = "Where can I find the key for the archive?"
    there = await memory.context(session, "T1", "ada", "b", asked=asked)
    assert "behind the fern" in there.text
    channel = await memory.context(session, "T1", "ada", "b", asked=asked, elsewhere=False)
    assert "fern" not in channel.text


async def test_nobody_recalls_what_another_person_told(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "canary-7731 is my door code", person="ben")
    await hear(memory, session, "my door code sticks", person="ada")
    found = await memory.recall(session, "T1", "ada", "what is the door code?")
    assert [line.text for line in found] == ["my door code sticks"]
    assert await memory.recall(session, "T2", "ben", "what is the door code?") == []


async def test_recall_follows_edits_deletions_and_what_is_said_next(
    memory: Memory, session: AsyncSession
) -> None:
    await hear(memory, session, "the lift code is 4411", "lunch was good")
    assert await texts(memory, session, "lift code") == ["the lift code is 4411", "lunch was good"]
    await memory.amend(session, "ada:dm:0", "the lift code is 5522")
    await memory.hear(session, said(7, "the lift is slow"))
    assert (await texts(memory, session, "lift code"))[0] == "the lift code is 5522"
    await memory.drop(session, "ada:dm:0")
    assert sorted(await texts(memory, session, "lift code")) == ["lunch was good", "the lift is slow"]


async def test_what_another_replica_deleted_is_not_recalled_from_an_old_index(
    memory: Memory, session: AsyncSession, embedder: Embedder
) -> None:
    await hear(memory, session, "the lift code is 4411", "lunch was good")
    await texts(memory, session, "lift code")
    elsewhere = Memory(embedder=embedder)
    await elsewhere.drop(session, "ada:dm:0")
    assert await texts(memory, session, "lift code") == ["lunch was good"]
    await elsewhere.forget(session, "T1", "ada")
    assert await texts(memory, session, "lift code") == []


async def texts(memory: Memory, session: AsyncSession, question: str) -> list[str]:
    return [line.text for line in await memory.recall(session, "T1", "ada", question)]


async def test_a_single_thing_is_put_right_wherever_it_was_said(
    memory: Memory, session: AsyncSession
) -> None:
    await memory.hear(session, said(1, "my tag is LT-20394", conversation="a"))
    await memory.hear(session, said(2, "my tag is LT-20394", conversation="b"))
    number = (await memory.about(session, "T1", "ada"))[0].number
    assert await memory.correct(session, "T1", "ben", number, "LT-1") is None
    before = await memory.correct(session, "T1", "ada", number, "LT-20395")
    assert before is not None
    assert before.value == "LT-20394"
    now = await memory.about(session, "T1", "ada")
    assert [(fact.value, fact.source) for fact in now] == [("LT-20395", Source.CONFIRMED)]


async def test_a_single_thing_is_erased_from_everything(memory: Memory, session: AsyncSession) -> None:
    for n in range(60):
        text = "my tag is LT-20394, and my other one is LT-777001" if n == 3 else f"line {n}"
        await memory.hear(session, said(n, text))
    number = next(f.number for f in await memory.about(session, "T1", "ada") if f.value == "LT-20394")
    assert await memory.erase(session, "T1", "ben", number) is None
    assert await memory.erase(session, "T1", "ada", number) is not None
    context = await memory.context(session, "T1", "ada", "dm", asked="what is my tag?")
    assert "LT-20394" not in context.text
    assert "LT-777001" in context.text
    assert all("LT-20394" not in line.text for line in await memory.transcript(session, "T1", "dm"))
    assert "LT-20394" not in [f.value for f in await memory.facts(session, "T1", "ada", current=False)]
