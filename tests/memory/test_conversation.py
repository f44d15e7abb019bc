"""A conversation is heard once, corrected, edited, deleted, summed up and forgotten."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from memory import Fact, Memory, Role, Said, Source, metadata
from memory.tables import FactRow, Message, SummaryRow

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Backwards:
    """A cipher whose work can be seen."""

    def seal(self, text: str) -> str:
        return "sealed:" + text[::-1]

    def open(self, sealed: str) -> str:
        return sealed.removeprefix("sealed:")[::-1]


@pytest.fixture
async def session() -> AsyncIterator[AsyncSession]:
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with AsyncSession(engine, expire_on_commit=False) as opened:
        yield opened
    await engine.dispose()


@pytest.fixture
def memory() -> Memory:
    return Memory(Backwards())


def said(
    n: int, text: str, role: Role = Role.EMPLOYEE, person: str = "ada", conversation: str = "dm"
) -> Said:
    speaker = {Role.EMPLOYEE: "Ada", Role.COWORKER: "Jordan"}.get(role, "Sam")
    return Said(
        f"{conversation}:{n}", "T1", person, conversation, speaker, role, text, NOON + timedelta(seconds=n)
    )


async def hear(memory: Memory, session: AsyncSession, *lines: str, start: int = 0) -> None:
    """Lines beginning with `>` are the coworker's."""
    for n, line in enumerate(lines, start):
        role = Role.COWORKER if line.startswith(">") else Role.EMPLOYEE
        await memory.hear(session, said(n, line.lstrip("> "), role))


async def values(memory: Memory, session: AsyncSession, key: str) -> list[str]:
    return [fact.value for fact in await memory.facts(session, "T1", "ada", "dm") if fact.key == key]


async def test_the_transcript_is_what_was_said_in_order(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "my screen flickers", "> Since when?", "since Tuesday")
    lines = await memory.transcript(session, "T1", "dm")
    assert [(line.speaker, line.text) for line in lines] == [
        ("Ada", "my screen flickers"),
        ("Jordan", "Since when?"),
        ("Ada", "since Tuesday"),
    ]
    assert lines[0].at == NOON


async def test_the_same_message_heard_three_times_is_kept_once(memory: Memory, session: AsyncSession) -> None:
    for _ in range(3):
        await memory.hear(session, said(1, "my tag is LT-20394"))
    assert len(await memory.transcript(session, "T1", "dm")) == 1
    assert await values(memory, session, "asset") == ["LT-20394"]


async def test_tables_hold_only_sealed_text(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "> Which laptop tag, after Friday's call?", "LT-20394", *["filler line"] * 60)
    kept = [
        *(await session.scalars(select(Message.text))),
        *(await session.scalars(select(FactRow.value))),
        *(await session.scalars(select(SummaryRow.state))),
    ]
    assert kept
    assert all(text.startswith("sealed:") for text in kept)
    assert "Friday" not in "".join(await session.scalars(select(FactRow.key)))


async def test_a_correction_supersedes(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "> Laptop tag?", "LT-1001", "sorry, that's the old one. LT-2002")
    assert await values(memory, session, "asset") == ["LT-2002"]
    everything = await memory.facts(session, "T1", "ada", "dm", current=False)
    old = next(fact for fact in everything if fact.value == "LT-1001" and fact.key == "asset")
    assert old.superseded_by == "LT-2002"


async def test_an_edit_changes_the_facts(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "the asset tag is LT-1001")
    await memory.amend(session, "dm:0", "the asset tag is LT-9009")
    assert await values(memory, session, "asset") == ["LT-9009"]
    assert [line.text for line in await memory.transcript(session, "T1", "dm")] == [
        "the asset tag is LT-9009"
    ]


async def test_a_deletion_takes_the_facts_and_gives_back_what_they_replaced(
    memory: Memory, session: AsyncSession
) -> None:
    await hear(memory, session, "my tag is LT-1001", "no wait, wrong. LT-2002")
    await memory.drop(session, "dm:1")
    assert await values(memory, session, "asset") == ["LT-1001"]
    assert len(await memory.transcript(session, "T1", "dm")) == 1


async def test_a_deleted_message_does_not_come_back_when_delivered_again(
    memory: Memory, session: AsyncSession
) -> None:
    await hear(memory, session, "my tag is LT-1001")
    await memory.drop(session, "dm:0")
    await hear(memory, session, "my tag is LT-1001")
    assert await memory.transcript(session, "T1", "dm") == []


async def test_a_deletion_reaches_into_the_summary(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "the projector in room 4 shows code 7731", *["it is loud here today"] * 60)
    assert "7731" in (await memory.summary(session, "T1", "dm")).text
    await memory.drop(session, "dm:0")
    assert "7731" not in (await memory.summary(session, "T1", "dm")).text


