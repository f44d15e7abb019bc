"""The learning part of triage: sentence vectors and letter patterns in, one probability a class out.

scikit-learn is imported where something is fitted: it takes a second, in which a start embeds its texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.intake.nearness import Nearness

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]
Labels = NDArray[np.str_]
Sparse = Any  # a SciPy CSR matrix, which carries no types

# Inverse strength of the penalty on vectors of length one; a plateau from 5 to 100 on set-aside rows.
LOOSE = 20.0
# Words of one letter count too, unlike in scikit-learn's default.
_TOKEN = r"(?u)\b\w+\b"  # noqa: S105
_SHARES = tuple((near, letters) for near in (0.0, 0.3, 0.5) for letters in (0.0, 0.15, 0.3))
# Nearness joins in only where it helps beyond the chance of how the folds fell: it needs many examples.
CLEARLY_BETTER = 0.95
_TEMPERATURES = tuple(np.geomspace(0.2, 4.0, 16))


@dataclass(frozen=True)
class Scores:
    """Three opinions, each of shape (n, classes): by lines through the meaning, by nearness, by letters."""

    lines: Floats
    nearness: Floats
    letters: Floats


@dataclass(frozen=True)
class Blend:
    """How opinions become one: the shares of two, what makes their scores comparable, the sharpness."""

    nearness: float
    letters: float
    near_scale: float
    letter_scale: float
    temperature: float

    def __call__(self, scores: Scores) -> Floats:
        """Probabilities of shape (n, classes)."""
        lines = (1 - self.nearness - self.letters) * scores.lines
        near = self.nearness * self.near_scale * scores.nearness
        return softmax((lines + near + self.letters * self.letter_scale * scores.letters) / self.temperature)


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


class Letters:
    """Words and letter groups weighted by rarity (TF-IDF): what carries typos and product names."""

    def __init__(self, texts: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_union

        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_TOKEN)
        groups = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, max_features=60_000
        )
        self._both = make_union(words, groups).fit(texts)

    def __call__(self, texts: Sequence[str]) -> Sparse:
        """Shape (n, features)."""
        return self._both.transform(texts)


class Opinions:
    """Three fitted models. Lines are best with few examples, nearness (a radial kernel) with many.

    Nearness also falls off where no example is near, so its highest score says whether a text is known at
    all: on set-aside rows it told unknown intents best (area under the curve 94.6; lines 92.6, neighbours
    91.4).
    """

    def __init__(self, vectors: Vectors, letters: Sparse, labels: Labels) -> None:
        from sklearn.linear_model import LogisticRegression
        from sklearn.svm import LinearSVC

        self._mean = vectors.mean(axis=0)
        rows = centred(vectors, self._mean)
        self._lines = LogisticRegression(C=LOOSE, max_iter=500, tol=1e-3).fit(rows, labels)
        self._nearness = Nearness(rows, labels)
        self._letters = LinearSVC(C=1.0).fit(letters, labels)

    def __call__(self, vectors: Vectors, letters: Sparse) -> Scores:
        """What each of them makes of the rows."""
        rows = centred(vectors, self._mean)
        return Scores(
            _two_columns(self._lines.decision_function(rows)),
            self._nearness(rows),
            _two_columns(self._letters.decision_function(letters)),
        )


def _two_columns(scores: Floats) -> Floats:
    """scikit-learn gives one column for two classes."""
    return np.stack([-scores, scores], axis=1) if scores.ndim == 1 else scores


@dataclass(frozen=True)
class Reading:
    """What the classifier makes of n texts: probabilities and nearness, each of shape (n, classes)."""

    probabilities: Floats
    nearness: Floats


@dataclass(frozen=True)
class Classifier:
    """Texts and their vectors to one calibrated probability a class, in the order of `classes`."""

    classes: tuple[str, ...]
    letters: Letters
    opinions: Opinions
    blend: Blend

    def __call__(self, texts: Sequence[str], vectors: Vectors) -> Reading:
        """Rows of probabilities sum to one."""
        scores = self.opinions(vectors, self.letters(texts))
        return Reading(self.blend(scores), scores.nearness)


def learn(texts: Sequence[str], vectors: Vectors, labels: Labels) -> tuple[Classifier, Reading]:
    """A classifier, and its training rows as models that had not seen them read them.

    The blend is chosen on the same set-aside folds. Needs two classes at least, two rows each.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    classes, truth = np.unique(labels, return_inverse=True)
    letters = Letters(texts)
    rows = letters(texts)
    # These matrices are small: more threads than one only wait for each other (12 s became 0.7 s).
    with threadpool_limits(limits=1):
        held = _set_aside(vectors, rows, labels, truth)
        opinions = Opinions(vectors, rows, labels)
    blend = _best_blend(held, truth)
    return Classifier(tuple(map(str, classes)), letters, opinions, blend), Reading(blend(held), held.nearness)


def _set_aside(vectors: Vectors, letters: Sparse, labels: Labels, truth: NDArray[np.intp]) -> Scores:
    """Scores of every row by models of the other folds; letters share their weights, which know no labels."""
    from sklearn.model_selection import StratifiedKFold

    held = np.zeros((3, len(labels), int(truth.max()) + 1))
    most = 5 if len(labels) < 4_000 else 3
    folds = StratifiedKFold(min(most, int(np.bincount(truth).min())), shuffle=True, random_state=0)
    for train, rest in folds.split(vectors, truth):
        scores = Opinions(vectors[train], letters[train], labels[train])(vectors[rest], letters[rest])
        held[:, rest] = scores.lines, scores.nearness, scores.letters
    return Scores(*held)


def _best_blend(scores: Scores, truth: NDArray[np.intp]) -> Blend:
    spread = float(scores.lines.std())
    near, letters = spread / float(scores.nearness.std()), spread / float(scores.letters.std())
    plain, mixed = (
        min(
            (Blend(n, share, near, letters, t) for n, share in shares for t in _TEMPERATURES),
            key=lambda blend: _surprise(blend(scores), truth),
        )
        for shares in (_SHARES[:3], _SHARES[3:])
    )
    clearly = _surprise(mixed(scores), truth) < CLEARLY_BETTER * _surprise(plain(scores), truth)
    return mixed if clearly else plain


def _surprise(probabilities: Floats, truth: NDArray[np.intp]) -> float:
    """Mean negative log-likelihood: low when right and rightly sure."""
    return float(-np.log(probabilities[np.arange(len(truth)), truth] + 1e-12).mean())
