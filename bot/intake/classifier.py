"""The learning part of triage: sentence vectors and letter patterns in, one probability a class out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]
Labels = NDArray[np.str_]
Sparse = Any  # a SciPy CSR matrix, which carries no types

# Inverse strength of the penalty on vectors of length one; a plateau from 5 to 100 on set-aside rows.
LOOSE = 20.0
FOLDS = 5
# Words of one letter count too, unlike in scikit-learn's default.
_TOKEN = r"(?u)\b\w+\b"  # noqa: S105
_MIXES = (0.0, 0.15, 0.3, 0.45, 0.6)
_TEMPERATURES = tuple(np.geomspace(0.25, 4.0, 33))


@dataclass(frozen=True)
class Blend:
    """How two opinions become one: the letters' share, what makes their scores comparable, the sharpness."""

    share: float = 0.3
    scale: float = 4.0
    temperature: float = 1.0

    def __call__(self, meaning: Floats, letters: Floats) -> Floats:
        """Scores of shape (n, classes) each; probabilities of the same shape out."""
        return softmax(((1 - self.share) * meaning + self.share * self.scale * letters) / self.temperature)


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
        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_TOKEN)
        groups = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, max_features=60_000
        )
        self._both = make_union(words, groups).fit(texts)

    def __call__(self, texts: Sequence[str]) -> Sparse:
        """Shape (n, features)."""
        return self._both.transform(texts)


class Opinions:
    """Two fitted models and their raw scores: one reads the meaning, one the letters."""

    def __init__(self, vectors: Vectors, letters: Sparse, labels: Labels) -> None:
        self._mean = vectors.mean(axis=0)
        self._meaning = LogisticRegression(C=LOOSE, max_iter=500, tol=1e-3).fit(
            centred(vectors, self._mean), labels
        )
        self._letters = LinearSVC(C=1.0).fit(letters, labels)

    def __call__(self, vectors: Vectors, letters: Sparse) -> tuple[Floats, Floats]:
        """Scores by meaning and by letters, each of shape (n, classes)."""
        meaning = self._meaning.decision_function(centred(vectors, self._mean))
        return _two_columns(meaning), _two_columns(self._letters.decision_function(letters))


def _two_columns(scores: Floats) -> Floats:
    """scikit-learn gives one column for two classes."""
    return np.stack([-scores, scores], axis=1) if scores.ndim == 1 else scores


@dataclass(frozen=True)
class Classifier:
    """Texts and their vectors to one calibrated probability a class, in the order of `classes`."""

    classes: tuple[str, ...]
    letters: Letters
    opinions: Opinions
    blend: Blend

    def __call__(self, texts: Sequence[str], vectors: Vectors) -> Floats:
        """Shape (n, classes); rows sum to one."""
        return self.blend(*self.opinions(vectors, self.letters(texts)))


def learn(texts: Sequence[str], vectors: Vectors, labels: Labels) -> tuple[Classifier, Floats]:
    """A classifier, and the probabilities of its training rows as models that had not seen them give them.

    The blend is chosen on the same set-aside folds. Needs two classes at least, two rows each.
    """
    classes, truth = np.unique(labels, return_inverse=True)
    letters = Letters(texts)
    rows = letters(texts)
    # These matrices are small: more threads than one only wait for each other (12 s became 0.7 s).
    with threadpool_limits(limits=1):
        meaning, spelling = _set_aside(vectors, rows, labels, truth)
        opinions = Opinions(vectors, rows, labels)
    blend = _best_blend(meaning, spelling, truth)
    return Classifier(tuple(map(str, classes)), letters, opinions, blend), blend(meaning, spelling)


def _set_aside(
    vectors: Vectors, letters: Sparse, labels: Labels, truth: NDArray[np.intp]
) -> tuple[Floats, Floats]:
    """Scores of every row by models of the other folds; letters share their weights, which know no labels."""
    scores = np.zeros((2, len(labels), int(truth.max()) + 1))
    folds = StratifiedKFold(min(FOLDS, int(np.bincount(truth).min())), shuffle=True, random_state=0)
    for train, rest in folds.split(vectors, truth):
        scores[:, rest] = Opinions(vectors[train], letters[train], labels[train])(
            vectors[rest], letters[rest]
        )
    return scores[0], scores[1]


def _best_blend(meaning: Floats, letters: Floats, truth: NDArray[np.intp]) -> Blend:
    scale = float(meaning.std() / max(letters.std(), 1e-9))
    options = (Blend(share, scale, t) for share in _MIXES for t in _TEMPERATURES)
    return min(options, key=lambda blend: _surprise(blend(meaning, letters), truth))


def _surprise(probabilities: Floats, truth: NDArray[np.intp]) -> float:
    """Mean negative log-likelihood: low when right and rightly sure."""
    return float(-np.log(probabilities[np.arange(len(truth)), truth] + 1e-12).mean())
