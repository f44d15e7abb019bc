"""Nobody says anything twice: what was told counts after a restart, in other threads, with other people."""

import re

from tests.stories.stage import House


async def number_of(house: House, value: str) -> str:
    """What ada can call a fact by."""
    listed = await house.ada.commands("/support remember")
    found = re.search(rf"#(\d+)`[^#]*{re.escape(value)}", listed)
    assert found, listed
    return found.group(1)


async def test_a_single_thing_is_put_right_and_another_forgotten(house: House) -> None:
    await house.ada.asks("my laptop LT-20394 is slow, I am on the 4th floor", gets="question")

    tag = await number_of(house, "LT-20394")
    assert "LT-20395" in await house.ada.commands(f"/support correct #{tag} LT-20395")
    listed = await house.ada.commands("/support remember")
    assert "LT-20395" in listed
    assert "LT-20394" not in listed

    assert "nothing about you under" in await house.ben.commands(f"/support forget #{tag}")
    tag = await number_of(house, "LT-20395")
    assert "forgotten" in await house.ada.commands(f"/support forget #{tag}")
    assert "LT-2039" not in await house.ada.commands("/support remember")
