"""In Socket Mode, where the SDK sees every envelope, the log holds no secret either."""

from pathlib import Path

from bot.intake.learning import Learned
from tests.security.conftest import Kept
from tests.security.secrets import SECRETS, found_in
from tests.stories.stage import playing


async def test_no_log_of_socket_mode_holds_a_secret(tmp_path: Path, learned: Learned, log: Kept) -> None:
    async with playing(tmp_path, learned) as house:
        for text in SECRETS:
            await house.ben.says(text)
        await house.settles()

    assert len(log.lines) > 10
    assert {line[:300]: found for line in log.lines if (found := found_in(line))} == {}
