"""The classifier: learns any examples, stays calibrated, says what it does not know."""

import numpy as np
import pytest
from sklearn.svm import SVC
from typer.testing import CliRunner

from bot.cli.main import app
from bot.cli.triage import Shipped
from bot.intake.triage.classifier import softmax
from bot.intake.triage.closest import Closest
from bot.intake.triage.duels import Duels
from bot.intake.triage.guess import Triage
from bot.intake.triage.nearness import Nearness
from memory import LexicalEmbedder

COLOURS = {
    "warm": ["a red scarf", "the red roof", "red as a rose", "deep red wine"],
    "cold": ["a blue scarf", "the blue roof", "blue as the sea", "deep blue ink"],
}


def test_probabilities_of_skills_and_outside_kinds_sum_to_one(shipped: Shipped) -> None:
    guess = shipped.triage.guess("my screen flickers when I dock")
    assert sum(c.probability for c in (*guess.ranked, *guess.outside)) == pytest.approx(1)


def test_what_is_for_us_is_known_better_than_what_is_not(shipped: Shipped) -> None:
    assert shipped.triage.guess("please unlock my account").known > 0.3
    assert shipped.triage.guess("which film should I watch on Sunday").known < 0.05


def test_the_skills_are_ranked_best_first(shipped: Shipped) -> None:
    ranked = [c.probability for c in shipped.triage.guess("please unlock my account").ranked]
    assert ranked == sorted(ranked, reverse=True)
    assert {c.name for c in shipped.triage.guess("x").ranked} == set(shipped.badges)


def test_it_learns_without_the_sentence_model() -> None:
    triage = Triage.fit(COLOURS, LexicalEmbedder())
    assert triage.guess("a red wall").best.name == "warm"
    assert triage.guess("blue wall").best.name == "cold"


def test_guessing_together_is_guessing_one_by_one(shipped: Shipped) -> None:
    texts = ["wifi is down", "book friday off"]
    together = shipped.triage.guess_all(texts)
    assert [g.best.name for g in together] == [shipped.triage.guess(text).best.name for text in texts]


@pytest.mark.parametrize("groups", [{}, {"one": ["a", "b"]}, {"one": ["a", "b"], "two": ["c"]}])
def test_too_few_examples_are_refused_in_a_sentence(groups: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="Triage needs two groups"):
        Triage.fit(groups, LexicalEmbedder())


def test_thresholds_are_in_order(shipped: Shipped) -> None:
    thresholds = shipped.triage.thresholds
    assert 0 < thresholds.ask <= thresholds.act <= 0.95


@pytest.mark.parametrize("classes", [2, 3, 7])
def test_duels_score_as_scikit_learn_does(classes: int) -> None:
    random = np.random.default_rng(classes)
    labels = np.array([f"class {i % classes}" for i in range(60)])
    rows = (
        random.normal(size=(60, 5)).astype(np.float32)
        + np.eye(7, 5, dtype=np.float32)[np.arange(60) % classes]
    )
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    theirs = SVC(C=5.0, gamma=1.0, decision_function_shape="ovr").fit(rows, labels).decision_function(rows)
    ours = Duels.fit(rows, labels)(rows)
    assert (ours[:, 1] if classes == 2 else ours) == pytest.approx(theirs, abs=1e-3)


def test_nearness_is_high_at_its_own_examples_and_falls_far_from_all() -> None:
    rows = np.eye(3, dtype=np.float32)
    nearness = Nearness.fit(rows[:2], np.array(["one", "two"]))
    at_one, far = nearness(np.stack([rows[0], rows[2]]))
    assert at_one[0] > 0.7 > 0.1 > at_one[1]
    assert far.max() < 0.1


def test_the_closest_examples_decide_and_one_near_weighs_more_than_many_far() -> None:
    rows = np.array([[1, 0], [0, 1], [0, 1], [-1, 0]], dtype=np.float32)
    closest = Closest.among(rows, np.array(["far", "near", "far", "other"]))
    far, near, other = closest(np.array([[1, 0]], dtype=np.float32))[0]
    assert far > near == pytest.approx(0, abs=1e-6)
    assert other == pytest.approx(-1)


def test_softmax_bears_large_scores() -> None:
    assert softmax(np.array([[1e4, 0.0]])) == pytest.approx(np.array([[1.0, 0.0]]))


def test_the_verb_tells_what_would_happen() -> None:
    shown = CliRunner().invoke(app, ["triage", "I forgot my Okta password"])
    assert shown.exit_code == 0
    assert shown.stdout.startswith("skill (password_reset): ")


def test_the_verb_wants_a_message_or_a_file() -> None:
    assert CliRunner().invoke(app, ["triage"]).exit_code == 2