async def test_an_edit_reaches_into_the_summary(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "the projector in room 4 shows error 7731", *["it is loud here today"] * 60)
    await memory.amend(session, "dm:0", "the projector in room 4 shows error 8842")
    text = (await memory.summary(session, "T1", "dm")).text
    assert "8842" in text
    assert "7731" not in text


async def test_form_answers_are_kept_with_where_they_came_from(memory: Memory, session: AsyncSession) -> None:
    for value in ("US", "India"):
        await memory.note(session, "T1", "ada", [Fact("country", value, "form:1", NOON)])
    facts = await memory.facts(session, "T1", "ada")
    assert [(fact.key, fact.value, fact.source) for fact in facts] == [("country", "India", Source.FORM)]


async def test_the_latest_value_of_a_key_is_found_wherever_it_was_given(
    memory: Memory, session: AsyncSession
) -> None:
    for conversation, country in (("dm", "US"), ("D1:17", "India")):
        await memory.note(session, "T1", "ada", [Fact("country", country, "form:1", NOON, conversation)])
    await memory.note(session, "T1", "ben", [Fact("country", "Spain", "form:2", NOON)])
    assert await memory.latest(session, "T1", "ada", "country") == "India"
    assert await memory.latest(session, "T1", "ada", "asset") is None


async def test_a_short_answer_is_kept_under_its_question(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "> Thanks. Which floor are you on?", "the one with the plants")
    assert await values(memory, session, "Which floor are you on?") == ["the one with the plants"]


async def test_about_lists_wishes_first_and_nothing_of_others(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "please don't call me, write here", "my tag is LT-1001")
    await memory.hear(session, said(9, "my tag is LT-5555", person="ben", conversation="other"))
    facts = await memory.about(session, "T1", "ada")
    assert facts[0].pinned
    assert "LT-1001" in [fact.value for fact in facts]
    assert "LT-5555" not in [fact.value for fact in facts]


async def test_another_team_sees_nothing(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "my tag is LT-1001")
    assert await memory.about(session, "T2", "ada") == []
    assert await memory.transcript(session, "T2", "dm") == []
    assert (await memory.context(session, "T2", "ada", "dm")).text == ""


async def test_forget_leaves_nothing(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, *["my tag is LT-1001"] * 60)
    assert await memory.forget(session, "T1", "ada") >= 60
    assert await memory.about(session, "T1", "ada") == []
    assert (await memory.context(session, "T1", "ada", "dm")).text == ""
    assert (await memory.summary(session, "T1", "dm")).text == ""


async def test_context_brings_facts_from_another_thread_unless_others_read_along(
    memory: Memory, session: AsyncSession
) -> None:
    await memory.hear(session, said(1, "my asset tag is LT-1001", conversation="monday"))
    await memory.hear(session, said(1, "it is slow again", conversation="friday"))
    assert "LT-1001" in (await memory.context(session, "T1", "ada", "friday")).text
    assert "LT-1001" not in (await memory.context(session, "T1", "ada", "friday", elsewhere=False)).text


async def test_one_turn_costs_the_same_after_a_thousand(memory: Memory, session: AsyncSession) -> None:
    rows = 0

    def count(*_: object) -> None:
        nonlocal rows
        rows += 1

    async def cost(start: int) -> int:
        """Rows loaded while a dozen turns are heard and answered."""
        nonlocal rows
        session.expunge_all()
        rows = 0
        for n in range(start, start + 60):
            await hear(memory, session, f"turn {n}: tag LT-{30000 + n}", start=n)
        await memory.context(session, "T1", "ada", "dm")
        return rows

    for mapped in (Message, FactRow, SummaryRow):
        event.listen(mapped, "load", count)
    try:
        await cost(0)
        early = await cost(60)
        for start in range(120, 900, 60):
            await cost(start)
        late = await cost(900)
    finally:
        for mapped in (Message, FactRow, SummaryRow):
            event.remove(mapped, "load", count)
    assert late <= early * 1.2


@pytest.mark.parametrize("length", [50, 500])
async def test_context_stays_under_its_ceiling(memory: Memory, session: AsyncSession, length: int) -> None:
    for n in range(length):
        text = f"Message {n} über das Gerät LT-{10000 + n}: it shows error 0x{n:08x} 😖 at {n % 12 + 1}:30."
        await memory.hear(session, said(n, text))
    context = await memory.context(session, "T1", "ada", "dm")
    assert 800 < context.tokens <= 2000
    assert f"Message {length - 1} " in context.text


async def test_one_huge_message_is_clipped_not_dropped(memory: Memory, session: AsyncSession) -> None:
    await hear(memory, session, "ü" * 60_000)
    context = await memory.context(session, "T1", "ada", "dm")
    assert context.tokens <= 2000
    assert context.window[-1].text.endswith("…")
