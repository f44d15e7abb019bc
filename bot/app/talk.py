"""How people are known and spoken to."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot.app.sharing import share
from bot.app.slack import Slack
from bot.app.store import Store
from bot.desk.relay.mirror import Mirror
from bot.governance.audit import Audit
from bot.settings import Settings
from bot.slack.arrivals import Arrivals
from bot.slack.calls import Calls
from bot.slack.files import Files
from bot.slack.line import SlackLine
from bot.slack.outbox import Outbox
from bot.slack.people import Directory
from bot.slack.scan import Scan
from bot.slack.status import StatusLine
from bot.slack.undelivered import Undelivered


@dataclass(frozen=True)
class Talk:
    """How people are known and spoken to."""

    people: Directory
    line: SlackLine
    outbox: Outbox
    status: StatusLine


async def open_talk(settings: Settings, slack: Slack, store: Store, stack: AsyncExitStack) -> Talk:
    """People, the way out, and a look at every desk's channel before anything is promised."""
    admins = frozenset(settings.company.workspace.admins)
    people = Directory(slack.reader, slack.identity, settings.company.desks, admins)
    for desk in settings.company.desks:
        await people.desk_channel(desk)
    line = SlackLine(people, slack.poster, slack.identity)
    undelivered = Undelivered(line, people, Audit(), slack.identity.team)
    calls = Calls(slack.poster, slack.reader, store.sessions, _files(settings, slack, store, people, line))
    pace = share(settings, slack.identity, people, stack)
    arrivals = Arrivals(line, Mirror(line, people))
    outbox = Outbox(
        store.sessions,
        calls,
        undelivered,
        store.leases,
        pace,
        arrived=arrivals.arrived,
        stuck=arrivals.stuck,
    )
    line.wake = outbox.lanes.wake
    status = StatusLine(slack.reader)
    stack.push_async_callback(status.close)
    return Talk(people, line, outbox, status)


def _files(settings: Settings, slack: Slack, store: Store, people: Directory, line: SlackLine) -> Files:
    """What carries files; what a crash left of one that was being looked at is removed."""
    rules = settings.company.relay
    scan = Scan(rules, settings.folder / "scanning" / settings.baton_instance)
    scan.tidy()
    return Files(slack.poster, store.sessions, rules, scan, line.direct, people.is_private)
