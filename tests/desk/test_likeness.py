"""Whether reports tell of the same trouble, judged on rows that served to choose nothing."""

import pytest

from bot.desk.likeness import MAYBE, SAME, Likeness, apart, common_words, read
from bot.intake.learning import Learned
from tests.desk.reports import HELD, HELD_ALONE


@pytest.fixture(scope="module")
def likeness(learned: Learned) -> Likeness:
    """The comparison as the bot makes it."""
    return Likeness(learned.triage.embedder, learned.triage.taught.examples.mean)


def test_most_later_reports_find_an_earlier_one_of_their_trouble(likeness: Likeness) -> None:
    later = [(texts[n], texts[:n]) for texts in HELD.values() for n in range(1, len(texts))]
    best = [max(likeness.scores(text, before)) for text, before in later]
    assert sum(score >= SAME for score in best) >= 0.8 * len(later)
    assert sum(score >= MAYBE for score in best) >= 0.9 * len(later)


def test_hardly_anything_else_is_taken_for_one_of_an_incident(likeness: Likeness) -> None:
    best = [max(likeness.scores(text, texts)) for text in HELD_ALONE for texts in HELD.values()]
    assert sum(score >= SAME for score in best) <= 0.005 * len(best)


def test_no_report_of_one_trouble_joins_another(likeness: Likeness) -> None:
    for name, texts in HELD.items():
        others = [text for other, reports in HELD.items() if other != name for text in reports]
        assert max(score for text in texts for score in likeness.scores(text, others)) < MAYBE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VPN is down", "I need VPN access for a contractor"),
        ("wifi on the 3rd floor is gone", "wifi on floor 1 is gone"),
        ("the lift in building A is stuck", "the lift in building B is stuck"),
        ("printer 4B prints nothing", "printer 2A prints nothing"),
        ("Zoom has no sound", "my headset has no sound in Zoom"),
        ("Jira is down", "Salesforce is down"),
    ],
)
def test_what_names_different_things_or_is_one_s_own_is_apart(one: str, other: str) -> None:
    assert apart(read(one), read(other))


def test_an_incident_is_called_by_what_two_people_said() -> None:
    said = ["the VPN drops and I have a call with Dr Meyer", "vpn keeps dropping", "GlobalProtect hangs"]
    assert common_words(said) == "VPN, drops"
    assert common_words(["one thing", "another matter"]) == ""
    assert common_words([]) == ""
