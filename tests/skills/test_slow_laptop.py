"""Stories about slow laptops."""

import pytest

from skills import Device
from tests.fakes_tools import FakeTools, laptop
from tests.skills.talk import Talk, asked, done, handed_over, labels

FULL = laptop(disk_free_gb=9.5, disk_size_gb=256)
TIRED = laptop(memory_used_pct=93, uptime_days=23, updates_pending=5)
OTHER = laptop(asset="CRP-2311", name="MacBook Pro 14")


async def test_one_laptop_one_question_one_fix() -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[FULL]))
    question = await talk.says("my laptop has been so slow since the update")
    assert labels(question) == ["After it starts", "In one program", "It gets hot or loud", "All the time"]
    assert "9.5 of 256 GB" in done(await talk.says("All the time"))


async def test_when_it_is_slow_decides_the_fix() -> None:
    for answer, fix in [("after it starts", "restart it"), ("only in one program", "close Chrome")]:
        talk = Talk("slow_laptop", FakeTools(holds_laptops=[TIRED]))
        await talk.says("my laptop is slow")
        assert fix in done(await talk.says(answer))


async def test_nothing_is_asked_that_the_first_sentence_says() -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[FULL, OTHER]))
    assert "nearly full" in done(await talk.says("CRP-1042 is slow, everything takes for ever"))


async def test_several_laptops_are_choices() -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[TIRED, OTHER]))
    question = await talk.says("my laptop is slow")
    assert labels(question) == ["ThinkPad T14 (CRP-1042)", "MacBook Pro 14 (CRP-2311)"]
    assert asked(await talk.says("the thinkpad")).fills == "when"


async def test_at_most_three_questions() -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[TIRED, OTHER]))
    await talk.says("slow")
    await talk.says("CRP-1042")
    assert "ThinkPad" in done(await talk.says("hard to tell, honestly"))


async def test_disk_errors_go_to_a_person_at_once_with_the_readings() -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[laptop(disk_errors=37)]))
    reason = handed_over(await talk.says("my laptop is slow"))
    assert "37 disk errors" in reason
    assert "memory 50 %" in reason


async def test_a_swollen_battery_goes_to_a_person_before_anything_is_read() -> None:
    talk = Talk("slow_laptop", FakeTools(down={"laptops"}))
    assert "battery" in handed_over(await talk.says("the battery is swollen and it is slow"))


async def test_a_worn_battery_goes_to_a_person_only_if_the_battery_is_the_matter() -> None:
    worn = laptop(battery_health_pct=41, disk_free_gb=1)
    about_battery = Talk("slow_laptop", FakeTools(holds_laptops=[worn]))
    assert "41 %" in handed_over(await about_battery.says("battery is empty after one hour"))
    about_speed = Talk("slow_laptop", FakeTools(holds_laptops=[worn]))
    assert "nearly full" in done(await about_speed.says("it is slow all the time"))


async def test_readings_that_explain_nothing_are_handed_over() -> None:
    talk = Talk("slow_laptop")
    assert "Nothing in the readings" in handed_over(await talk.says("slow all the time"))


async def test_a_fix_that_was_tried_is_not_suggested_again() -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[laptop(uptime_days=9)]))
    said = "slow all the time, I already restarted it twice"
    assert "restarted it already" in handed_over(await talk.says(said))


@pytest.mark.parametrize(
    ("laptops", "words", "reason"),
    [([], "my laptop is slow", "No laptop"), ([FULL], "crp-9999 is slow", "CRP-9999 is not registered")],
)
async def test_a_laptop_that_is_not_theirs_is_handed_over(
    laptops: list[Device], words: str, reason: str
) -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=laptops))
    assert reason in handed_over(await talk.says(words))


async def test_a_refusal_is_handed_over() -> None:
    talk = Talk("slow_laptop", FakeTools(refuses={"device_health"}))
    assert "was refused" in handed_over(await talk.says("my laptop is slow"))


async def test_a_health_agent_that_is_down_is_handed_over() -> None:
    talk = Talk("slow_laptop", FakeTools(down={"device_health"}))
    assert "does not answer" in handed_over(await talk.says("my laptop is slow"))


async def test_a_blue_screen_goes_to_a_person_with_the_readings() -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[TIRED]))
    reason = handed_over(await talk.says("slow, and a blue screen twice a day"))
    assert "blue screen" in reason
    assert "up 23 days" in reason


async def test_heat_and_noise_point_to_what_keeps_the_processor_busy() -> None:
    busy = laptop(cpu_pct=97, disk_free_gb=1)
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[busy]))
    assert "processor" in done(await talk.says("the fan never stops"))


async def test_a_mac_is_found_by_its_short_name() -> None:
    talk = Talk("slow_laptop", FakeTools(holds_laptops=[TIRED, OTHER]))
    await talk.says("my laptop is slow all the time")
    assert "MacBook" in handed_over(await talk.says("the mac"))
