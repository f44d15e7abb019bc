"""The yardstick for ingest: a bare Bolt app that verifies signatures and answers, and keeps nothing.

`python -m tests.bench.echo PORT` serves until it is ended.
"""

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.playground.accounts import TEAM
from bot.playground.server import Config


async def _authorize() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_token="xoxb-echo", bot_id="B0", bot_user_id="U000000APP"
    )


def echo() -> AsyncApp:
    """Bolt as its documentation starts it, with one listener for messages."""
    app = AsyncApp(signing_secret=Config().signing_secret, authorize=_authorize)

    @app.event("message")
    async def heard(event: Mapping[str, Any]) -> str:
        return str(event["text"])

    return app


async def main(port: int) -> None:
    """Serve it."""
    runner = web.AppRunner(echo().web_app("/slack/events"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
