"""The page that `baton eval triage --report` writes: what went wrong, and how far scores can be trusted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pydantic import JsonValue

from bot.cli import report
from bot.cli.answers import Answer
from bot.cli.graph import Line, chart, shades

WORDS = Path(__file__).with_name("triage_report.html")
BINS = 10
# Below this share of all answers, the share right in a tenth says more about chance than about scores.
FEWEST = 1 / 200
WORST_PAIRS = 20
WORST_LABELS = 14
WORST_MISTAKES = 20
OUTSIDE = "out of scope"
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Evaluated:
    """What was found: the files' names, each answer, the score from which on it acts, the figures."""

    train: str
    test: str
    answers: Sequence[Answer]
    act: float
    figures: Mapping[str, JsonValue]


def page(told: Evaluated) -> str:
    """The page as HTML; what people wrote is escaped."""
    inside = [answer for answer in told.answers if answer.row.label is not None]
    pictures = [reliability(inside), coverage(told.answers, inside)]
    if 0 < len(inside) < len(told.answers):
        pictures.append(rejection(told.answers))
    return report.page(
        "How well triage does",
        WORDS,
        told.figures,
        pictures,
        train=escape(told.train),
        test=escape(told.test),
        act=f"{told.act:.2f}",
        confusion=confusion(inside),
        pairs=report.rows(worst_pairs(inside)),
        mistakes=report.rows(worst_mistakes(told.answers)),
    )


def reliability(inside: Sequence[Answer]) -> str:
    """How often answers of about the same score are right: on the diagonal a score is a probability."""
    points = reliability_points(inside)
    lines = [Line("measured", points, dots=True), Line("as sure as right", [(0, 0), (1, 1)], faint=True)]
    return chart("Can a score be believed?", "score", "right", lines)


def reliability_points(inside: Sequence[Answer]) -> Points:
    """Mean score and share right, for each tenth of the scores' range that holds enough answers to tell."""
    bins: dict[int, list[Answer]] = {}
    for answer in inside:
        bins.setdefault(min(int(answer.score * BINS), BINS - 1), []).append(answer)
    return [
        (sum(one.score for one in each) / len(each), sum(one.right for one in each) / len(each))
        for _, each in sorted(bins.items())
        if len(each) >= len(inside) * FEWEST
    ]


def coverage(answers: Sequence[Answer], inside: Sequence[Answer]) -> str:
    """Share right among those acted on, for every threshold of the score."""
    lines = [Line("of the rows in scope", coverage_points(inside))]
    if len(inside) < len(answers):
        lines.append(Line("of all rows; out of scope is wrong", coverage_points(answers)))
    lowest = min((right for line in lines for _, right in line.points), default=0.0)
    floor = max(0.0, int(lowest * 10) / 10 - 0.1)
    return chart("Acting on more, being right less often", "acted on", "right where it acts", lines, floor)


def coverage_points(answers: Sequence[Answer], most: int = 100) -> Points:
    """Share acted on and share of these that is right, the surest first; at most about `most` points."""
    points, right = [], 0
    ordered = sorted(answers, key=lambda answer: -answer.score)
    step = max(1, len(ordered) // most)
    for n, answer in enumerate(ordered, 1):
        right += answer.right
        if n % step == 0 or n == len(ordered):
            points.append((n / len(ordered), right / n))
    return points


def rejection(answers: Sequence[Answer]) -> str:
    """Share of the rows out of scope that is rejected, for every share of the others."""
    line = Line("every threshold", rejection_points(answers))
    chance = Line("by chance", [(0, 0), (1, 1)], faint=True)
    return chart(
        "Turning away what is for nobody", "rejected in scope", "rejected out of scope", [line, chance]
    )


def rejection_points(answers: Sequence[Answer]) -> Points:
    """What a rising threshold of what is known turns away of either kind."""
    outside = Counter(answer.row.label is None for answer in answers)
    met, points = Counter[bool](), [(0.0, 0.0)]
    for answer in sorted(answers, key=lambda answer: answer.known):
        met[answer.row.label is None] += 1
        points.append((met[False] / outside[False], met[True] / outside[True]))
    return points


def _mixed_up(inside: Sequence[Answer]) -> Counter[tuple[str, str]]:
    return Counter((str(one.row.label), one.predicted) for one in inside if not one.right)


def confusion(inside: Sequence[Answer]) -> str:
    """Counts of wrong answers among the labels that are mixed up most often."""
    pairs = _mixed_up(inside)
    labels = worst_labels(pairs)
    if not labels:
        return "<p>Nothing was mixed up.</p>"
    counts = [[pairs[label, predicted] for predicted in labels] for label in labels]
    return shades("Label (left) taken for (above)", labels, labels, counts)


def worst_labels(pairs: Counter[tuple[str, str]]) -> list[str]:
    """The labels of the worst pairs, until there are enough of them; in the order of the alphabet."""
    chosen: set[str] = set()
    for pair, _ in pairs.most_common():
        if len(chosen | set(pair)) <= WORST_LABELS:
            chosen |= set(pair)
    return sorted(chosen)


def worst_pairs(inside: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
    """Label, what it was taken for, how often, and the surest such mistake."""
    ordered = sorted(inside, key=lambda answer: -answer.score)
    for (label, predicted), count in _mixed_up(inside).most_common(WORST_PAIRS):
        told = next(one for one in ordered if (one.row.label, one.predicted) == (label, predicted))
        yield label, predicted, count, told.row.text


def worst_mistakes(answers: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
    """Text, label, what was predicted and the score, of what was wrong and not rejected; the surest first."""
    wrong = [answer for answer in answers if not answer.right and not answer.rejected]
    for one in sorted(wrong, key=lambda answer: -answer.score)[:WORST_MISTAKES]:
        yield one.row.text, one.row.label or OUTSIDE, one.predicted, f"{one.score:.2f}"
