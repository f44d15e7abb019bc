"""Text to Guess: which skill a message is for, how sure that is, and whether it is for any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.intake.classifier import Classifier, Floats, learn
from bot.intake.words import prose
from memory.embedding import Embedder

# Of the set-aside rows it would act on, this share must be right; a message for no skill counts as wrong.
RIGHT_WHERE_IT_ACTS = 0.90
# Below the second threshold a skill is not even offered.
OFFER = 0.12


@dataclass(frozen=True)
class Candidate:
    """A skill (or a kind of message that is for no skill) and the probability that the message is for it."""

    name: str
    probability: float


@dataclass(frozen=True)
class Guess:
    """What triage makes of a text. `ranked` are skills, `outside` the kinds no skill may take, best first.

    All probabilities together sum to one; `known` is the skills' part of it.
    """

    ranked: tuple[Candidate, ...]
    outside: tuple[Candidate, ...]
    known: float

    @property
    def best(self) -> Candidate:
        """The likeliest skill."""
        return self.ranked[0]

    @property
    def runner_up(self) -> Candidate | None:
        """The second likeliest skill."""
        return self.ranked[1] if len(self.ranked) > 1 else None


@dataclass(frozen=True)
class Thresholds:
    """From which probability on a skill is run (`act`) or offered (`ask`), and a text is for us (`known`)."""

    act: float
    ask: float
    known: float


@dataclass(frozen=True)
class Triage:
    """A fitted classifier over the skills' examples and the examples of what is for none of them."""

    embedder: Embedder
    classifier: Classifier
    skills: frozenset[str]
    thresholds: Thresholds

    @classmethod
    def fit(
        cls,
        examples: Mapping[str, Sequence[str]],
        embedder: Embedder,
        outside: Mapping[str, Sequence[str]] | None = None,
    ) -> "Triage":
        """Learn from `examples` (skill to texts) and `outside` (kind to texts); folds give the thresholds.

        Raises ValueError with fewer than two groups in all, or a group with fewer than two examples.
        """
        groups = {**examples, **(outside or {})}
        short = [name for name, texts in groups.items() if len(texts) < 2]
        if short or len(groups) < 2:
            raise ValueError(
                f"Triage needs two groups of two examples at least; too few: {', '.join(short)}."
            )
        rows = [(prose(text), name) for name, texts in groups.items() for text in texts]
        texts, labels = [text for text, _ in rows], np.array([name for _, name in rows])
        classifier, held = learn(texts, embedder.embed(texts), labels)
        inside = np.array([name in examples for name in classifier.classes])
        thresholds = _thresholds(np.array(classifier.classes), held, labels, inside)
        return cls(embedder, classifier, frozenset(examples), thresholds)

    def guess(self, text: str) -> Guess:
        """What one message is about."""
        return self.guess_all([text])[0]

    def guess_all(self, texts: Sequence[str]) -> list[Guess]:
        """What several messages (or the parts of one) are about; together cheaper than one by one."""
        read = [prose(text) for text in texts]
        return [self._guess(row) for row in self.classifier(read, self.embedder.embed(read))]

    def _guess(self, row: Floats) -> Guess:
        both = sorted(zip(self.classifier.classes, row.tolist(), strict=True), key=lambda pair: -pair[1])
        ranked = tuple(Candidate(name, p) for name, p in both if name in self.skills)
        outside = tuple(Candidate(name, p) for name, p in both if name not in self.skills)
        return Guess(ranked, outside, sum(candidate.probability for candidate in ranked))


def _thresholds(
    classes: NDArray[np.str_], held: Floats, labels: NDArray[np.str_], inside: NDArray[np.bool_]
) -> Thresholds:
    skills = held[:, inside]
    top, right = skills.max(axis=1), classes[inside][skills.argmax(axis=1)] == labels
    for_us = np.isin(labels, classes[inside])
    act = _lowest_that_is_right(top, right)
    known = float(np.quantile(skills.sum(axis=1)[for_us], 0.02))
    return Thresholds(act=act, ask=min(act, OFFER * 2), known=known)


def _lowest_that_is_right(top: Floats, right: NDArray[np.bool_]) -> float:
    """The lowest probability from which on the wanted share of set-aside rows is right; at most 0.95."""
    order = np.argsort(-top)
    share = np.cumsum(right[order]) / np.arange(1, len(top) + 1)
    good = np.nonzero(share >= RIGHT_WHERE_IT_ACTS)[0]
    return float(np.clip(top[order[good[-1]]] if len(good) else 1.0, 0.5, 0.95))
