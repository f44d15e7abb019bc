"""The learning part of triage: sentence vectors and letter patterns in, one probability a class out.

scikit-learn is imported where something is fitted: it takes a second, in which a start embeds its texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.intake.triage.closest import Closest
from bot.intake.triage.duels import Duels
from bot.intake.triage.letters import Letters, Sparse
from bot.intake.triage.nearness import Nearness

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]
Labels = NDArray[np.str_]

# Inverse strength of the penalty on vectors of length one; a plateau from 5 to 100 on set-aside rows.
LOOSE = 20.0
_LETTERS = (0.0, 0.15, 0.3)
_PLAIN = tuple((0.0, letters, 0.0) for letters in _LETTERS)
_MIXED = tuple(
    (near, letters, close)
    for near, close in ((0.3, 0.0), (0.5, 0.0), (0.3, 0.3), (0.0, 0.3), (0.0, 0.5))
    for letters in _LETTERS
)
# Nearness and the closest examples join in only where they help beyond the chance of how the folds fell.
CLEARLY_BETTER = 0.95
_TEMPERATURES = tuple(np.geomspace(0.2, 4.0, 12))


@dataclass(frozen=True)
class Definitions:
    """What classes are called, in words: texts, their vectors, and the class of each."""

    texts: Sequence[str]
    vectors: Vectors
    labels: Labels


@dataclass(frozen=True)
class Scores:
    """Opinions, each of shape (n, classes): by lines through the meaning, by nearness to the examples, by
    letters, by the closest examples; and by duels, which only say how familiar a text is.
    """

    lines: Floats
    nearness: Floats
    letters: Floats
    closest: Floats
    duels: Floats

    @property
    def others(self) -> tuple[Floats, Floats, Floats]:
        """What may join the lines."""
        return self.nearness, self.letters, self.closest


@dataclass(frozen=True)
class Blend:
    """How opinions become one. `shares` and `scales` are those of nearness, letters and the closest examples;
    the lines have the rest. A scale makes scores as wide as the lines'; `temperature` sets the sharpness.
    """

    shares: tuple[float, float, float]
    scales: tuple[float, float, float]
    temperature: float

    def __call__(self, scores: Scores) -> Floats:
        """Probabilities of shape (n, classes)."""
        return softmax(self.mixed(scores) / self.temperature)

    def mixed(self, scores: Scores) -> Floats:
        """Scores before they are sharpened."""
        weights = zip(self.shares, self.scales, scores.others, strict=True)
        rest = 1 - sum(self.shares)
        return rest * scores.lines + sum(share * scale * other for share, scale, other in weights if share)


def softmax(scores: Floats) -> Floats:
    """Rows of scores to rows of probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Vectors moved to the middle of the training rows and back onto the sphere; that spreads them apart."""
    moved = vectors - mean
    return np.asarray(
        moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32
    )


@dataclass(frozen=True)
class Straight:
    """The lines of a fitted linear model, without the checks that scikit-learn makes at each row.

    `weights` is of shape (features, classes).
    """

    weights: Floats
    offsets: Floats

    @classmethod
    def of(cls, fitted: Any) -> "Straight":
        """What scikit-learn found; one line for two classes becomes one for each."""
        weights, offsets = fitted.coef_, fitted.intercept_
        if len(weights) == 1:
            weights, offsets = np.concatenate([-weights, weights]), np.concatenate([-offsets, offsets])
        return cls(np.ascontiguousarray(weights.T), offsets)

    def __call__(self, rows: Any) -> Floats:
        """Shape (n, classes)."""
        return np.asarray(rows @ self.weights + self.offsets, dtype=np.float64)


@dataclass(frozen=True)
class Opinions:
    """Fitted models. `mean` is that of the training rows.

    What a class is called is one more example of it, except for nearness and duels: to
    be near a name is not to be near what people write.
    """

    mean: Vectors
    lines: Straight
    nearness: Nearness
    letters: Straight
    closest: Closest
    duels: Duels

    @classmethod
    def fit(cls, examples: "Rows", called: "Rows") -> "Opinions":
        """What can be learned from examples, and from what their classes are called."""
        from sklearn.linear_model import LogisticRegression
        from sklearn.svm import LinearSVC

        known = examples + called
        mean = known.vectors.mean(axis=0)
        rows, labels = centred(known.vectors, mean), known.labels
        written = rows[: len(examples.labels)]
        return cls(
            mean,
            Straight.of(LogisticRegression(C=LOOSE, max_iter=500, tol=1e-3).fit(rows, labels)),
            Nearness.fit(written, examples.labels),
            Straight.of(LinearSVC(C=1.0).fit(known.letters, labels)),
            Closest.among(rows, labels),
            Duels.fit(written, examples.labels),
        )

    def __call__(self, vectors: Vectors, letters: Sparse) -> Scores:
        """What each of them makes of the rows."""
        rows = centred(vectors, self.mean)
        return Scores(
            self.lines(rows), self.nearness(rows), self.letters(letters), self.closest(rows), self.duels(rows)
        )


@dataclass(frozen=True)
class Reading:
    """What the classifier makes of n texts: probabilities, nearness and duels, each of shape (n, classes)."""

    probabilities: Floats
    nearness: Floats
    duels: Floats

    @classmethod
    def of(cls, scores: Scores, blend: Blend) -> "Reading":
        """What a blend makes of opinions."""
        return cls(blend(scores), scores.nearness, scores.duels)


@dataclass(frozen=True)
class Classifier:
    """Texts and their vectors to one calibrated probability a class, in the order of `classes`."""

    classes: tuple[str, ...]
    letters: Letters
    opinions: Opinions
    blend: Blend

    def __call__(self, texts: Sequence[str], vectors: Vectors) -> Reading:
        """Rows of probabilities sum to one."""
        return Reading.of(self.opinions(vectors, self.letters(texts)), self.blend)


@dataclass(frozen=True)
class Rows:
    """Texts with their vectors, letters and labels, all of length n."""

    vectors: Vectors
    letters: Sparse
    labels: Labels

    def __getitem__(self, chosen: NDArray[np.intp]) -> "Rows":
        """The chosen rows."""
        return Rows(self.vectors[chosen], self.letters[chosen], self.labels[chosen])

    def __add__(self, others: "Rows") -> "Rows":
        """These, and the others below."""
        from scipy.sparse import vstack  # type: ignore[import-untyped]

        return Rows(
            np.concatenate([self.vectors, others.vectors]),
            vstack([self.letters, others.letters], format="csr"),
            np.concatenate([self.labels, others.labels]),
        )


def one_thread_each() -> None:
    """Once all is learned, one row at a time is multiplied; helpers of the algebra would only spin beside."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    threadpool_limits(limits=1, user_api="blas")


