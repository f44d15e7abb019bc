"""Text to Guess: which skill a message is for, how sure that is, and whether it is for any of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.intake.triage.alike import Alike, alike
from bot.intake.triage.classifier import Classifier, Definitions, Floats, Labels, Reading, Vectors, learn
from bot.intake.triage.familiar import Familiar
from bot.intake.triage.lessons import Lesson, Recalled, Taught, untaught
from bot.intake.triage.spelling import Spelling
from bot.intake.triage.words import prose
from memory.embedding import Embedder, words_of

Learning = Callable[[Sequence[str], Vectors, Labels, Definitions], tuple[Classifier, Reading]]

# Of the set-aside rows it would act on, this share must be right; a message for no skill counts as wrong.
# Examples set aside are harder than messages: at this share 97 % of 106 messages were right where it acts.
RIGHT_WHERE_IT_ACTS = 0.925
# From this probability on a skill is offered.
OFFER = 0.24
# The share of set-aside messages for us that may be taken for strangers, so that strangers are kept out:
# about 3 % of all. Models of three folds know less than the one that will be asked, and find more of them
# strange: at this share 3.15 % of those of banking77_oos_valid are lost (1,112 messages).
GIVEN_UP = 0.035


@dataclass(frozen=True)
class Candidate:
    """A skill (or a kind of message that is for no skill) and the probability that the message is for it."""

    name: str
    probability: float


@dataclass(frozen=True)
class Guess:
    """What triage makes of a text. `ranked` are skills, `outside` the kinds no skill may take, best first.

    All probabilities together sum to one; `known` says how much it looks like anything skills know, 0 to 1.
    `recalled` is the lesson it is near to, if any.
    """

    ranked: tuple[Candidate, ...]
    outside: tuple[Candidate, ...]
    known: float
    recalled: Recalled | None = None

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
    """A fitted classifier over the skills' examples and the examples of what is for none; and lessons.

    `alike` are skills whose examples it cannot tell apart.
    """

    embedder: Embedder
    classifier: Classifier
    skills: frozenset[str]
    thresholds: Thresholds
    familiar: Familiar
    taught: Taught
    spelling: Spelling
    alike: tuple[Alike, ...] = ()

    @classmethod
    def fit(
        cls,
        examples: Mapping[str, Sequence[str]],
        embedder: Embedder,
        outside: Mapping[str, Sequence[str]] | None = None,
        meanings: Mapping[str, str] | None = None,
        learn: Learning = learn,
    ) -> "Triage":
        """Learn from `examples` (skill to texts) and `outside` (kind to texts); folds give the thresholds.

        `meanings` says in words what a skill is for; without it its name does. `learn` may remember.

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
        called = {name: (meanings or {}).get(name, name.replace("_", " ")) for name in examples}
        definitions = Definitions([*called.values()], embedder.embed([*called.values()]), np.array([*called]))
        vectors = embedder.embed(texts)
        classifier, held = learn(texts, vectors, labels, definitions)
        inside = np.array([name in examples for name in classifier.classes])
        for_us = np.isin(labels, list(examples))
        familiar = Familiar.of(held, inside, for_us)
        known = _known(held, inside, familiar)
        right = np.array(classifier.classes)[inside][held.probabilities[:, inside].argmax(axis=1)] == labels
        act = _lowest_that_is_right(held.probabilities[:, inside].max(axis=1), right)
        thresholds = Thresholds(act, min(act, OFFER), _gives_up_little(known[for_us], right[for_us]))
        read = np.array(classifier.classes)[held.probabilities.argmax(axis=1)]
        spelling = Spelling(texts, words_of(embedder))
        taught = untaught(texts, labels, vectors, read == labels, embedder, spelling)
        too_near = alike(texts, labels, read, vectors, examples)
        return cls(
            embedder, classifier, frozenset(examples), thresholds, familiar, taught, spelling, too_near
        )

    def teach(self, lessons: Iterable[Lesson]) -> "Triage":
        """The same, with these lessons and no others."""
        return replace(self, taught=self.taught.teach(lessons))

    def guess(self, text: str) -> Guess:
        """What one message is about."""
        return self.guess_all([text])[0]

    def guess_all(self, texts: Sequence[str]) -> list[Guess]:
        """What several messages (or the parts of one) are about; together cheaper than one by one."""
        read = [self.spelling(prose(text)) for text in texts]
        vectors = self.embedder.embed(read)
        reading = self.classifier(read, vectors)
        inside = np.array([name in self.skills for name in self.classifier.classes])
        known = _known(reading, inside, self.familiar)
        recalled = self.taught.recall(vectors)
        rows = zip(reading.probabilities, known, recalled, strict=True)
        return [self._guess(row, float(share), lesson) for row, share, lesson in rows]

    def _guess(self, row: Floats, known: float, recalled: Recalled | None) -> Guess:
        both = sorted(zip(self.classifier.classes, row.tolist(), strict=True), key=lambda pair: -pair[1])
        ranked = tuple(Candidate(name, p) for name, p in both if name in self.skills)
        outside = tuple(Candidate(name, p) for name, p in both if name not in self.skills)
        return Guess(ranked, outside, known, recalled)


def _known(reading: Reading, inside: NDArray[np.bool_], familiar: Familiar) -> Floats:
    """The skills' part of the probability, times how familiar the text is."""
    return np.asarray(reading.probabilities[:, inside].sum(axis=1) * familiar(reading, inside))


def _gives_up_little(known: Floats, right: NDArray[np.bool_]) -> float:
    """The highest threshold that turns away at most GIVEN_UP of the messages we read rightly."""
    order = np.argsort(known)
    lost = np.cumsum(right[order]) / len(known)
    return float(known[order[int(np.searchsorted(lost, GIVEN_UP))]])


def _lowest_that_is_right(top: Floats, right: NDArray[np.bool_]) -> float:
    """The lowest probability from which on the wanted share of set-aside rows is right; 0.5 to 0.95."""
    order = np.argsort(-top)
    share = np.cumsum(right[order]) / np.arange(1, len(top) + 1)
    good = np.nonzero(share >= RIGHT_WHERE_IT_ACTS)[0]
    return float(np.clip(top[order[good[-1]]] if len(good) else 1.0, 0.5, 0.95))
