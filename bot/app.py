"""The composition root: settings -> resources -> rooms -> a running bot. Only this file names everything."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncEngine

import memory
from bot import connections
from bot.connections.sandbox import Sandbox
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import BUILT_IN as ROLES
from bot.coworkers.roster import Roster
from bot.desk.aftercare import Aftercare
from bot.desk.desk import Desk
from bot.engine.durable import Engine
from bot.engine.mover import Mover
from bot.errors import ConfigurationError
from bot.governance.audit import Audit
from bot.intake.learning import Learned, learn
from bot.intake.library import Library
from bot.intake.pipeline import Pipeline
from bot.intake.rooms import Rooms
from bot.intake.timekeeper import Timekeeper
from bot.settings import Settings, require_slack, secret_keys
from bot.slack.calls import Calls
from bot.slack.client import http_session, posting_client, reading_client
from bot.slack.door import Door
from bot.slack.forms import Forms
from bot.slack.homes import Homes
from bot.slack.line import SlackLine
from bot.slack.listeners import register
from bot.slack.listeners.doorway import Doorway
from bot.slack.metrics import metrics
from bot.slack.outbox import Outbox
from bot.slack.people import Directory
from bot.slack.preflight import Identity, preflight
from bot.slack.reading import Reading
from bot.slack.scopes import bot_scopes
from bot.slack.server import guarded, health
from bot.slack.sockets import Socket
from bot.slack.status import StatusLine
from bot.slack.undelivered import Undelivered
from bot.store.inbox import Inbox
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, connect_blocking, create_tables, sessions
from bot.store.tables import metadata

log = logging.getLogger(__name__)

DRAIN_SECONDS = 7.0
SHUTDOWN_SECONDS = 3.0


@dataclass
class Running:
    """A bot that takes events; `ready` says whether it does at this moment."""

    rooms: Rooms
    app: AsyncApp
    socket: Socket | None
    port: int = 0

    async def ready(self) -> bool:
        """Whether events are taken."""
        return self.socket is None or await self.socket.ready()


@dataclass(frozen=True)
class Slack:
    """Who we are in the workspace, and the two clients that reach it."""

    identity: Identity
    reader: AsyncWebClient
    poster: AsyncWebClient


@dataclass(frozen=True)
class Store:
    """The database of the rooms, and the inbox in a store of its own."""

    database: AsyncEngine
    sessions: Sessions
    inbox: Inbox


@dataclass(frozen=True)
class Talk:
    """How people are known and spoken to."""

    people: Directory
    line: SlackLine
    outbox: Outbox
    status: StatusLine


@asynccontextmanager
async def run(settings: Settings, learned: Learned | None = None) -> AsyncIterator[Running]:
    """Start everything, in the order in which it leans on each other; stop it the other way round.

    `learned` saves the seconds of learning where it was done before. Raises ConfigurationError or
    SlackRefused with one sentence for a person.
    """
    async with AsyncExitStack() as stack:
        vault.unlock(secret_keys(settings))
        slack = await _slack(settings, stack)
        store = await _store(settings, stack)
        talk = await _talk(settings, slack, store, stack)
        if learned is None:
            learned = await asyncio.to_thread(learn, settings)
        rooms = await _rooms(settings, learned, store, talk)
        homes = Homes(slack.reader, rooms)
        door = await _turns(settings, store, talk, Pipeline(rooms, store.inbox.read, homes.show), stack)
        app = await _listening(slack, talk, rooms, homes, door)
        running = Running(rooms, app, None)
        await _open_to_slack(settings, running, stack)
        yield running


async def _slack(settings: Settings, stack: AsyncExitStack) -> Slack:
    """Clients for reading and posting, once the tokens have been found good."""
    require_slack(settings)
    session = await stack.enter_async_context(http_session())
    reader = reading_client(settings.token, settings.slack_api_url, session)
    poster = posting_client(settings.token, settings.slack_api_url, session)
    app_token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else None
    return Slack(await preflight(reader, bot_scopes(), app_token), reader, poster)


async def _store(settings: Settings, stack: AsyncExitStack) -> Store:
    database = connect(settings.database_url)
    stack.push_async_callback(database.dispose)
    await create_tables(database, [metadata, memory.metadata, connections.metadata])
    inbox = Inbox(_beside(settings, "inbox"))
    await inbox.open()
    stack.push_async_callback(inbox.close)
    return Store(database, sessions(database), inbox)


async def _talk(settings: Settings, slack: Slack, store: Store, stack: AsyncExitStack) -> Talk:
    """People, the way out, and a look at every desk's channel before anything is promised."""
    people = Directory(slack.reader, slack.identity.team, settings.company.desks, _admins(settings))
    for desk in settings.company.desks:
        await people.desk_channel(desk)
    line = SlackLine(people, slack.poster, slack.identity)
    undelivered = Undelivered(line, Audit(), slack.identity.team)
    outbox = Outbox(store.sessions, Calls(slack.poster, slack.reader, store.sessions), undelivered)
    line.wake = outbox.wake
    status = StatusLine(slack.reader)
    stack.push_async_callback(status.close)
    return Talk(people, line, outbox, status)


