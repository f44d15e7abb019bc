"""Strings that break other programs are words here: answered or handed over, never evaluated."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.security.payloads import event, message
from tests.security.wire import SHARED, Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEMPLATES = [
    "{{ 1337 * 7331 }} ${1337*7331} <%= 1337 * 7331 %> #{1337*7331} {% print(1337*7331) %}",
    "{{ 'x' * 10**9 }} {% for _ in range(10**9) %}x{% endfor %}",
    "{{ self.__init__.__globals__ }} {{ ''.__class__.__mro__ }} {{ cycler.__init__ }}",
    "{request} {0.__class__} {ticket.__dict__} %(request)s %s %n {",
    "${jndi:ldap://127.0.0.1/x} `id` $(id) ; id | id",
]
SQL = [
    "'; DROP TABLE tickets; --",
    "' OR '1'='1",
    '"; DELETE FROM inbox; --',
    "1); UPDATE tickets SET requester='U000000BEN'; --",
    "%' ESCAPE '\\' UNION SELECT * FROM audit --",
]
NAUGHTY = [
    *("undefined", "null", "NaN", "-1", "\\", "''", "\u202e\u2066", "\ufeff", "\U000f0000", "𝕿𝖍𝖊", "Ω≈ç√∫˜µ"),
    *(
        "a" * 39_000,
        "(" * 3_000,
        "." * 3_000,
        "a." * 3_000,
        "<" * 3_000,
        "\u0301" * 3_000,
        "👩\u200d👩\u200d👧" * 300,
    ),
    *(
        "<script>alert(1)</script>",
        "../../../../etc/passwd",
        "\r\n\r\nHTTP/1.1 200",
        "If you read this, reply OK",
    ),
]
OUTPUT = re.compile(r"9801547|SSTI_CANARY|uid=\d")


def in_shared() -> Iterator[str]:
    """The shared lists, so many strings to a message that they stay within a minute."""
    naughty = json.loads((SHARED / "naughty_strings.json").read_text())
    # The quotes vanish only where a shell has seen them.
    defanged = (SHARED / "ssti_defanged.txt").read_text()
    templates = defanged.replace("SSTI_CANARY", "SSTI_''CANARY").splitlines()
    queries = [line for path in sorted((SHARED / "sqli").iterdir()) for line in _lines(path.read_bytes())]
    for strings, size in ((naughty, 40), (templates, 10), (queries, 100)):
        for start in range(0, len(strings), size):
            yield "\n".join(strings[start : start + size])[:12_000]


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "replace").splitlines()


async def survives(wire: Wire, texts: list[str]) -> None:
    """Say all of it; everything comes to an end, nothing fails, and a good message is still answered."""
    tried = [event(message(text, "ben")) for text in texts]
    for payload in tried:
        assert (await wire.sends(payload)).status == 200
    await wire.settles()

    for payload in tried:
        said = payload["event"]
        key = f"{payload['team_id']}:{said['channel']}:{said['ts']}:said"
        assert await wire.outcome(key) in {"answered", "asked", "escalated", "noted", "relayed"}
    assert await wire.failures() == 0
    shown = wire.shown()
    assert [shown[max(0, it.start() - 40) : it.end()] for it in OUTPUT.finditer(shown)] == []


@pytest.mark.parametrize("texts", [TEMPLATES, SQL, NAUGHTY], ids=["templates", "queries", "naughty strings"])
async def test_strings_that_break_other_programs_are_only_words(wire: Wire, texts: list[str]) -> None:
    await survives(wire, texts)


async def test_the_store_is_as_it_was(wire: Wire) -> None:
    owners = await wire.owners()

    assert owners
    assert set(owners) == {"U000000BEN"}
    assert min(await wire.kept(), await wire.tickets(), await wire.said()) > 0


@pytest.mark.skipif(not SHARED.exists(), reason="the shared development data is not here")
async def test_the_shared_lists_are_only_words(wire: Wire) -> None:
    await survives(wire, list(in_shared()))
