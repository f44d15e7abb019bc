"""Disasters that take minutes: `make chaos-more`. Each ends with the same verdict as the rest of chaos."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from aiohttp import ClientSession

from skills.new import create
from tests.chaos.fleet import Fleet, fleet
from tests.chaos.judge import judge
from tests.chaos.persistent import Persistent
from tests.chaos.plan import Blow, Plan
from tests.chaos.trial import Trial
from tests.chaos.turns import read_turns
from tests.servers import Postgres, Redis, postgres, redis

pytestmark = pytest.mark.timeout(900)

GONE_FOR = (2.0, 4.0, 6.0)
"""How long a server stays away, each time it is stopped (seconds)."""

LONG_DEAD = 14.0
"""After so long, another replica has declared a frozen one dead and taken over its work (seconds)."""


async def answered(ours: Fleet, share: float, plan: Plan) -> None:
    """Wait until this share of a plan's requests is answered."""
    record = ours.witness.record
    await ours.witness.until(lambda: len(record.heard) >= share * plan.answers, "Progress", 600)


async def all_heard(ours: Fleet, threads: set[str]) -> None:
    """Wait until each of these requests has an answer, or a person."""
    heard = ours.witness.record.heard
    await ours.witness.until(lambda: threads <= heard, "An answer to all", 300)


async def outages(ours: Fleet, plan: Plan, server: Postgres | Redis) -> list[float]:
    """Stop a server hard, three times under load; how long each time until all that waited was answered."""
    record, took = ours.witness.record, list[float]()
    for n, seconds in enumerate(GONE_FOR, 1):
        await answered(ours, n / 5, plan)
        await asyncio.to_thread(server.stop_hard)
        await asyncio.sleep(seconds)
        waiting = {said.ts for said in record.requests()} - record.heard
        await asyncio.to_thread(server.start)
        began = time.monotonic()
        await all_heard(ours, waiting)
        took.append(time.monotonic() - began)
    return took


async def test_postgresql_stops_three_times_under_load(tmp_path: Path) -> None:
    plan, took = Plan(messages=400, kills=0, seed=31), list[float]()
    async with (
        postgres() as server,
        fleet(tmp_path, people=plan.people, database_url=server.make("chaos")) as ours,
    ):

        async def disaster() -> None:
            took.extend(await outages(ours, plan, server))

        await ours.start()
        result = await Trial(ours, plan).run(disaster())
    assert result.faults == []
    assert max(took) <= 30, took


async def test_redis_dies_three_times_under_load(tmp_path: Path) -> None:
    plan = Plan(messages=300, kills=0, seed=32)
    async with (
        redis() as server,
        fleet(tmp_path, people=plan.people, extra={"REDIS_URL": server.url}) as ours,
    ):

        async def disaster() -> None:
            await outages(ours, plan, server)

        await ours.start()
        result = await Trial(ours, plan).run(disaster())
    assert result.faults == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB, a fifth of it for what triage learned; skipped where we may not mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


async def test_a_full_disk_refuses_before_the_ack_and_recovers(tmp_path: Path, small_disk: Path) -> None:
    plan, ballast = Plan(messages=300, kills=0, seed=33), small_disk / "ballast"
    store = {"DATABASE_URL": f"sqlite+aiosqlite:///{small_disk}/baton.db"}
    async with fleet(tmp_path, http=True, people=plan.people, extra=store) as ours:

        async def disaster() -> None:
            await answered(ours, 0.3, plan)
            fill(ballast)
            await ours.witness.journal.find(is_refusal, ours.witness.journal.last, seconds=120)
            await asyncio.sleep(5)
            ballast.unlink()

        await ours.start()
        result = await Trial(ours, plan).run(disaster())
    assert result.faults == []


def fill(ballast: Path) -> None:
    """Write until there is no room."""
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def is_refusal(row: dict[str, object]) -> bool:
    """An answer over HTTP that is neither 2xx nor none at all."""
    return row["what"] == "ack" and "http_error" in str(row["data"])


