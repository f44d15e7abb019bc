"""The figures count what they say they count, and a day's table replaces no other day's."""

import pytest

from bot.intake.triage.routing import Decision, Part, Route
from tests.evals.employees import Judged, Row, Share, figures
from tests.evals.page import Section, with_day


def judged(row: Row, route: Route, *skills: str) -> Judged:
    """A row and a decision that starts these skills."""
    alone = skills[0] if route is Route.SKILL else None
    parts = tuple(Part("", skill) for skill in skills) if route is Route.SPLIT else ()
    return Judged(row, Decision(route, "test", "why", alone, parts=parts), 1.0)


PLAIN = Row(text="a", label="time_off", kind="plain")
DOUBTFUL = Row(text="b", label="time_off", also=["app_access"], kind="ambiguous")
BOTH = Row(text="c", label="time_off", also=["time_off", "app_access"], kind="multi")
WISH = Row(text="d", label="time_off", also=["time_off", "talk_to_human"], kind="multi")
LEGAL = Row(text="e", label=None, kind="legal")


@pytest.mark.parametrize(
    ("one", "right"),
    [
        (judged(PLAIN, Route.SKILL, "time_off"), True),
        (judged(PLAIN, Route.SKILL, "app_access"), False),
        (judged(DOUBTFUL, Route.SKILL, "app_access"), True),
        (judged(BOTH, Route.SPLIT, "time_off", "app_access"), True),
        (judged(BOTH, Route.SPLIT, "time_off", "slow_laptop"), False),
        (judged(LEGAL, Route.SKILL, "time_off"), False),
    ],
)
def test_all_that_starts_must_be_wanted(one: Judged, right: bool) -> None:
    assert one.right is right


def test_each_figure_counts_its_own_rows() -> None:
    rows = [
        judged(PLAIN, Route.SKILL, "time_off"),
        judged(PLAIN, Route.CLARIFY),
        judged(DOUBTFUL, Route.CLARIFY),
        judged(WISH, Route.PERSON),
        judged(LEGAL, Route.PERSON),
        judged(LEGAL, Route.SKILL, "time_off"),
    ]
    assert list(figures(rows).values()) == [Share(1, 2), Share(1, 2), Share(1, 2), Share(1, 1)]
    assert [one.fault for one in rows] == [False, True, False, False, False, True]


def test_a_share_of_nothing_says_so() -> None:
    assert (str(Share(1, 3)), str(Share(0, 0))) == ("33.3% (1 of 3)", "no rows")


def test_a_new_day_stands_above_the_others_and_the_same_day_only_once() -> None:
    told = str(Section("Ours", (("right", "99 %", "95 %"),)))
    one = with_day("# Evaluation\n\n## What it means\n\nWords.\n", "2026-11-22", "abc", told)
    two = with_day(one, "2026-11-23", "def", told)
    assert two.index("Words.") < two.index("## 2026-11-23")
    assert two.index("## 2026-11-23, at def") < two.index("## 2026-11-22, at abc")
    again = with_day(two, "2026-11-23", "fed", told)
    assert again == two.replace("def", "fed")
    assert "| right | 99 % | 95 % |" in again
