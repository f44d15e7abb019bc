"""`baton playground`: the local Slack alone."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import ConfigurationError
from bot.playground.server import Config, Running, start


def playground(
    port: Annotated[int, typer.Option(envvar="PORT", help="Where the page is served.")] = 3700,
    bot_token: Annotated[str, typer.Option(envvar="SLACK_BOT_TOKEN")] = "xoxb-playground",  # noqa: S107
    app_token: Annotated[str, typer.Option(envvar="SLACK_APP_TOKEN")] = "xapp-playground",  # noqa: S107
    signing_secret: Annotated[str, typer.Option(envvar="SLACK_SIGNING_SECRET")] = "playground",  # noqa: S107
    request_url: Annotated[str, typer.Option(envvar="SLACK_REQUEST_URL")] = "",
    manifest: Annotated[Path | None, typer.Option(help="An app manifest: commands, events, scopes.")] = None,
) -> None:
    """A local Slack: Web API, Socket Mode, signed HTTP events, and a page to play every part in."""
    config = Config(
        port=port,
        bot_token=bot_token,
        app_token=app_token,
        signing_secret=signing_secret,
        request_url=request_url,
        manifest=manifest,
    )
    asyncio.run(_run(config))


async def started(config: Config) -> Running:
    """A playground that listens; raises ConfigurationError when its port is taken."""
    try:
        return await start(config)
    except OSError as error:
        raise ConfigurationError(
            f"The playground cannot listen on port {config.port} ({error.strerror}); PORT= names another."
        ) from None


async def _run(config: Config) -> None:
    running = await started(config)
    print(f"The playground is at {running.url}")
    try:
        await asyncio.Event().wait()
    finally:
        await running.stop()
