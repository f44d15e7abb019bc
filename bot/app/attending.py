"""Nothing missed: what came while nobody listened is read as soon as somebody does again."""

from contextlib import AsyncExitStack

from bot.app.opening import Running
from bot.app.slack import Slack
from bot.app.store import Store
from bot.slack.attendance import Attendance
from bot.slack.backfill import Backfill
from bot.slack.history import History
from bot.slack.listeners.doorway import Doorway


def attend(slack: Slack, store: Store, doorway: Doorway, running: Running, stack: AsyncExitStack) -> None:
    """Keep the mark, and read every gap, in the background."""
    backfill = Backfill(History(slack.reader), store.sessions, store.inbox, doorway, slack.identity.user)
    attendance = Attendance(
        store.sessions, store.leases, doorway.team, slack.identity.clock, running.ready, backfill.read
    )
    doorway.door.refused = attendance.interrupted
    if running.socket:
        running.socket.connected = attendance.interrupted
    attendance.start()
    stack.push_async_callback(attendance.stop)
