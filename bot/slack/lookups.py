"""What was asked of Slack, and how long it may be believed: a minute, longer while Slack does not answer."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from bot.errors import Unreachable
from bot.slack.trouble import may_pass

log = logging.getLogger(__name__)

FRESH_SECONDS = 60.0
RIGHTS_SECONDS = 600.0
"""How long answers that give somebody rights are believed while Slack does not answer."""

HURRY_SECONDS = 2.0
"""How long a fresh answer is waited for when there is an older one."""

WAIT_SECONDS = 5.0
"""How long it is waited for when there is none: others may be waiting for whoever asks."""

REST_SECONDS = 10.0
"""How long the older answer is taken without asking again, once Slack did not answer."""

Kind = tuple[str, str]
"""What was asked for, and about whom or what."""

T = TypeVar("T")


@dataclass
class Known:
    """An answer, when it came, and until when Slack is left alone about it."""

    answer: Any
    at: float
    changed: bool = False
    rest_until: float = 0.0


class Lookups:
    """Answers by what was asked; who asks the same at once shares one question."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[Kind, Known] = {}
        self._asking: dict[Kind, asyncio.Future[Any]] = {}

    async def get(self, kind: Kind, ask: Callable[[], Awaitable[T]], believed: float = math.inf) -> T:
        """The answer, asked for anew after a minute.

        While Slack does not answer, the last one, for as many seconds as it may be `believed`; with none,
        raises Unreachable.
        """
        known = self._known.get(kind)
        if known and self._is_fresh(known):
            return cast(T, known.answer)
        usable = known if known and self._clock() - known.at < believed else None
        if usable and self._clock() < usable.rest_until:
            return cast(T, usable.answer)
        try:
            async with asyncio.timeout(HURRY_SECONDS if usable else WAIT_SECONDS):
                return cast(T, await asyncio.shield(self._ask(kind, ask)))
        except Exception as error:
            if not may_pass(error):
                raise
            return cast(T, self._last_known(kind, usable, error))

    def age(self, kind: Kind) -> float:
        """Seconds since Slack answered this; infinite when it never did, or when it has changed since."""
        known = self._known.get(kind)
        return self._clock() - known.at if known and not known.changed else math.inf

    def last(self, kind: Kind) -> Any | None:
        """The last answer, however old; None when there was none."""
        known = self._known.get(kind)
        return known.answer if known else None

    def doubt(self, kind: Kind) -> None:
        """It changed: ask again; until Slack answers, the last answer will do."""
        self._asking.pop(kind, None)
        if kind in self._known:
            self._known[kind].changed = True

    def forget(self, kind: Kind) -> None:
        """It changed, and the last answer must not be used any more."""
        self._asking.pop(kind, None)
        self._known.pop(kind, None)

    def kinds(self) -> list[Kind]:
        """Everything that was asked for, or is being asked for."""
        return list(self._known | self._asking)

    def _is_fresh(self, known: Known) -> bool:
        return not known.changed and self._clock() - known.at < FRESH_SECONDS

    def _ask(self, kind: Kind, ask: Callable[[], Awaitable[T]]) -> asyncio.Future[Any]:
        if kind not in self._asking:
            asking: asyncio.Future[Any] = asyncio.ensure_future(ask())
            self._asking[kind] = asking
            asking.add_done_callback(lambda done: self._learn(kind, done))
        return self._asking[kind]

    def _learn(self, kind: Kind, done: asyncio.Future[Any]) -> None:
        failed = done.cancelled() or done.exception() is not None
        if self._asking.get(kind) is not done:
            return  # it has changed since we asked
        del self._asking[kind]
        if not failed:
            self._known[kind] = Known(done.result(), self._clock())

    def _last_known(self, kind: Kind, usable: Known | None, error: Exception) -> object:
        if usable is None:
            raise Unreachable("Slack does not answer right now.") from error
        usable.rest_until = self._clock() + REST_SECONDS
        log.warning("Slack does not say %s (%s); taking its last answer.", kind[0], type(error).__name__)
        return usable.answer
