"""One message and a Slack that may fail before or after it is stored: it is said once; and how fast."""

import asyncio
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError

from bot.slack.calls import Calls
from bot.slack.outbox import Attempt
from bot.slack.pace import Pace
from bot.store.tables import OutboxRow

ROW = OutboxRow(id="row1", verb="post", channel="C1", kind="notice", body={"text": "text 1"})


class FlakySlack(Calls):
    """A Slack of one message: each call may fail before or after it is stored."""

    def __init__(self, fates: list[str]) -> None:
        self.stored = 0
        self._fates = iter(fates)

    async def make(self, row: OutboxRow) -> str | None:
        """Store it, or not, and say so, or not."""
        fate = next(self._fates, "works")
        if fate in {"works", "lost answer"}:
            self.stored += 1
        if fate in {"lost answer", "lost call"}:
            raise ConnectionError(fate)
        if fate == "limited":
            raise limited()
        return "1.0"

    async def find(self, row: OutboxRow) -> str | None:
        """It is there if it was stored; even looking can fail."""
        fate = next(self._fates, "works")
        if fate == "limited":
            raise limited()
        if fate != "works":
            raise ConnectionError(fate)
        return "1.0" if self.stored else None


def limited() -> SlackApiError:
    """What the SDK raises for a 429."""

    answer = SimpleNamespace(status_code=429, headers={}, get={"error": "ratelimited"}.get)
    return SlackApiError("limited", answer)  # type: ignore[no-untyped-call]


@given(st.lists(st.sampled_from(["lost call", "lost answer", "limited", "works"]), max_size=12))
def test_no_order_of_failures_makes_it_said_twice(fates: list[str]) -> None:
    slack = FlakySlack(fates)
    attempt = Attempt(slack, inherited=False)

    async def insist() -> str | None:
        while True:
            try:
                return await attempt.make(ROW)
            except SlackApiError as error:
                attempt.refused(error)
            except ConnectionError:
                attempt.back_off()

    assert asyncio.run(insist()) == "1.0"
    assert slack.stored == 1


async def test_a_conversation_is_not_slowed_down_until_slack_objects() -> None:
    moment = [0.0]
    pace = Pace(clock=lambda: moment[0])

    free = [await pace.take("C1") for _ in range(50)]
    await pace.objected("C1")
    paced = [await pace.take("C1") for _ in range(3)]

    assert free == [0.0] * 50
    assert paced == [1.0, 2.0, 3.0]
    assert await pace.take("C2") == 0.0
