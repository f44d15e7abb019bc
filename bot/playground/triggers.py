"""Short-lived rights that an interaction gives an app: trigger ids and response URLs."""

import time
from dataclasses import dataclass

from bot.playground.errors import SlackError
from bot.playground.ids import key

RESPONSE_USES = 5
RESPONSE_SECONDS = 30 * 60.0


@dataclass
class Trigger:
    """The right to open one modal for `user`."""

    user: str
    until: float
    used: bool = False


@dataclass
class ResponseRight:
    """The right to answer an interaction. `ts` is the message it came from, if any."""

    user: str
    channel: str
    ts: str
    thread_ts: str
    until: float
    uses: int = 0


class Triggers:
    """Trigger ids, each good for one modal within `seconds`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._by_id: dict[str, Trigger] = {}

    def issue(self, user: str) -> str:
        """A trigger id for something `user` did just now."""
        trigger_id = f"{time.time_ns() // 1000}.{key()}"
        self._by_id[trigger_id] = Trigger(user, time.monotonic() + self._seconds)
        return trigger_id

    def redeem(self, trigger_id: str) -> str:
        """The user behind a trigger id, which is spent by this; raises Slack's three errors."""
        trigger = self._by_id.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if trigger.until < time.monotonic():
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user


class ResponseRights:
    """Response URLs: five uses within thirty minutes."""

    def __init__(self) -> None:
        self._by_key: dict[str, ResponseRight] = {}

    def issue(self, user: str, channel: str, ts: str = "", thread_ts: str = "") -> str:
        """The key of a new response URL."""
        made = key()
        self._by_key[made] = ResponseRight(user, channel, ts, thread_ts, time.monotonic() + RESPONSE_SECONDS)
        return made

    def use(self, wanted: str) -> ResponseRight:
        """Use a response URL once; raises `invalid_url`, `expired_url` or `used_url`."""
        right = self._by_key.get(wanted)
        if right is None:
            raise SlackError("invalid_url")
        if right.until < time.monotonic():
            raise SlackError("expired_url")
        if right.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        right.uses += 1
        return right
