"""What was said while nobody listened: read from Slack's history, and put through the same door."""

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from slack_sdk.errors import SlackApiError

from bot.desk.messages import Place
from bot.intake.turn import Said
from bot.slack.admission import at_the_door
from bot.slack.history import History, Json
from bot.slack.listeners.doorway import Doorway
from bot.slack.places import lately, ticket_threads
from bot.slack.trouble import code_of, may_pass
from bot.store.inbox import Inbox
from bot.store.session import Sessions

log = logging.getLogger(__name__)

DAY = 86_400.0
ROOTS_BACK = 3 * DAY
"""How far before a gap a thread may have begun, to be found without belonging to a ticket."""

SOLVED_DAYS = 7.0
LATE_SECONDS = 3600.0
"""Whoever is answered later than this is told why."""


@dataclass
class Gap:
    """What is read: all that came between two moments, in Slack's time; and what came of it."""

    since: float
    until: float
    found: int = 0
    kept: int = 0
    later: list[Place] = field(default_factory=list)

    def holds(self, message: Json) -> bool:
        """Whether a message falls into it."""
        return self.since < float(message["ts"]) <= self.until

    def answered_in(self, message: Json, me: str) -> bool:
        """Whether a message has replies by others than `me` that may fall into it."""
        names = message.get("reply_users") or ()
        only_me = set(names) == {me} and message.get("reply_users_count") == 1
        return not only_me and float(message.get("latest_reply", 0)) > self.since


class Backfill:
    """Reads the conversations we are in: the liveliest first, each in the order in which it was said.

    What was taken before is known by its id, so reading too much does no harm.
    """

    def __init__(self, history: History, sessions: Sessions, inbox: Inbox, doorway: Doorway, me: str) -> None:
        """`me` is our own user id."""
        self._history = history
        self._sessions = sessions
        self._inbox = inbox
        self._doorway = doorway
        self._me = me

    async def read(self, since: float, until: float, worth_while: Callable[[], bool]) -> None:
        """Take what was said between two moments; stop when that is not worth while any more.

        Raises what the client raises, and StoreUnavailable.
        """
        gap = Gap(since, until)
        async with self._sessions() as session:
            ours = await ticket_threads(session, self._doorway.team, SOLVED_DAYS)
            channels = [place.channel for place in ours] + await lately(session)
        for conversation in _first(await self._history.conversations(), channels):
            threads = [at.thread for at in ours if at.channel == conversation["id"]]
            if worth_while():
                await self._read(gap, conversation, threads)
        for place in sorted(gap.later, key=lambda at: (at not in ours, -float(at.thread))):
            if worth_while():
                await self._keep(gap, place.channel, await self._replies(gap, place), direct=False)
        began = datetime.fromtimestamp(since, UTC).isoformat(" ", "seconds")
        log.info("Read what was said since %s: %d messages for us, %d new.", began, gap.found, gap.kept)

    async def _read(self, gap: Gap, conversation: Json, threads: Collection[str]) -> None:
        """One conversation. A direct one is read whole, so that all of it is taken in order.

        In a channel each thread is a conversation of its own: those of tickets are read now, all others,
        and those that began long ago, when every conversation has been looked at.
        """
        channel, direct = conversation["id"], bool(conversation.get("is_im"))
        tops = await _readable(self._history.tops(channel, gap.since - ROOTS_BACK), channel)
        lively = {top["ts"] for top in tops if gap.answered_in(top, self._me)}
        old = set(threads) - {top["ts"] for top in tops}
        now = lively | old if direct else lively & set(threads)
        gap.later += [Place(channel, thread) for thread in (lively | old) - now]
        replies = [reply for thread in now for reply in await self._replies(gap, Place(channel, thread))]
        await self._keep(gap, channel, [*tops, *replies], direct=direct)

    async def _replies(self, gap: Gap, place: Place) -> list[Json]:
        return await _readable(self._history.replies(place.channel, place.thread, gap.since), place.channel)

    async def _keep(self, gap: Gap, channel: str, messages: Iterable[Json], *, direct: bool) -> None:
        """Put through the door what is for us, in the order in which it was said."""
        once = {message["ts"]: message for message in messages if gap.holds(message)}
        read = [self._turn(gap, channel, once[ts], direct=direct) for ts in sorted(once, key=float)]
        turns = [turn for turn in read if turn]
        known = await self._inbox.known([turn.key for turn in turns])
        new = [turn for turn in turns if turn.key not in known]
        for turn in new:
            await self._doorway.door.take(turn)
        gap.found += len(turns)
        gap.kept += len(new)

    def _turn(self, gap: Gap, channel: str, message: Json, *, direct: bool) -> Said | None:
        """The message as a turn, if it is for us; read as the event would have been that we missed."""
        place = {"channel": channel, "channel_type": "im" if direct else "channel"}
        body = {"team_id": self._doorway.team, "event": message | place}
        try:
            turn = self._doorway.reading.message(body) if at_the_door(body, self._doorway.team) else None
        except (LookupError, TypeError, ValueError) as error:
            log.warning("%s:%s cannot be read (%r).", channel, message["ts"], error)
            return None
        if not isinstance(turn, Said):
            return None
        return turn.model_copy(update={"late": turn.addressed and gap.until - float(turn.ts) > LATE_SECONDS})


def _first(conversations: Sequence[Json], channels: Sequence[str]) -> list[Json]:
    """Those of `channels` first, in that order; the others as they come."""
    ranks = {channel: rank for rank, channel in reversed(list(enumerate(channels)))}
    return sorted(conversations, key=lambda each: ranks.get(each["id"], len(channels)))


async def _readable(reading: Awaitable[list[Json]], channel: str) -> list[Json]:
    """What was read; nothing where Slack will never let us."""
    try:
        return await reading
    except SlackApiError as error:
        if may_pass(error):
            raise
        log.warning("What was said in %s cannot be read (%s).", channel, code_of(error))
        return []