async def test_a_replica_frozen_while_it_posts_does_no_harm_when_it_wakes(tmp_path: Path) -> None:
    async with fleet(tmp_path) as ours, ClientSession() as session:
        await ours.start()
        ada, witness = Persistent(session, ours, "ada"), ours.witness
        await witness.hears(await ada.says("hello there"))
        await ada.does("faults", method="chat.postMessage", kind="delay", seconds=3)
        posted_late = await ada.says("I forgot my Okta password")
        await asyncio.sleep(1.5)
        ran = read_turns(tmp_path / "turns.log", ())
        frozen = next(each for each in ours.replicas if each.pid == ran[-1].pid)
        frozen.freeze()
        await witness.hears(posted_late)
        await witness.hears(await ada.says("hello there"))  # which waits for the post before it
        frozen.thaw()
        await asyncio.sleep(5)
        await witness.hears(await ada.says("hello there"))
        witness.catch_up()
        assert ran[-1].inbound.endswith(f"{posted_late}:said")
        assert judge(witness.record).faults == []


async def test_replicas_frozen_under_load_do_no_harm_when_they_wake(tmp_path: Path) -> None:
    plan = Plan(messages=400, kills=0, seed=34)
    async with fleet(tmp_path, people=plan.people) as ours:

        async def disaster() -> None:
            for n in range(4):
                await answered(ours, n / 5, plan)
                replica = ours.replicas[n % 2]
                replica.freeze()
                await asyncio.sleep(LONG_DEAD)
                replica.thaw()

        await ours.start()
        result = await Trial(ours, plan).run(disaster())
    assert result.verdict.faults == []
    assert result.fallen == []


async def test_a_rolling_deploy_is_not_noticed(tmp_path: Path) -> None:
    plan = Plan(messages=300, kills=0, seed=35)
    deploys = [Blow(25 + 30 * n, 0, 0.0, "stop", (n % 2,), 0.0) for n in range(6)]
    async with fleet(tmp_path, people=plan.people) as ours:
        await ours.start()
        result = await Trial(ours, plan, deploys).run()
    assert result.faults == []
    assert result.stops == len(deploys)


async def test_a_message_that_kills_whoever_works_on_it_goes_to_a_person(tmp_path: Path) -> None:
    poison(tmp_path)
    extra = {"BATON_CONFIG": str(tmp_path / "baton.toml")}
    async with fleet(tmp_path, extra=extra) as ours, ClientSession() as session:
        await ours.start()
        ada, ben = (Persistent(session, ours, name) for name in ("ada", "ben"))
        alive = asyncio.create_task(ours.keep_alive())
        fatal = await ada.says("water the plants")
        meanwhile = [await ben.says("hello there")]
        await ours.witness.post("notice", "to a person", thread=fatal, seconds=600)
        alive.cancel()
        for replica in ours.replicas:
            await replica.becomes_ready()
        meanwhile += [await ada.says("hello there"), await ben.says("hello there")]
        for thread in meanwhile:
            await ours.witness.hears(thread)
        await ours.witness.packet("water the plants")
        ours.witness.catch_up()
        assert judge(ours.witness.record).faults == []


def poison(folder: Path) -> None:
    """A company whose skill for plants ends the process."""
    skill = create(folder / "skills", "water_plants", date(2026, 11, 18)) / "skill.py"
    code = skill.read_text().replace('    if "what" not in', '    os._exit(9)\n    if "what" not in')
    skill.write_text(code.replace("from skills", "import os\n\nfrom skills", 1))
    (folder / "baton.toml").write_text(f'[skills]\nfolders = ["{folder / "skills"}"]\n')


async def test_clocks_that_jump_by_an_hour_change_nothing(tmp_path: Path) -> None:
    plan = Plan(messages=200, kills=0, seed=36)
    jumps = (0, signal.SIGUSR1), (1, signal.SIGUSR2), (0, signal.SIGUSR2), (1, signal.SIGUSR1)
    async with (
        fleet(tmp_path, people=plan.people, module="tests.chaos.shifted") as ours,
        ClientSession() as session,
    ):

        async def disaster() -> None:
            for n, (who, jump) in enumerate(jumps, 1):
                await answered(ours, n / 6, plan)
                os.kill(ours.replicas[who].pid, jump)

        await ours.start()
        await Persistent(session, ours, "ada").says("my laptop makes a lonely noise, I want a person")
        packet = await ours.witness.packet("lonely")
        details = await ours.witness.post("notice", thread=packet.ts)
        result = await Trial(ours, plan).run(disaster())
    assert result.faults == []
    # The reminder of a quarter of an hour comes neither now nor twice.
    assert ours.witness.record.in_thread[packet.ts] == [packet, details]
