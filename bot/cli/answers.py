"""Labelled messages, what triage answered, and the figures taken of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel, JsonValue


class Labelled(BaseModel):
    """A message and its label; null is out of scope."""

    text: str
    label: str | None


@dataclass(frozen=True)
class Answer:
    """What triage said to one row and how long it took. `predicted` is forced: there also when rejected."""

    row: Labelled
    predicted: str
    score: float
    known: float
    rejected: bool
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether the forced choice is the label."""
        return self.predicted == self.row.label


def figures(answers: Sequence[Answer], act: float) -> dict[str, JsonValue]:
    """The contract's figures; shares are 0 to 1, None where there are no rows to take them of.

    `coverage` is the share of in-scope rows that would be acted on: not rejected, score at least `act`.
    """
    inside = [answer for answer in answers if answer.row.label is not None]
    outside = [answer for answer in answers if answer.row.label is None]
    acted = [answer for answer in inside if not answer.rejected and answer.score >= act]
    took = [answer.milliseconds for answer in answers]
    return {
        "n_test": len(answers),
        "n_in_scope": len(inside),
        "n_out_of_scope": len(outside),
        "accuracy": _share([answer.right for answer in inside]),
        "accuracy_kept": _share([answer.right and not answer.rejected for answer in inside]),
        "coverage": round(len(acted) / len(inside), 4) if inside else None,
        "accuracy_when_confident": _share([answer.right for answer in acted]),
        "oos_recall": _share([answer.rejected for answer in outside]),
        "oos_false_alarm": _share([answer.rejected for answer in inside]),
        "oos_auroc": _auroc(inside, outside),
        "ms_per_message_p50": round(float(np.percentile(took, 50)), 2),
        "ms_per_message_p99": round(float(np.percentile(took, 99)), 2),
    }


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 4) if hits else None


def _auroc(inside: Sequence[Answer], outside: Sequence[Answer]) -> float | None:
    if not inside or not outside:
        return None
    truth = [True] * len(inside) + [False] * len(outside)
    # Every verb imports this file at its start; only this one pays for scikit-learn.
    from sklearn.metrics import roc_auc_score

    return round(float(roc_auc_score(truth, [answer.known for answer in (*inside, *outside)])), 4)
