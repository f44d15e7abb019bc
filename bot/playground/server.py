"""The server: configuration in, a running playground out. Only loopback is listened on."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from bot.playground.accounts import SAMPLE_ACCOUNTS, Account, colleagues
from bot.playground.api import Api, Tokens
from bot.playground.delivery import Delivery, Patience
from bot.playground.errors import Refused
from bot.playground.faults import Faults
from bot.playground.human import Human
from bot.playground.interactions import Interactions
from bot.playground.limits import Limits
from bot.playground.live import Live
from bot.playground.manifest import Manifest, read_manifest
from bot.playground.routes import Guide, Routes
from bot.playground.signed import RequestUrl
from bot.playground.sockets import Sockets
from bot.playground.workspace import Workspace

HOST = "127.0.0.1"
BODY_LIMIT = 32 * 2**20
_NAMES_OF_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Config:
    """How to run. `port` 0 takes a free one; `manifest` names the app's manifest, if it has one.

    `tour` rows are `{"as", "do", "say", "channel"}`. Without a manifest every event, command and scope is
    granted. `people` more employees (`colleague1`, …) join `accounts`. `patience` says how long acks may take
    and when deliveries are tried again.
    """

    port: int = 3700
    bot_token: str = "xoxb-playground"  # noqa: S105 - opens nothing but the playground
    app_token: str = "xapp-playground"  # noqa: S105 - opens nothing but the playground
    signing_secret: str = "playground"  # noqa: S105 - opens nothing but the playground
    request_url: str = ""
    manifest: Path | None = None
    title: str = ""
    tour: tuple[dict[str, str], ...] = ()
    accounts: tuple[Account, ...] = SAMPLE_ACCOUNTS
    people: int = 0
    scopes: frozenset[str] | None = None
    enforce_limits: bool = False
    patience: Patience = field(default_factory=Patience)
    trigger_seconds: float = 3.0
    stream_seconds: float = 300.0


SPACE: web.AppKey[Workspace] = web.AppKey("space", Workspace)
SOCKETS: web.AppKey[Sockets] = web.AppKey("sockets", Sockets)
LIVE: web.AppKey[Live] = web.AppKey("live", Live)
DELIVERY: web.AppKey[Delivery] = web.AppKey("delivery", Delivery)


def create_app(config: Config) -> web.Application:
    """The playground as an aiohttp application; `start` also listens."""
    manifest = read_manifest(config.manifest) if config.manifest else Manifest()
    space = Workspace(
        manifest.name,
        config.accounts + colleagues(config.people),
        trigger_seconds=config.trigger_seconds,
        stream_seconds=config.stream_seconds,
    )
    space.base_url = f"http://{HOST}:{config.port}"
    sockets, faults, live = Sockets(space.journal), Faults(), Live(space)
    request_url = RequestUrl(config.request_url, config.signing_secret) if config.request_url else None
    delivery = Delivery(space, sockets, request_url, manifest, config.patience)
    space.changes.observe(delivery.observe)
    space.changes.observe(live.observe)
    human = Human(space, Interactions(space, delivery, manifest), delivery, sockets, faults)
    tokens = Tokens(config.bot_token, config.app_token)
    scopes = config.scopes if config.scopes is not None else manifest.scopes
    api = Api(space, tokens, faults, scopes, Limits() if config.enforce_limits else None)
    guide = Guide(config.title or manifest.name, config.tour, manifest)
    app = web.Application(middlewares=[_only_loopback, _refusals], client_max_size=BODY_LIMIT)
    app[SPACE], app[SOCKETS], app[LIVE], app[DELIVERY] = space, sockets, live, delivery
    app.router.add_route("*", "/api/{method}", api.answer)
    app.router.add_get("/socket", _socket)
    Routes(space, human, live, guide, config.bot_token).add_to(app)
    app.on_shutdown.append(_end)
    return app


async def _socket(request: web.Request) -> web.StreamResponse:
    if not request.app[SPACE].redeem_socket_ticket(request.query.get("ticket", "")):
        raise Refused("That ticket opens no socket; ask apps.connections.open for another.", 403)
    return await request.app[SOCKETS].serve(request)


async def _end(app: web.Application) -> None:
    app[LIVE].close()
    await app[DELIVERY].close()
    await app[SOCKETS].close()


@web.middleware
async def _only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other sites' pages: a foreign `Host` or `Origin` never reaches the workspace."""
    origin = request.headers.get("Origin", "").rpartition("//")[2]
    for name in (request.headers.get("Host", ""), origin or HOST):
        if name.partition(":")[0] not in _NAMES_OF_LOOPBACK:
            raise web.HTTPForbidden(text="The playground answers only on this machine.")
    response = await handler(request)
    if not response.prepared:
        response.headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "no-referrer")
    return response


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn a refusal into its sentence."""
    try:
        return await handler(request)
    except Refused as error:
        return web.json_response({"ok": False, "error": str(error)}, status=error.status)


class Running:
    """A playground that listens."""

    def __init__(self, runner: web.AppRunner, port: int, space: Workspace) -> None:
        self._runner = runner
        self.port = port
        self.url = f"http://{HOST}:{port}"
        self.space = space

    @property
    def api_url(self) -> str:
        """The Web API's base address, for `SLACK_API_URL`."""
        return f"{self.url}/api/"

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        await self._runner.cleanup()


async def start(config: Config) -> Running:
    """Listen on `config.port` (0: a free one); raises `OSError` when it is taken."""
    app = create_app(config)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, HOST, config.port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    port = int(runner.addresses[0][1])
    app[SPACE].base_url = f"http://{HOST}:{port}"
    return Running(runner, port, app[SPACE])


async def serve(config: Config) -> None:
    """Run until cancelled."""
    running = await start(config)
    try:
        await asyncio.Event().wait()
    finally:
        await running.stop()
