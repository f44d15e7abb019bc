"""A new key: every row is sealed anew and none is lost, also when it is interrupted and others write on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

import memory
from bot.store import rotation
from bot.store.base import now
from bot.store.inbox import InboxBase, InboxRow
from bot.store.rotation import made_by, reseal
from bot.store.sealed import Vault, vault
from bot.store.session import connect_blocking
from bot.store.tables import OutboxRow, StepRow, TicketEvent, TicketRow, metadata
from memory.tables import Message

OLD, NEW, LOST = b"o" * 32, b"n" * 32, b"l" * 32
COLUMNS = {"channel": "D1", "thread": "1.0", "requester": "U1", "coworker": "jordan", "desk": "it"}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect_blocking(database_url.replace("+aiosqlite", ""))
    for family in (metadata, memory.metadata, InboxBase.metadata):
        family.create_all(engine)
    yield engine
    engine.dispose()


def write(engine: Engine, count: int, word: str) -> None:
    """Rows of several tables; some columns stay empty."""
    with Session(engine) as session, session.begin():
        for n in range(count):
            ticket = TicketRow(team="T1", state="open", skill=None, request=f"{word} {n}", **COLUMNS)
            session.add(ticket)
            session.flush()
            session.add(TicketEvent(ticket=ticket.number, actor="U1", what="opened", detail=f"{word} {n}"))
            session.add(OutboxRow(id=f"{word}{n}", verb="post", channel="D1", body={"text": f"{word} {n}"}))
            session.add(InboxRow(id=f"{word}{n}", conversation="D1", body=f"{word} {n}"))
            session.add(StepRow(inbound=f"{word}{n}", n=1, name="hear", result="turned-7:gAAAA"))
            session.execute(
                insert(Message).values(
                    id=f"{word}{n}", team="T1", person="U1", conversation="D1", role="employee", at=now(),
                    speaker=vault.seal("Ada"), text=vault.seal(f"{word} {n}"), dropped=False,
                )
            )  # fmt: skip


def read(engine: Engine) -> set[str]:
    """All that was written, opened again."""
    with Session(engine) as session:
        said = [vault.open(text) for text in session.scalars(select(Message.text))]
        posts = [row.body["text"] for row in session.scalars(select(OutboxRow))]
        columns = (TicketRow.request, TicketEvent.detail, InboxRow.body)
        rest = [text for column in columns for text in session.scalars(select(column))]
        return {f"{n}: {text}" for n, text in enumerate(sorted([*said, *posts, *rest]))}


def test_no_row_is_lost_though_it_is_interrupted_and_others_write_on(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 7)
    vault.unlock([OLD])
    write(engine, 20, "before")
    vault.unlock([NEW, OLD])

    assert next(reseal(engine, vault)) == 7, "and here it is killed"
    write(engine, 5, "meanwhile")
    before = read(engine)
    rest = sum(reseal(engine, vault))

    assert rest == 20 * 6 - 7
    assert made_by(engine) == {vault.name: 25 * 6}
    vault.unlock([NEW])
    assert read(engine) == before
    assert sum(reseal(engine, vault)) == 0


def test_what_was_sealed_with_a_key_that_is_lost_is_left_as_it_is(tmp_path: Path) -> None:
    engine = connect_blocking(f"sqlite:///{tmp_path}/baton.db")
    for family in (metadata, memory.metadata, InboxBase.metadata):
        family.create_all(engine)
    vault.unlock([LOST])
    write(engine, 3, "lost")
    lost = vault.name
    vault.unlock([OLD])
    write(engine, 3, "kept")
    vault.unlock([NEW, OLD])

    assert sum(reseal(engine, vault)) == 18
    assert made_by(engine) == {vault.name: 18, lost: 18}
    engine.dispose()


def test_who_runs_on_learns_of_a_new_key_from_the_first_text_it_sealed() -> None:
    running, rotating = Vault(), Vault()
    running.unlock([OLD], lambda: [NEW, OLD])
    rotating.unlock([NEW, OLD])
    before = running.seal("before")

    assert running.open(rotating.seal("after")) == "after"

    assert running.name == rotating.name
    assert running.open(before) == "before"


def test_who_runs_on_and_reads_nothing_learns_of_it_by_looking() -> None:
    running = Vault()
    found = [OLD]
    running.unlock(found, lambda: found)
    before = running.seal("before")
    found.insert(0, NEW)

    running.look_again()

    assert running.seal("after").partition(":")[0] == running.name != before.partition(":")[0]
    assert running.open(before) == "before"
