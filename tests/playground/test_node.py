"""An app written with Node's @slack/bolt runs on the playground unchanged."""

import asyncio
import os
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.playground.server import Config, Running, start
from tests.playground.driver import APP_TOKEN, BOT_TOKEN, Person

pytestmark = pytest.mark.node
HOME = Path(__file__).parents[2] / "build" / "node"
PROGRAM = Path(__file__).with_name("node_app.mjs")


def _unavailable(reason: str) -> None:
    if os.environ.get("BATON_TEST_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def bolt() -> Path:
    """A folder with @slack/bolt in its node_modules; installed on first use, then kept."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            _unavailable(f"{program} is not installed")
    HOME.mkdir(parents=True, exist_ok=True)
    if not (HOME / "node_modules" / "@slack" / "bolt").is_dir():
        _install()
    return HOME


def _install() -> None:
    quiet = ["--no-audit", "--no-fund", "--no-save", "--fetch-retries=1", "--fetch-timeout=20000"]
    try:
        subprocess.run(
            ["npm", "install", *quiet, "--prefix", str(HOME), "@slack/bolt@5"],
            capture_output=True,
            text=True,
            timeout=90,
            check=True,
        )
    except subprocess.SubprocessError as error:
        _unavailable(f"npm could not install @slack/bolt: {error}")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(params=["socket", "http"])
async def workplace(request: pytest.FixtureRequest, bolt: Path) -> AsyncIterator[Running]:
    """A playground with the Node app connected."""
    port = _free_port()
    over_http = request.param == "http"
    url = f"http://127.0.0.1:{port}/slack/events" if over_http else ""
    running = await start(Config(port=0, request_url=url, signing_secret="hush"))
    settings = (
        {"SLACK_SIGNING_SECRET": "hush", "PORT": str(port)} if over_http else {"SLACK_APP_TOKEN": APP_TOKEN}
    )
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    environment = (
        kept
        | settings
        | {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": running.api_url,
            "BOLT_HOME": str(bolt),
        }
    )
    app = await asyncio.create_subprocess_exec("node", PROGRAM, env=environment, stdout=subprocess.PIPE)
    assert app.stdout
    async with asyncio.timeout(30):
        while b"running" not in (line := await app.stdout.readline()):
            assert line, "the Node app ended before it ran"
    if not over_http:
        await running.space.journal.find(lambda row: row["what"] == "socket", seconds=10)
    yield running
    app.terminate()
    await app.communicate()
    await running.stop()


async def test_the_whole_loop_in_node(workplace: Running, session: ClientSession) -> None:
    ben = Person(session, workplace, "ben")
    await ben.says("my laptop is slow")
    message = await ben.reads("message")
    assert (await ben.does("clicks", channel="@app", ts=message["ts"], action_id="begin"))["ok"]
    view = (await ben.reads("view", where="opened"))["views"][0]
    refused = await ben.does("submissions", view_id=view["id"], values={"Asset": "7"})
    assert refused["errors"] == {"asset": "Starts with LT-."}
    assert (await ben.does("submissions", view_id=view["id"], values={"Asset": "LT-7"}))["ok"]
    assert (await ben.reads("edit"))["text"] == "LT-7"
    assert (await ben.does("commands", channel="general", command="/remind"))["ok"]
    assert (await ben.reads("ephemeral"))["text"] == "You will hear from me."
