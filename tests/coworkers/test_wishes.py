"""What people type after `/coworkers`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coworkers.wishes import Puzzle, Wish, understand
from bot.governance.access import Action

NAMES = ["bob", "jordan"]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("", Wish(Action.COWORKERS_LIST)),
        ("  LIST ", Wish(Action.COWORKERS_LIST)),
        ("show @Jordan", Wish(Action.COWORKERS_SHOW, "jordan")),
        ("jordan", Wish(Action.COWORKERS_SHOW, "jordan")),
        ("pause jordan   the VPN changes ", Wish(Action.COWORKERS_PAUSE, "jordan", "the VPN changes")),
        ("audit bob 5 T-12", Wish(Action.COWORKERS_AUDIT, "bob", "5 T-12")),
    ],
)
def test_what_is_typed_is_understood(text: str, wish: Wish) -> None:
    assert understand(text, NAMES) == wish


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("stauts", "Did you mean `/coworkers status`?"),
        ("pauze jordan", "Did you mean `/coworkers pause`?"),
        ("jorden", "Did you mean `/coworkers jordan`?"),
        ("pause jorden", "Did you mean `/coworkers pause jordan`?"),
        ("pause", "For example: `/coworkers pause bob`."),
        ("xyzzy", "`/coworkers help` lists what there is."),
        ("show <!channel>", 'I know no coworker "‹!channel›".'),
    ],
)
def test_what_is_not_understood_gets_one_sentence_that_helps(text: str, hint: str) -> None:
    found = understand(text, NAMES)
    assert isinstance(found, Puzzle)
    assert hint in found.sentence


@given(st.text(max_size=80), st.lists(st.sampled_from(NAMES), unique=True))
def test_anything_typed_is_a_wish_for_a_known_coworker_or_a_puzzle(text: str, names: list[str]) -> None:
    found = understand(text, names)
    assert isinstance(found, Puzzle) or found.name in {"", *names}
