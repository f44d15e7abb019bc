"""What people taught: a request near a corrected one goes where that one should have gone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.intake.triage.classifier import Labels, Vectors, centred
from bot.intake.triage.spelling import Spelling
from bot.intake.triage.words import prose
from memory.embedding import Embedder

# From this cosine of centred vectors on a lesson counts. Of the built-in examples whose nearest neighbour is
# as near, 93 % are of the neighbour's kind (at 0.5: 86 %); nine paraphrases of our own lay from 0.62 to 0.86.
NEAR = 0.6
# Vectors of one text differ by about so much with what is embedded beside it.
EVEN = 0.01
NAMED = 3


@dataclass(frozen=True)
class Lesson:
    """A corrected request. `right` is a skill's name, or `desk:<name>` for the people of that desk."""

    version: int
    text: str
    right: str

    @property
    def desk(self) -> str:
        """The desk whose people it is for; "" where a skill is right."""
        return self.right.removeprefix("desk:") if self.right.startswith("desk:") else ""


@dataclass(frozen=True)
class Recalled:
    """The lesson a message is near to, and the cosine of the two."""

    lesson: Lesson
    nearness: float


@dataclass(frozen=True)
class Examples:
    """What triage was trained on: n texts, their labels, their vectors (n, d) centred around `mean`.

    `held` says of each whether models that had not seen it read it rightly.
    """

    texts: tuple[str, ...]
    labels: Labels
    mean: Vectors
    rows: Vectors
    held: NDArray[np.bool_]


@dataclass(frozen=True)
class Weighed:
    """How many of `of` examples and earlier lessons go right without a lesson and with it.

    `lost` are the first few that would go wrong because of it.
    """

    of: int
    before: int
    after: int
    lost: tuple[str, ...]

    @property
    def worse(self) -> bool:
        """Whether the lesson does more harm than good."""
        return self.after < self.before


@dataclass(frozen=True)
class Taught:
    """Lessons beside the examples. Each decides what is near it, unless another kind's example is nearer."""

    examples: Examples
    embedder: Embedder
    spelling: Spelling
    lessons: tuple[Lesson, ...] = ()
    rows: Vectors | None = None

    def teach(self, lessons: Iterable[Lesson]) -> "Taught":
        """The same examples with these lessons; where two are equally near, the later one counts."""
        ordered = tuple(sorted(lessons, key=lambda lesson: -lesson.version))
        rows = self._rows([lesson.text for lesson in ordered]) if ordered else None
        return replace(self, lessons=ordered, rows=rows)

    def recall(self, vectors: Vectors) -> list[Recalled | None]:
        """For each of n vectors as they were embedded the lesson that decides, if any."""
        if self.rows is None:
            return [None] * len(vectors)
        rows = centred(vectors, self.examples.mean)
        return self._nearest(rows, rows @ self.examples.rows.T)

    def weigh(self, lesson: Lesson) -> Weighed:
        """What one more lesson would do to the examples, each read as if unknown, and to the others."""
        taught = self.teach((*self.lessons, lesson))
        before, after = self._exam(self.lessons), taught._exam(self.lessons)
        asked = (*self.examples.texts, *(known.text for known in self.lessons))
        lost = [text for text, was, now in zip(asked, before, after, strict=True) if was and not now]
        return Weighed(len(asked), sum(before), sum(after), tuple(lost[:NAMED]))

    def _exam(self, known: Sequence[Lesson]) -> list[bool]:
        """Whether each example, and then each of these lessons, goes right."""
        examples = self.examples
        beside = examples.rows @ examples.rows.T
        np.fill_diagonal(beside, -1.0)
        recalled = self._nearest(examples.rows, beside)
        held = [
            bool(right) if found is None else found.lesson.right == label
            for found, label, right in zip(recalled, examples.labels, examples.held, strict=True)
        ]
        if not known:
            return held
        rows = self._rows([lesson.text for lesson in known])
        again = self._nearest(rows, rows @ examples.rows.T)
        pairs = zip(again, known, strict=True)
        return held + [found is not None and found.lesson.right == one.right for found, one in pairs]

    def _nearest(self, rows: Vectors, beside: Vectors) -> list[Recalled | None]:
        """`rows` (n, d) are centred, `beside` (n, examples) are their cosines with the examples."""
        if self.rows is None:
            return [None] * len(rows)
        near = rows @ self.rows.T
        return [self._decides(*pair) for pair in zip(near, beside, strict=True)]

    def _decides(self, near: Vectors, beside: Vectors) -> Recalled | None:
        best = int(np.argmax(near >= near.max() - EVEN))
        lesson, nearness = self.lessons[best], float(near[best])
        if nearness < NEAR:
            return None
        rival = np.max(beside, where=self.examples.labels != lesson.right, initial=-1.0)
        return Recalled(lesson, nearness) if nearness >= rival - EVEN else None

    def _rows(self, texts: Sequence[str]) -> Vectors:
        read = [self.spelling(prose(text)) for text in texts]
        return centred(self.embedder.embed(read), self.examples.mean)


def untaught(
    texts: Sequence[str],
    labels: Labels,
    vectors: Vectors,
    held: NDArray[np.bool_],
    embedder: Embedder,
    spelling: Spelling,
) -> Taught:
    """Examples as they were embedded, and no lesson yet."""
    mean = vectors.mean(axis=0)
    return Taught(Examples(tuple(texts), labels, mean, centred(vectors, mean), held), embedder, spelling)
