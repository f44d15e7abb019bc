"""The inbox: on disk before anybody is answered, each thing once, in the order of receipt."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event, text

from bot.errors import StoreUnavailable
from bot.store import session
from bot.store.inbox import IN_LINE, Arrival, Inbox
from bot.store.sealed import vault
from bot.store.session import connect_blocking


@pytest.fixture
async def inbox(tmp_path: Path) -> AsyncIterator[Inbox]:
    vault.unlock([b"k" * 32])
    inbox = Inbox(f"sqlite:///{tmp_path}/inbox.db")
    await inbox.open()
    yield inbox
    await inbox.close()


def arrival(n: int, conversation: str = "D1", event: str | None = None) -> Arrival:
    """The nth message of a conversation."""
    return Arrival(f"{conversation}:{n:04}", conversation, f"message {n}", event)


async def all_of(inbox: Inbox, conversation: str) -> list[str]:
    """Work a conversation off."""
    found = []
    while inbound := await inbox.next(conversation):
        found.append(inbound)
        await inbox.done(inbound)
    return found


async def test_what_was_taken_is_there_after_a_crash(inbox: Inbox, tmp_path: Path) -> None:
    await inbox.take(arrival(1))

    other = Inbox(f"sqlite:///{tmp_path}/inbox.db")
    assert await other.next("D1") == "D1:0001"
    assert await other.read("D1:0001") == "message 1"
    await other.close()


async def test_many_at_once_keep_their_order_and_share_commits(inbox: Inbox) -> None:
    commits: list[object] = []
    event.listen(inbox._engine, "commit", commits.append)

    await asyncio.gather(*(inbox.take(arrival(n)) for n in range(200)))

    assert await inbox.next("D1") == "D1:0000"
    assert len(commits) < 20
    assert await all_of(inbox, "D1") == [f"D1:{n:04}" for n in range(200)]


async def test_the_same_thing_fifty_times_is_one_thing(inbox: Inbox) -> None:
    await asyncio.gather(*(inbox.take(arrival(1)) for _ in range(50)))

    assert await all_of(inbox, "D1") == ["D1:0001"]


async def test_the_same_delivery_is_one_thing_whatever_it_is_called(inbox: Inbox) -> None:
    await inbox.take(Arrival("a", "D1", "x", event="Ev1"))
    await inbox.take(Arrival("b", "D1", "x", event="Ev1"))

    assert await all_of(inbox, "D1") == ["a"]


async def test_a_replay_of_something_done_is_not_done_again(inbox: Inbox) -> None:
    await inbox.take(arrival(1))
    await inbox.done("D1:0001")

    await inbox.take(arrival(1))

    assert await inbox.conversations() == []


@pytest.mark.parametrize("end", ["done", "park"])
async def test_what_was_said_is_forgotten_when_it_is_dealt_with(inbox: Inbox, end: str) -> None:
    await inbox.take(arrival(1))
    await getattr(inbox, end)("D1:0001")

    assert await inbox.read("D1:0001") == ""


async def test_the_file_holds_no_words_of_people(inbox: Inbox, tmp_path: Path) -> None:
    await inbox.take(Arrival("a", "D1", "my secret worry"))

    assert not any(b"secret worry" in file.read_bytes() for file in tmp_path.iterdir())


async def test_a_store_that_takes_no_writes_is_said_to_be_unavailable_and_recovers(
    inbox: Inbox, tmp_path: Path
) -> None:
    @event.listens_for(inbox._engine, "checkout")
    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA query_only={'OFF' if room else 'ON'}")

    room = False
    with pytest.raises(StoreUnavailable):
        await inbox.take(arrival(1))
    room = True
    await inbox.take(arrival(2))

    assert await all_of(inbox, "D1") == ["D1:0002"]


async def test_on_postgres_the_smaller_number_was_committed_first(postgres_url: str) -> None:
    vault.unlock([b"k" * 32])
    one, other = Inbox(postgres_url), Inbox(postgres_url)
    await one.open()
    await other.open()
    writing, go_on = Event(), Event()

    @event.listens_for(one._engine, "commit", once=True)
    def hold(_: object) -> None:
        writing.set()
        go_on.wait(20)

    first = asyncio.create_task(one.take(arrival(1)))
    await asyncio.to_thread(writing.wait, 20)
    second = asyncio.create_task(other.take(arrival(2)))
    await somebody_waits_in_line(postgres_url)
    assert not second.done()
    go_on.set()
    await asyncio.gather(first, second)

    assert await all_of(one, "D1") == ["D1:0001", "D1:0002"]
    await one.close()
    await other.close()


async def test_a_replica_frozen_while_it_writes_does_not_hold_up_the_others(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.unlock([b"k" * 32])
    monkeypatch.setattr(session, "IDLE_SECONDS", 0.5)
    inbox, frozen = Inbox(postgres_url), connect_blocking(postgres_url)
    await inbox.open()
    with frozen.connect() as connection:
        connection.execute(IN_LINE)

        async with asyncio.timeout(20):
            await inbox.take(arrival(1))

        connection.invalidate()
    frozen.dispose()
    await inbox.close()


async def somebody_waits_in_line(url: str) -> None:
    """Wait until a replica asks for its turn to write."""
    engine = connect_blocking(url)
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    async with asyncio.timeout(10):
        while True:
            with engine.connect() as connection:
                if connection.scalar(waiting):
                    break
            await asyncio.sleep(0.01)
    engine.dispose()


async def test_an_unknown_inbound_has_no_body(inbox: Inbox) -> None:
    with pytest.raises(KeyError):
        await inbox.read("nobody")
