"""Questions about what was said, the messages that recall found for them, and the figures taken of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pydantic import BaseModel, JsonValue

SHOWN = 20
"""How many messages are ranked for each question."""


class Turn(BaseModel):
    """A message of somebody's transcript."""

    id: str
    user: str
    conversation: str
    at: str
    speaker: str
    text: str


class Question(BaseModel):
    """A question of a user's, and the messages that answer it."""

    id: str
    user: str
    text: str
    evidence: list[str]
    category: str = ""


@dataclass(frozen=True)
class Recalled:
    """A question, the ids found for it, best first, and how long it took."""

    question: Question
    ranked: Sequence[str]
    milliseconds: float

    @cached_property
    def ranks(self) -> Mapping[str, int | None]:
        """Each piece of evidence with its place from 1 on; None beyond what is shown."""
        places = {found: place for place, found in enumerate(self.ranked, 1)}
        return {wanted: places.get(wanted) for wanted in self.question.evidence}

    def share(self, k: int) -> float:
        """The share of the evidence among the first k. ZeroDivisionError without evidence."""
        return sum(rank is not None and rank <= k for rank in self.ranks.values()) / len(self.ranks)


def recall_at(recalled: Sequence[Recalled], k: int) -> float | None:
    """The mean share of the evidence among the first k; None where no question has any."""
    shares = [one.share(k) for one in recalled if one.ranks]
    return round(sum(shares) / len(shares), 4) if shares else None


def figures(recalled: Sequence[Recalled], ks: Sequence[int]) -> dict[str, JsonValue]:
    """The contract's figures but for the time to index, and the 95th percentile of the times."""
    took = [one.milliseconds for one in recalled]
    return {
        "n": len(recalled),
        **{f"recall_at_{k}": recall_at(recalled, k) for k in ks},
        **{f"ms_per_question_p{p}": round(float(np.percentile(took, p)), 2) for p in (50, 95, 99)},
    }
