"""The contract with the engine: steps once, turns once, recovery at once, no words of people in its files."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.engine import durable
from bot.engine.durable import Engine
from bot.engine.steps import Steps, TurnBody, TurnFailed
from bot.store.session import connect, connect_blocking

SOON = 4.0
"""A recovered turn ends within three seconds on a free machine; ours is not."""


class Plant:
    """An engine on one folder, in one life after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database: AsyncEngine
        self._engine: Engine | None = None

    async def live(self, body: TurnBody) -> Engine:
        """End the life before, as a crash would for the turns in it, and begin another."""
        await self.die()
        self.database = connect(f"sqlite+aiosqlite:///{self.folder}/baton.db")
        async with self.database.begin() as connection:
            await connection.execute(text("CREATE TABLE IF NOT EXISTS done (what TEXT)"))
        checkpoints = connect_blocking(f"sqlite:///{self.folder}/engine.db")
        self._engine = Engine(self.database, checkpoints, "plant", body)
        await self._engine.launch()
        return self._engine

    async def die(self) -> None:
        """Cut every turn short."""
        if self._engine:
            await self._engine.close()
            await self.database.dispose()
            self._engine = None

    async def done(self) -> list[str]:
        """What steps have written, in order."""
        async with self.database.connect() as connection:
            return list((await connection.execute(text("SELECT what FROM done ORDER BY rowid"))).scalars())


@pytest.fixture
async def plant(tmp_path: Path) -> AsyncIterator[Plant]:
    plant = Plant(tmp_path)
    yield plant
    await plant.die()


def writes(what: str) -> Callable[[AsyncSession], Awaitable[str]]:
    """A step that leaves one row."""

    async def work(session: AsyncSession) -> str:
        await session.execute(text("INSERT INTO done VALUES (:what)"), {"what": what})
        return what

    return work


async def two_steps(inbound: str, steps: Steps) -> None:
    """A turn of two transactions."""
    await steps.commit("first", writes("first"))
    await steps.commit("second", writes("second"))


def stopping_after_first(reached: asyncio.Event) -> TurnBody:
    """The same turn, which never comes to its second step."""

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("first", writes("first"))
        reached.set()
        await asyncio.Event().wait()

    return body


async def cut_short(plant: Plant, inbound: str = "one") -> None:
    """Leave a turn behind that did its first step only."""
    reached = asyncio.Event()
    engine = await plant.live(stopping_after_first(reached))
    running = asyncio.create_task(engine.run(inbound))
    await asyncio.wait_for(reached.wait(), SOON)
    running.cancel()
    await plant.die()


async def test_a_turn_handed_over_fifty_times_is_run_once(plant: Plant) -> None:
    engine = await plant.live(two_steps)

    await asyncio.gather(*(engine.run("one") for _ in range(50)))

    assert await plant.done() == ["first", "second"]


async def test_a_step_that_was_committed_is_not_run_again_after_a_crash(plant: Plant) -> None:
    await cut_short(plant)

    engine = await plant.live(two_steps)
    await asyncio.wait_for(engine.run("one"), SOON)

    assert await plant.done() == ["first", "second"]


async def test_an_attempt_that_a_crash_cut_short_is_made_again(plant: Plant) -> None:
    made: list[str] = []
    reached = asyncio.Event()

    async def hangs() -> str:
        made.append("hanging")
        reached.set()
        await asyncio.Event().wait()
        return ""

    async def works() -> str:
        made.append("working")
        return "done"

    effects = {"now": hangs}

    async def body(inbound: str, steps: Steps) -> None:
        await steps.attempt("try", effects["now"])

    engine = await plant.live(body)
    running = asyncio.create_task(engine.run("one"))
    await asyncio.wait_for(reached.wait(), SOON)
    running.cancel()
    effects["now"] = works
    await (await plant.live(body)).run("one")

    assert made == ["hanging", "working"]


async def test_what_a_step_failed_with_stays_out_of_the_engines_files(plant: Plant) -> None:
    async def fails(session: AsyncSession) -> str:
        raise ValueError("my password is Rosebud77")

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("fails", fails)

    engine = await plant.live(body)
    with pytest.raises(TurnFailed):
        await engine.run("one")
    await plant.die()

    files = [file.read_bytes() for file in plant.folder.iterdir()]
    assert not any(b"Rosebud77" in content for content in files)


async def test_a_turn_that_failed_stays_failed(plant: Plant) -> None:
    runs: list[str] = []

    async def body(inbound: str, steps: Steps) -> None:
        runs.append(inbound)
        raise LookupError

    engine = await plant.live(body)
    for _ in range(2):
        with pytest.raises(TurnFailed):
            await engine.run("one")

    assert runs == ["one"]


async def test_a_full_disk_holds_a_turn_up_and_loses_nothing(plant: Plant) -> None:
    room = {"pages": 1_000_000}
    wide = "x" * 300_000

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("wide", writes(wide))

    engine = await plant.live(body)
    await engine.run("before")

    @event.listens_for(plant.database.sync_engine, "checkout")
    def limit(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room['pages']}")

    room["pages"] = 1
    running = asyncio.create_task(engine.run("one"))
    held_up, _ = await asyncio.wait({running}, timeout=0.5)
    room["pages"] = 1_000_000
    await asyncio.wait_for(running, 3 * SOON)

    assert held_up == set()
    assert await plant.done() == [wide, wide]


async def test_a_turn_whose_checkpoint_could_not_be_written_is_taken_up_again(plant: Plant) -> None:
    failures = iter([durable.Interrupted()])

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("first", writes("first"))
        if (failure := next(failures, None)) is not None:
            raise failure
        await steps.commit("second", writes("second"))

    engine = await plant.live(body)
    with pytest.raises(InterruptedError):
        await engine.run("one")
    await asyncio.wait_for(engine.run("one"), 2 * SOON)

    assert await plant.done() == ["first", "second"]


async def test_a_turn_begun_by_another_version_is_not_guessed_at(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cut_short(plant)
    monkeypatch.setattr(durable, "APPLICATION_VERSION", "2")

    engine = await plant.live(two_steps)
    with pytest.raises(TurnFailed):
        await asyncio.wait_for(engine.run("one"), SOON)

    assert await plant.done() == ["first"]