def learn(
    texts: Sequence[str], vectors: Vectors, labels: Labels, definitions: Definitions
) -> tuple[Classifier, Reading]:
    """A classifier, and its training rows as models that had not seen them read them.

    What a class is called is one more example of it, which every fold may know: with ten examples a class it
    lifted lines by 0.4 points and the closest examples by 0.6 on set-aside rows of BANKING77. The blend is
    chosen on the same folds. Needs two classes at least, two rows each.
    """
    from threadpoolctl import threadpool_limits

    classes, truth = np.unique(labels, return_inverse=True)
    letters = Letters.fit([*texts, *definitions.texts])
    examples = Rows(vectors, letters(texts), labels)
    called = Rows(definitions.vectors, letters(definitions.texts), definitions.labels)
    # These matrices are small: more threads than one only wait for each other (12 s became 0.7 s).
    with threadpool_limits(limits=1):
        held = _set_aside(examples, called, truth)
        opinions = Opinions.fit(examples, called)
    blend = _best_blend(held, truth)
    return Classifier(tuple(map(str, classes)), letters, opinions, blend), Reading.of(held, blend)


def _set_aside(examples: Rows, called: Rows, truth: NDArray[np.intp]) -> Scores:
    """Scores of each example by models of the other folds; letters share weights, which know no labels."""
    from sklearn.model_selection import StratifiedKFold

    held = np.zeros((5, len(truth), int(truth.max()) + 1))
    most = 5 if len(truth) < 4_000 else 3
    folds = StratifiedKFold(min(most, int(np.bincount(truth).min())), shuffle=True, random_state=0)
    for train, rest in folds.split(examples.vectors, truth):
        aside = examples[rest]
        scores = Opinions.fit(examples[train], called)(aside.vectors, aside.letters)
        held[:, rest] = scores.lines, *scores.others, scores.duels
    return Scores(*held)


def _best_blend(scores: Scores, truth: NDArray[np.intp]) -> Blend:
    """The blend with the least surprise; lines and letters alone unless another is clearly less surprised."""
    spread = float(scores.lines.std())
    near, letters, close = (spread / float(other.std()) for other in scores.others)
    (plain, surprise), (mixed, less) = (
        min(
            (_sharpened(Blend(each, (near, letters, close), 1.0), scores, truth) for each in shares),
            key=lambda pair: pair[1],
        )
        for shares in (_PLAIN, _MIXED)
    )
    return mixed if less < CLEARLY_BETTER * surprise else plain


def _sharpened(blend: Blend, scores: Scores, truth: NDArray[np.intp]) -> tuple[Blend, float]:
    """The blend at its best temperature, and its surprise there."""
    mixed = blend.mixed(scores)
    surprise, temperature = min((_surprise(softmax(mixed / t), truth), t) for t in _TEMPERATURES)
    return replace(blend, temperature=temperature), surprise


def _surprise(probabilities: Floats, truth: NDArray[np.intp]) -> float:
    """Mean negative log-likelihood: low when right and rightly sure."""
    return float(-np.log(probabilities[np.arange(len(truth)), truth] + 1e-12).mean())
