"""Commands are for whom they are meant; everybody else is told so kindly, and learns no name from it."""

import pytest

from tests.security.wire import Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")

TYPED = (
    "",
    "list",
    "help",
    "org",
    "status",
    "show jordan",
    "audit bob",
    "pause jordan",
    "resume bob",
    "<!channel>",
)
SECRETS = ("jordan", "bob", "pause", "resume", "audit", "org", "status")


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("who", ["ada", "sam", "guest"])
async def test_looking_after_coworkers_is_not_for_everybody(wire: Wire, who: str, typed: str) -> None:
    refusals = len(await wire.refusals("/coworkers"))

    told = (await getattr(wire, who).commands(f"/coworkers {typed}")).casefold()

    assert "sorry" in told
    assert not [name for name in SECRETS if name in told]
    assert len(await wire.refusals("/coworkers")) == refusals + 1


async def test_nobody_was_paused_by_any_of_that(wire: Wire) -> None:
    asked = await wire.ben.says("I forgot my Okta password")

    await wire.ben.sees_next("reply", "one-time link", thread=asked)


async def test_an_admin_may(wire: Wire) -> None:
    assert "jordan" in (await wire.root.commands("/coworkers")).casefold()


@pytest.mark.parametrize("typed", ["", "help", "mine", "I forgot my Okta password"])
async def test_a_guests_request_is_kindly_refused(wire: Wire, typed: str) -> None:
    tickets = await wire.tickets()

    told = await wire.guest.commands(f"/support {typed}")

    assert "on your behalf" in told
    assert await wire.tickets() == tickets


@pytest.mark.parametrize("command", ["/coworkers", "/support"])
async def test_another_companys_command_is_not_heard(wire: Wire, command: str) -> None:
    kept = await wire.kept()

    await wire.ext.does("commands", channel="general", command=command, text="I forgot my Okta password")

    assert await wire.kept() == kept
