"""Slips of the pen are mended; words, names and what nobody has met are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.triage.patterns import listed
from bot.intake.triage.spelling import Spelling

REAL = listed("my chair is broken today the internet interest hours house please prompts friday")
SPELLING = Spelling(["my chair is broken", "the internet is slow today", "friday please", "some hours"], REAL)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("my chiar is brokn", "my chair is broken"),
        ("plese, fryday!", "please, friday!"),
        ("no interent toady", "no internet today"),
        ("my house", "my house"),
        ("prompts", "prompts"),
        ("Chiar Brokn", "Chiar Brokn"),
        ("hrs tdy", "hrs tdy"),
        ("zzzzzz wxyzw", "zzzzzz wxyzw"),
        ("chiar-4711 🪑\n", "chair-4711 🪑\n"),
    ],
)
def test_slips_are_mended_and_nothing_else(written: str, meant: str) -> None:
    assert SPELLING(written) == meant


@given(st.text())
def test_mending_twice_is_mending_once_and_keeps_the_number_of_words(text: str) -> None:
    mended = SPELLING(text)
    assert SPELLING(mended) == mended
    assert len(mended.split()) == len(text.split())


def test_without_a_list_of_words_nothing_is_a_slip() -> None:
    assert Spelling(["my chair"], frozenset())("my chiar") == "my chiar"
