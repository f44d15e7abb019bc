"""Skills whose examples cannot be told apart, found on examples that models had not seen."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Of the built-in skills at most a tenth of one's examples is read as another's; of five fresh ones for a
# skill that differs at most one; where a skill was cut in two, or one more added for the same, half of them.
TOO_MANY = 1 / 3
FEWEST = 2


@dataclass(frozen=True)
class Alike:
    """So many of `of` examples of skill `one` are read as `other`'s; `example` is the first of them.

    `beside` is the example of the other that is nearest to it.
    """

    one: str
    other: str
    misread: int
    of: int
    example: str
    beside: str

    def __str__(self) -> str:
        return (
            f"Triage cannot tell `{self.one}` from `{self.other}`: it reads {self.misread} of the {self.of} "
            f"examples of `{self.one}` as `{self.other}`, such as “{self.example}” beside “{self.beside}”. "
            "Make their examples differ, or make one skill of them."
        )


def alike(
    texts: Sequence[str],
    labels: NDArray[np.str_],
    read: NDArray[np.str_],
    vectors: NDArray[np.float32],
    skills: Collection[str],
) -> tuple[Alike, ...]:
    """The pairs, worst first. `read` is what each of n texts was taken for by models that had not seen it.

    Only `skills` are looked at, among all labels; `vectors` are of length one, shape (n, d).
    """
    sizes, pairs = Counter(labels.tolist()), Counter(zip(labels.tolist(), read.tolist(), strict=True))
    found = []
    for (one, other), misread in pairs.items():
        if one != other and {one, other} <= set(skills) and misread >= max(FEWEST, TOO_MANY * sizes[one]):
            first = int(np.argmax((labels == one) & (read == other)))
            nearest = np.argmax(np.where(labels == other, vectors @ vectors[first], -2))
            found.append(Alike(one, other, misread, sizes[one], texts[first], texts[int(nearest)]))
    return tuple(sorted(found, key=lambda pair: -pair.misread / pair.of))
