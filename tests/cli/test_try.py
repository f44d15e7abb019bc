"""`baton try` and `baton playground`: they start with one word, and end with Ctrl-C, wholly."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
from aiohttp import ClientSession

from tests.playground.driver import Json
from tests.stories.stage import free_port, kind_of

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def running(folder: Path, *words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A verb that runs in a folder of its own until the story is over."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.cli.main",
        *words,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def first_line(process: asyncio.subprocess.Process) -> str:
    """The first thing it prints."""
    assert process.stdout
    return (await asyncio.wait_for(process.stdout.readline(), 30)).decode()


async def test_try_plays_the_story_and_ends_wholly_with_ctrl_c(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with running(tmp_path, "try", "--port", str(port)) as process, ClientSession() as session:
        assert address in await first_line(process)
        async with session.get(address) as page:
            assert "Baton" in await page.text()
        message = {"user": "ada", "channel": "@app", "text": "I forgot my Okta password"}
        async with session.post(f"{address}/try/api/messages", json=message) as said:
            assert said.status == 200
        await _reply(session, address)
        both = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        assert len(both) == 2

        os.killpg(process.pid, signal.SIGINT)
        await asyncio.wait_for(process.wait(), 25)

    assert psutil.wait_procs(both, timeout=5)[1] == []
    assert {each.name for each in tmp_path.iterdir()} == {".baton"}, "what .gitignore names"


async def _reply(session: ClientSession, address: str) -> Json:
    """The first reply that Ada sees."""
    query = {"user": "ada", "channel": "@app"}
    async with asyncio.timeout(40):
        while True:
            async with session.get(f"{address}/try/api/messages", params=query) as answer:
                for message in (await answer.json())["messages"]:
                    if kind_of(message) == "reply":
                        return dict(message)
            await asyncio.sleep(0.1)


async def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    async with running(tmp_path, "playground", "--port", str(port := free_port())) as first:
        await first_line(first)
        for verb in ("try", "playground"):
            second = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.cli.main", verb, "--port", str(port)),
                cwd=tmp_path,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
            )
            _, told = await asyncio.wait_for(second.communicate(), 30)

            assert second.returncode == 1
            assert told.decode().count("\n") == 1
            assert str(port) in told.decode()
