"""How near a text stands to the examples of each class: ridge regression with a radial kernel."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDTH = 2.0
# What keeps the surface from bending to every single example; a plateau from 0.3 to 1 on set-aside rows.
STIFFNESS = 0.3


@dataclass(frozen=True)
class Nearness:
    """A smooth surface for each class that is 1 at its examples, 0 at the others' and far from all.

    How high the highest stands at a text says whether the text is known at all; `familiar.py` has the
    figures.
    """

    examples: NDArray[np.float32]
    weights: NDArray[np.float32]

    @classmethod
    def fit(cls, rows: NDArray[np.float32], labels: NDArray[np.str_]) -> "Nearness":
        """Learn from n rows of length one; needs room for n times n numbers while it does."""
        from scipy.linalg import solve  # type: ignore[import-untyped]

        classes, truth = np.unique(labels, return_inverse=True)
        kernel = _kernel(rows, rows)
        kernel[np.diag_indices(len(rows))] += STIFFNESS
        wanted = np.eye(len(classes), dtype=np.float32)[truth]
        weights = solve(kernel, wanted, assume_a="pos", overwrite_a=True, check_finite=False)
        return cls(rows, np.asarray(weights, dtype=np.float32))

    def __call__(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Shape (n, classes) for rows of length one."""
        return np.asarray(_kernel(rows, self.examples) @ self.weights, dtype=np.float64)


def _kernel(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Shape (n, m): 1 for the same direction, falling with the distance."""
    return np.asarray(np.exp(-2 * WIDTH * (1 - some @ others.T)), dtype=np.float32)
