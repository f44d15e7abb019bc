"""What is believed of Slack's answers while it gives no new ones, and for how long."""

import asyncio
from collections.abc import Callable

import pytest

from bot.errors import Unreachable
from bot.slack import lookups as room
from bot.slack.lookups import FRESH_SECONDS, REST_SECONDS, RIGHTS_SECONDS, Lookups

KIND = ("members", "C1")


class Slack:
    """Answers with what it is told, fails with what it is told, at a time of its own."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.answer = "sam"
        self.trouble: Exception | None = None
        self.asked = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def ask(self) -> str:
        self.asked += 1
        answer = self.answer
        await self.gate.wait()
        if self.trouble:
            raise self.trouble
        return answer


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def lookups(slack: Slack) -> Lookups:
    return Lookups(lambda: slack.now)


async def test_an_answer_is_kept_for_a_minute(slack: Slack, lookups: Lookups) -> None:
    assert await lookups.get(KIND, slack.ask) == "sam"
    slack.answer = "sara"
    slack.now += FRESH_SECONDS - 1
    assert await lookups.get(KIND, slack.ask) == "sam"
    slack.now += 1
    assert await lookups.get(KIND, slack.ask) == "sara"


async def test_the_last_answer_stands_in_while_slack_does_not_answer(slack: Slack, lookups: Lookups) -> None:
    await lookups.get(KIND, slack.ask)
    slack.now += RIGHTS_SECONDS - 1
    slack.trouble = OSError("no route")
    assert await lookups.get(KIND, slack.ask, RIGHTS_SECONDS) == "sam"


async def test_after_ten_minutes_rights_are_not_believed_any_more_and_names_still_are(
    slack: Slack, lookups: Lookups
) -> None:
    await lookups.get(KIND, slack.ask)
    slack.now += RIGHTS_SECONDS
    slack.trouble = OSError("no route")
    assert await lookups.get(KIND, slack.ask) == "sam"
    with pytest.raises(Unreachable):
        await lookups.get(KIND, slack.ask, RIGHTS_SECONDS)


async def test_nothing_known_and_no_answer_is_trouble_that_passes(slack: Slack, lookups: Lookups) -> None:
    slack.trouble = TimeoutError()
    with pytest.raises(Unreachable):
        await lookups.get(KIND, slack.ask)
    slack.trouble = None
    assert await lookups.get(KIND, slack.ask) == "sam"


async def test_what_will_not_pass_is_raised_as_it_is(slack: Slack, lookups: Lookups) -> None:
    await lookups.get(KIND, slack.ask)
    slack.now += FRESH_SECONDS
    slack.trouble = ValueError("not Slack's fault")
    with pytest.raises(ValueError, match="not Slack"):
        await lookups.get(KIND, slack.ask)


async def test_slack_is_left_alone_for_a_while_once_it_did_not_answer(slack: Slack, lookups: Lookups) -> None:
    await lookups.get(KIND, slack.ask)
    slack.now += FRESH_SECONDS
    slack.trouble = OSError()
    for _ in range(5):
        await lookups.get(KIND, slack.ask)
    assert slack.asked == 2
    slack.now += REST_SECONDS
    slack.trouble, slack.answer = None, "sara"
    assert await lookups.get(KIND, slack.ask) == "sara"


async def test_nobody_waits_for_a_slow_slack_where_the_last_answer_will_do(
    slack: Slack, lookups: Lookups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "HURRY_SECONDS", 0.01)
    await lookups.get(KIND, slack.ask)
    slack.now += FRESH_SECONDS
    slack.gate.clear()
    slack.answer = "sara"
    assert await lookups.get(KIND, slack.ask) == "sam"

    slack.gate.set()
    await _until(lambda: not lookups.age(KIND))
    assert await lookups.get(KIND, slack.ask) == "sara"


async def test_many_at_once_ask_once_and_one_who_leaves_takes_nobody_along(
    slack: Slack, lookups: Lookups
) -> None:
    slack.gate.clear()
    first, *others = [asyncio.create_task(lookups.get(KIND, slack.ask)) for _ in range(5)]
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    slack.gate.set()
    assert await asyncio.gather(*others) == ["sam"] * 4
    assert slack.asked == 1


async def test_a_change_while_slack_is_asked_makes_the_answer_old(slack: Slack, lookups: Lookups) -> None:
    slack.gate.clear()
    asking = asyncio.create_task(lookups.get(KIND, slack.ask))
    await asyncio.sleep(0)
    lookups.forget(KIND)
    slack.answer = "nobody"
    slack.gate.set()
    await asking
    assert await lookups.get(KIND, slack.ask) == "nobody"


@pytest.mark.parametrize("again", [Lookups.doubt, Lookups.forget])
async def test_after_a_change_slack_is_asked_again(
    slack: Slack, lookups: Lookups, again: Callable[[Lookups, tuple[str, str]], None]
) -> None:
    await lookups.get(KIND, slack.ask)
    again(lookups, KIND)
    slack.answer = "sara"
    assert await lookups.get(KIND, slack.ask) == "sara"


async def test_a_doubted_answer_stands_in_a_forgotten_one_does_not(slack: Slack, lookups: Lookups) -> None:
    await lookups.get(KIND, slack.ask)
    slack.trouble = OSError()
    lookups.doubt(KIND)
    assert await lookups.get(KIND, slack.ask) == "sam"
    lookups.forget(KIND)
    with pytest.raises(Unreachable):
        await lookups.get(KIND, slack.ask)


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(2):
        while not true():
            await asyncio.sleep(0)
