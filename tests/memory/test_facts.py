"""What one message tells: tags, errors, times, wishes, attempts, and what it puts right."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory import Role, Said, brief, extract
from memory.brief import facts_in
from memory.facts import strike

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def thread(*lines: str) -> list[Said]:
    """Lines beginning with `>` are the coworker's."""
    return [
        Said(
            str(n),
            "T1",
            "ada",
            "dm",
            "Jordan" if line.startswith(">") else "Ada",
            Role.COWORKER if line.startswith(">") else Role.EMPLOYEE,
            line.lstrip("> "),
            NOON,
        )
        for n, line in enumerate(lines)
    ]


def current(*lines: str) -> set[tuple[str, str]]:
    return {(fact.key, fact.value) for fact in facts_in(thread(*lines)) if fact.superseded_by is None}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("laptop tag is CRP-4821", "asset", "CRP-4821"),
        ("see INC0045121 please", "reference", "INC0045121"),
        ("ticket OPS-3318 is still open", "ticket", "OPS-3318"),
        ("it fails with 0x80070057", "error", "0x80070057"),
        ("I get error 13 on the VPN", "error", "13"),
        ("it shows error 0x8007000d in the log", "error", "0x8007000d"),
        ("the database says ORA-00942", "error", "ORA-00942"),
        ('it shows "Cannot reach the licence server"', "message shown", "Cannot reach the licence server"),
        ("host db-17.corp.example is down", "host", "db-17.corp.example"),
        ("open https://wiki.corp.example/vpn and look", "link", "https://wiki.corp.example/vpn"),
        ("write to ana@corp.example", "e-mail", "ana@corp.example"),
        ("client version 5.9.2 since Monday", "version", "version 5.9.2"),
        ("serial number 5CD9123ABC", "serial", "5CD9123ABC"),
        ("call me on ext 5512", "phone", "5512"),
        ("the meeting is on Thursday 16:30", "when", "on Thursday 16:30"),
        ("off from 24 December", "when", "24 December"),
        ("only 600 MB left", "amount", "600 MB"),
        ("it costs €1,240.50 a year", "amount", "€1,240.50"),
        ("the screen in room Baobab", "place", "Baobab"),
        ("report_final.xlsx is broken", "file", "report_final.xlsx"),
        ("my ThinkPad T14 is hot", "device", "ThinkPad T14"),
        ("approved by Mrs. Okafor", "person", "Mrs. Okafor"),
        ("job NIGHT_SYNC_02 hangs", "name in capitals", "NIGHT_SYNC_02"),
    ],
)
def test_a_mention_is_found_by_its_shape(text: str, key: str, value: str) -> None:
    assert (key, value) in {(mention.key, mention.value) for mention in extract(text)}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("please message me, don't call", "preference"),
        ("email is better, the line is bad here", "preference"),
        ("nobody should restart it again, please don't restart the server", "preference"),
        ("I need it before 14:00", "deadline"),
        ("my meeting starts in 20 minutes", "deadline"),
        ("I already restarted twice", "tried"),
        ("same with the other cable", "tried"),
    ],
)
def test_wishes_deadlines_and_attempts_are_kept_whole(text: str, key: str) -> None:
    assert (key, text) in {(mention.key, mention.value) for mention in extract(text)}


def test_a_wish_is_pinned() -> None:
    assert [fact.pinned for fact in facts_in(thread("please don't phone me"))] == [True]


def test_a_coworkers_message_gives_no_facts() -> None:
    assert extract("Your laptop is LT-20394.", Role.COWORKER) == []


@pytest.mark.parametrize(
    ("before", "correction", "stale", "holds"),
    [
        ("tag LT-1001", "sorry, LT-2002", "LT-1001", "LT-2002"),
        ("tag LT-1001", "wrong, that's my old laptop. LT-2002", "LT-1001", "LT-2002"),
        (
            "the demo is on Friday 11:00",
            "they moved it to Thursday 16:30",
            "on Friday 11:00",
            "Thursday 16:30",
        ),
        ("it has 42 pages", "I meant 24 pages", "42 pages", "24 pages"),
        ("reach me on ext 4411", "actually ext 4417", "4411", "4417"),
        ("we are 12 people", "no wait, 14 people", "12 people", "14 people"),
    ],
)
def test_a_correction_replaces_the_last_value_of_its_kind(
    before: str, correction: str, stale: str, holds: str
) -> None:
    facts = facts_in(thread(before, correction))
    old = next(fact for fact in facts if fact.value == stale)
    assert old.superseded_by == holds
    assert holds in [fact.value for fact in facts if fact.superseded_by is None]


def test_not_this_but_that_names_what_no_longer_holds() -> None:
    facts = current("pick-up is 15:00 and the mail leaves 17:00", "pick-up is at 13:00, not 15:00")
    assert ("when", "15:00") not in facts
    assert {("when", "13:00"), ("when", "17:00")} <= {
        (key, value.removeprefix("at ")) for key, value in facts
    }


def test_a_second_value_without_a_correction_stands_beside_the_first() -> None:
    assert {("asset", "LT-1001"), ("asset", "LT-2002")} <= current(
        "my tag is LT-1001", "the tag of Bo is LT-2002"
    )


def test_an_answer_that_held_only_the_stale_value_goes_with_it() -> None:
    facts = current("> Laptop tag?", "LT-1001", "wrong one, LT-2002")
    assert "LT-1001" not in {value for _, value in facts}


def test_saying_it_again_adds_nothing() -> None:
    facts = [f for f in facts_in(thread("tag LT-1001", "as I said LT-1001, the laptop")) if f.key == "asset"]
    assert len(facts) == 1


def test_strike_marks_whole_values_only() -> None:
    assert strike("15:00 and 115:00", ["15:00"]) == "~15:00~ and 115:00"


THREAD = thread(
    "the label printer in hall 3 stopped at 7:40",
    "> Hello. What does it show?",
    '"Ribbon out of range", but the ribbon is new',
    "> Which printer is it?",
    "ZT-40118",
    "no, sorry: ZT-40181",
    "> Thank you. Did you try anything?",
    "I already cleaned the head and restarted twice, no change",
    "> When do you need it?",
    "first truck leaves at 10:15. please message here, I can't talk on the shop floor",
)


def test_a_brief_keeps_what_matters_and_marks_what_was_corrected() -> None:
    text = brief(THREAD, 3000).text
    for fact in ("hall 3", "Ribbon out of range", "restarted twice", "10:15", "please message here"):
        assert fact in text
    assert "ZT-40181 (was ZT-40118)" in text


@pytest.mark.parametrize("limit", [120, 300, 900])
def test_a_brief_keeps_to_its_limit(limit: int) -> None:
    made = brief(THREAD, limit)
    assert 0 < len(made.text) <= limit


@given(st.lists(st.text(max_size=80), max_size=8), st.integers(min_value=0, max_value=400))
def test_any_thread_gives_a_brief_within_any_limit(lines: list[str], limit: int) -> None:
    assert len(brief(thread(*lines), limit).text) <= limit
