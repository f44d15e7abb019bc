"""Skills that triage mixes up are named, with an example of each; those that differ are not."""

import numpy as np

from bot.cli.triage import Shipped
from bot.intake.triage.alike import alike
from bot.intake.triage.guess import Triage
from bot.intake.triage.outside import outside_examples

UNLOCK = (
    "please unlock my account",
    "my account is locked, can you open it again",
    "too many wrong passwords, unlock me",
    "windows account locked out",
    "my user is locked",
)


def test_the_built_in_skills_can_be_told_apart(shipped: Shipped) -> None:
    assert shipped.triage.alike == ()


def test_a_second_skill_for_the_same_is_named_with_an_example_of_each(shipped: Shipped) -> None:
    examples = {name: badge.examples for name, badge in shipped.badges.items()} | {"unlock": UNLOCK}
    found = Triage.fit(examples, shipped.triage.embedder, outside_examples()).alike
    assert [(pair.one, pair.other) for pair in found] == [("unlock", "password_reset")]
    assert found[0].example in UNLOCK
    assert found[0].beside in shipped.badges["password_reset"].examples
    assert found[0].example in str(found[0])
    assert found[0].beside in str(found[0])


def test_one_mistake_is_none_and_kinds_that_are_no_skills_do_not_count() -> None:
    texts = ["a1", "a2", "b1", "b2", "o1", "o2"]
    labels = np.array(["a", "a", "b", "b", "none:x", "none:x"])
    read = np.array(["b", "a", "none:x", "none:x", "a", "a"])
    assert alike(texts, labels, read, np.eye(6, dtype=np.float32), {"a", "b"}) == ()


def test_the_nearest_example_of_the_other_stands_beside() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1], [1, 0]], dtype=np.float32)
    labels, read = np.array(["a", "a", "b", "b"]), np.array(["b", "b", "b", "b"])
    (pair,) = alike(["a1", "a2", "b1", "b2"], labels, read, vectors, {"a", "b"})
    assert (pair.misread, pair.of, pair.example, pair.beside) == (2, 2, "a1", "b2")
