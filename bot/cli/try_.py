"""`baton try`: the playground and the bot together, for one person to play every part."""

import asyncio
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.playground import started
from bot.errors import ConfigurationError
from bot.playground.delivery import Patience
from bot.playground.server import Config
from bot.settings import HOME

FOLDER = HOME / "try"
MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PATIENCE = Patience(retry_delays=(0.5, 0.5, 1.0, 1.0, 1.0, 2.0, 2.0, 4.0, 8.0, 60.0, 300.0))
"""Slack would wait a minute; who writes while the bot is still starting should be answered when it is up."""

TOUR = (
    {"as": "ada", "channel": "@app", "do": "Ask for something easy", "say": "I forgot my Okta password"},
    {
        "as": "ada",
        "channel": "@app",
        "do": "Ask for something that needs a look",
        "say": "my laptop has been so slow since the update",
    },
    {
        "as": "ada",
        "channel": "@app",
        "do": "Ask for a person",
        "say": "can I talk to someone about my laptop",
    },
    {
        "as": "sam",
        "channel": "it-support",
        "do": "Be the support agent: claim the ticket, write in its thread, resolve it",
        "say": "",
    },
    {"as": "root", "channel": "@app", "do": "Be the admin: see who works here", "say": "/coworkers list"},
)


def try_(
    port: Annotated[int, typer.Option(envvar="PORT", help="Where the page is served.")] = 3700,
) -> None:
    """Start the playground and the bot on this machine; Ctrl-C ends both."""
    asyncio.run(_try(port))


async def _try(port: int) -> None:
    # The playground forgets everything when it ends; a bot that remembers an earlier one would only confuse.
    shutil.rmtree(FOLDER, ignore_errors=True)
    config = Config(port=port, manifest=MANIFEST, title="Baton playground", tour=TOUR, patience=PATIENCE)
    playground = await started(config)
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli.main", "serve", env=_environment(config, playground.url)
    )
    try:
        print(f"Baton is starting. Open {playground.url} and be anyone you like; Ctrl-C ends it.", flush=True)
        await _until_stopped(bot)
    finally:
        await _end(bot)
        await playground.stop()


def _environment(config: Config, url: str) -> dict[str, str]:
    """The bot's environment: what the person set, pointed at the playground."""
    ours = {
        "SLACK_BOT_TOKEN": config.bot_token,
        "SLACK_APP_TOKEN": config.app_token,
        "SLACK_API_URL": f"{url}/api/",
        "HOST": "127.0.0.1",
        "PORT": "0",
    }
    store = {"DATABASE_URL": f"sqlite+aiosqlite:///{FOLDER}/baton.db"}
    return store | dict(os.environ) | ours


async def _until_stopped(bot: asyncio.subprocess.Process) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    waiting = [asyncio.create_task(stopped.wait()), asyncio.create_task(bot.wait())]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    if bot.returncode:
        raise ConfigurationError("The bot stopped; the line above says why.")


async def _end(bot: asyncio.subprocess.Process) -> None:
    if bot.returncode is None:
        bot.terminate()
        try:
            await asyncio.wait_for(bot.wait(), timeout=20)
        except TimeoutError:
            bot.kill()
