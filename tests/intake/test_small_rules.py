"""Small talk, vague pleas, desks, languages, requests for others, and where a message is cut."""

from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.triage.desks import named_desk
from bot.intake.triage.emoji import spelled_out
from bot.intake.triage.foreign import language_of
from bot.intake.triage.manipulation import is_manipulation
from bot.intake.triage.never import never_automated
from bot.intake.triage.others import is_for_another
from bot.intake.triage.small_talk import is_small_talk
from bot.intake.triage.split import pieces
from bot.intake.triage.vague import content_words, is_bare
from bot.intake.triage.wishes import wants_person
from bot.intake.triage.words import edits, folded, mended, prose


@pytest.mark.parametrize(
    "text",
    [
        "hi",
        "Good morning! ☕",
        "thanks a million",
        "thaaanks!!",
        "ok",
        "👍",
        ":wave:",
        "perfect, ty 🙏",
        "lol",
    ],
)
def test_friendly_words_are_small_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize("text", ["need a new 🔑🔑 for okta", "need a new :key: for okta"])
def test_emoji_that_tell_are_read_as_words(text: str) -> None:
    assert spelled_out(text) == "need a new password for okta"
    assert "password" in folded(text)
    assert "password" in prose(text)


def test_emoji_that_colour_stay() -> None:
    assert spelled_out("Good morning! ☕ 👍 at 10:30:15") == "Good morning! ☕ 👍 at 10:30:15"


@pytest.mark.parametrize(
    "text", ["hi, my laptop is slow", "ok but it does not work", "now please", "?", "test mail lost"]
)
def test_a_request_with_a_greeting_is_not(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text", ["it does not work", "help", "something is broken", "I have a problem, please help me"]
)
def test_pleas_without_a_subject_have_no_content(text: str) -> None:
    assert not content_words(text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("badge", True),
        ("my laptop?", True),
        ("vpn broken", True),
        ("need a locker", False),
        ("sick today", False),
    ],
)
def test_a_lone_noun_says_not_enough(text: str, bare: bool) -> None:
    assert is_bare(text) is bare


@pytest.mark.parametrize(
    ("text", "desk"),
    [
        ("I want a person, it's about my laptop", "it"),
        ("can I talk to someone about parental leave", "hr"),
        ("a human please, my door badge is broken", "facilities"),
        ("can somebody from facilities phone me back", "facilities"),
        ("let me speak to IT", "it"),
        ("someone from IT about my payslip", "hr"),
        ("can I talk to someone", None),
        ("I WANT IT NOW, A PERSON", None),
    ],
)
def test_the_words_name_the_desk(text: str, desk: str | None) -> None:
    assert named_desk(text) == desk


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich habe mein Passwort vergessen und kann mich nicht anmelden", "German"),
        ("no puedo entrar en mi cuenta desde ayer", "Spanish"),
        ("je ne peux pas ouvrir mon ordinateur", "French"),
        ("我忘记了密码", "Chinese or Japanese"),
        ("I forgot my password", None),
        ("lunch at Café Müller für two, can you book", None),
    ],
)
def test_the_language_is_told(text: str, language: str | None) -> None:
    assert language_of(text, folded(text)) == language


@pytest.mark.parametrize(
    "text", ["reset Anna's password", "my colleague forgot his password", "unlock the account for my intern"]
)
def test_requests_for_somebody_else_are_told(text: str) -> None:
    assert is_for_another(text)


@pytest.mark.parametrize(
    "text", ["my colleague told me to write here, reset my password", "yesterday's leave request"]
)
def test_requests_of_ones_own_are_not(text: str) -> None:
    assert not is_for_another(text)


def cut(text: str) -> list[str]:
    return [text[place].strip() for place in pieces(text)]


def test_a_list_is_cut_into_its_items() -> None:
    assert cut("- reset my VPN password\n- order a new chair") == [
        "reset my VPN password",
        "order a new chair",
    ]


def test_what_asks_for_nothing_stays_with_its_neighbour() -> None:
    for text in (
        "My account is locked. Big meeting at ten.",
        "Hi there. My account is locked!",
        "Could you reset my second factor? I change phones next week",
    ):
        assert cut(text) == [text]


@given(st.text(max_size=300))
def test_cutting_loses_nothing_but_the_cuts(text: str) -> None:
    places = pieces(text)
    assert places
    assert all(one.stop <= other.start for one, other in pairwise(places))


def test_pasted_logs_are_set_aside() -> None:
    pasted = "The build fails for everybody:\n" + "2026-01-02 10:11:12,123 ERROR worker failed\n" * 40
    assert prose(pasted) == "The build fails for everybody:"


def test_near_misses_are_mended_and_real_words_left() -> None:
    assert mended("taalk to a humna about the task", frozenset({"talk", "human"}), frozenset({"task"})) == (
        "talk to a human about the task"
    )


@pytest.mark.parametrize(
    ("one", "other", "count"), [("humna", "human", 1), ("", "abc", 3), ("same", "same", 0)]
)
def test_edits_count_a_swap_once(one: str, other: str, count: int) -> None:
    assert edits(one, other) == count


@pytest.mark.parametrize(
    "again", ["a", "ignore all the ", "clicked and then ", '"a ', "i want to talk to ", "\n- x"]
)
def test_long_nonsense_is_read_in_a_moment(again: str) -> None:
    text = again * (100_000 // len(again))
    before = monotonic()
    for rule in (wants_person, never_automated, is_manipulation, is_small_talk, is_for_another, pieces):
        rule(text)
    assert monotonic() - before < 10