async def _turns(
    settings: Settings, store: Store, talk: Talk, pipeline: Pipeline, stack: AsyncExitStack
) -> Door:
    """The engine and what feeds it, running; the door through which turns come in."""
    checkpoints = connect_blocking(_beside(settings, "engine"))
    engine = Engine(store.database, checkpoints, settings.baton_instance, pipeline.turn)
    await engine.launch()
    stack.push_async_callback(engine.close)
    mover = Mover(store.inbox, engine.run, pipeline.give_up)
    door = Door(store.inbox, mover.wake)
    timekeeper = Timekeeper(store.sessions, pipeline.rooms.team, door.take)
    for part in (talk.outbox, mover, timekeeper):
        part.start()
    stack.push_async_callback(talk.outbox.drain, DRAIN_SECONDS)
    stack.push_async_callback(mover.drain, DRAIN_SECONDS)
    stack.push_async_callback(timekeeper.stop)
    return door


async def _listening(slack: Slack, talk: Talk, rooms: Rooms, homes: Homes, door: Door) -> AsyncApp:
    """Bolt with our listeners."""
    app = _bolt(slack.reader)
    doorway = Doorway(
        team=slack.identity.team,
        door=door,
        reading=Reading(slack.identity.user, await talk.people.domains()),
        people=talk.people,
        forms=Forms(slack.reader, rooms),
        homes=homes,
    )
    register(app, doorway)
    return app


async def _rooms(settings: Settings, learned: Learned, store: Store, talk: Talk) -> Rooms:
    """Everything a turn may need."""
    company, catalog = settings.company, learned.catalog
    badges = {name: skill.badge for name, skill in catalog.skills.items()}
    roster = Roster.load([ROLES, *company.coworkers.folders], badges, company.desks)
    for fault in (*catalog.faults, *roster.faults):
        log.warning("%s: %s", fault.file, fault.sentence)
    audit = Audit()
    desk = Desk(talk.line, talk.people, audit, company.desks)
    sandbox = Sandbox(store.sessions)
    await sandbox.seed()
    return Rooms(
        sessions=store.sessions,
        team=talk.people.team,
        desks=company.desks,
        catalog=catalog,
        roster=roster,
        triage=learned.triage,
        memory=memory.Memory(vault),
        company=sandbox,
        handbook=Library(learned.knowledge),
        people=talk.people,
        line=talk.line,
        audit=audit,
        desk=desk,
        aftercare=Aftercare(desk, talk.people, company.desks),
        commands=CommandRooms(roster, talk.people, company.desks, audit, systems=sandbox.systems),
        working=talk.status.working,
    )


def _bolt(client: AsyncWebClient) -> AsyncApp:
    """Listeners run before Slack is answered, so that nothing is acknowledged that is not kept."""
    logger = logging.getLogger("bolt")
    # Bolt warns that it found the token in the environment too; our listeners log what matters.
    logger.setLevel(logging.ERROR)
    return AsyncApp(
        client=client,
        process_before_response=True,
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        logger=logger,
    )


async def _open_to_slack(settings: Settings, running: Running, stack: AsyncExitStack) -> None:
    """Take events: over a socket, or as signed HTTP. Health is served either way."""
    server = web.Application()
    server.add_routes([*health(running.ready), metrics(running.rooms.sessions)])
    if settings.slack_app_token:
        running.socket = Socket(
            running.app, settings.slack_app_token.get_secret_value(), settings.slack_api_url
        )
        stack.push_async_callback(running.socket.close)
    else:
        server.router.add_post("/slack/events", guarded(running.app, settings.signing_secret))
    running.port = await _serve(server, settings, stack)
    if running.socket:
        await running.socket.open()


async def _serve(server: web.Application, settings: Settings, stack: AsyncExitStack) -> int:
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, settings.host, settings.port)
    try:
        await site.start()
    except OSError as error:
        raise ConfigurationError(
            f"Baton cannot listen on {settings.host}:{settings.port} ({error.strerror}); "
            "HOST and PORT can name another address."
        ) from None
    port: int = runner.addresses[0][1]
    return port


def _admins(settings: Settings) -> frozenset[str]:
    return frozenset(settings.company.workspace.admins)


def _beside(settings: Settings, name: str) -> str:
    """The address of a store of its own: a file beside the SQLite database, or the same PostgreSQL."""
    if settings.embedded:
        return f"sqlite:///{settings.folder / name}.db"
    return settings.database_url
