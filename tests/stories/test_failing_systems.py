"""Whatever a system of the company does, and whenever: the person who asked sees one ending, and only one."""

import asyncio
import random
from dataclasses import dataclass, field

import pytest

from bot.connections import patience
from skills import ToolDenied, ToolUnavailable
from tests.playground.driver import Json
from tests.stories.stage import House, kind_of, ticket_of
from tests.stories.systems import stand_between

pytestmark = pytest.mark.asyncio(loop_scope="module")

REQUESTS = (
    "I forgot my Okta password",
    "my Windows account is locked",
    "lost my yubikey",
    "my laptop has been so slow since the update",
    "how many vacation days do I have left?",
    "14 and 15 December off please, PTO",
    "is parking free?",
)
FAILURES: tuple[BaseException | None, ...] = (
    ToolUnavailable("The system behind it is being restarted."),
    ToolDenied("The company's rules do not allow it."),
    ConnectionResetError("by peer"),
    TimeoutError(),
    ValueError("a secret of the stack trace"),
    KeyError("id"),
    MemoryError(),
    SystemExit(1),
    asyncio.CancelledError(),
    None,
)
"""What a call may raise; None is a call that never comes back."""

PLANS = 40


@dataclass
class Plan:
    """The calls from the `begin`th on fail so many times, in this way."""

    request: str
    failure: BaseException | None
    begin: int
    times: int
    calls: int = field(default=0, repr=False)

    async def __call__(self, _tool: str) -> None:
        self.calls += 1
        if self.begin <= self.calls < self.begin + self.times:
            if self.failure is None:
                await asyncio.Event().wait()
            else:
                raise self.failure


def drawn(seed: int) -> Plan:
    """A plan by its number."""
    chance = random.Random(seed)
    times = chance.choice((1, 2, 100))
    return Plan(chance.choice(REQUESTS), chance.choice(FAILURES), chance.randint(1, 6), times)


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that does not come back is given up soon."""
    monkeypatch.setattr(patience, "CALL_SECONDS", 0.1)


@pytest.mark.parametrize("seed", range(PLANS))
async def test_there_is_one_ending_whatever_fails(office: House, seed: int) -> None:
    plan = drawn(seed)
    stand_between(office, plan)
    who = (office.ada, office.ben, office.fay, office.sara)[seed % 4]

    thread = await who.says(plan.request)
    await office.settles()

    seen = [kind_of(post) for post in await office.posts(thread=thread)]
    packets = [ticket_of(post) for post in await office.posts("packet")]
    handed = {ticket_of(post) for post in await office.posts("notice", thread)} & set(packets)
    answered = seen.count("reply") + seen.count("question")
    assert (answered, len(handed)) in {(1, 0), (0, 1)}, f"{plan}: {seen}"
    assert len(packets) == len(set(packets))
    assert "secret" not in str(await office.posts())


@pytest.mark.parametrize("times", [1, 2])
async def test_trouble_that_passes_is_not_noticed(office: House, times: int) -> None:
    plan = Plan("I forgot my Okta password", ToolUnavailable("for a moment"), 2, times)
    company = stand_between(office, plan)
    resets = company.made.count("reset_password")

    await office.ada.asks(plan.request, gets="reply", containing="one-time link")

    assert company.made.count("reset_password") == resets + 1


async def test_a_refusal_is_not_argued_with(office: House) -> None:
    plan = Plan("I forgot my Okta password", ToolDenied("not for contractors"), 2, 1)
    stand_between(office, plan)

    told = await office.ada.asks(plan.request, gets="notice", containing="IT desk")

    await _packet(office, told, "not for contractors")


async def _packet(office: House, told: Json, containing: str) -> None:
    await office.settles()
    packets = [post for post in await office.posts("packet") if ticket_of(post) == ticket_of(told)]
    assert len(packets) == 1
    assert containing in str(packets[0])
