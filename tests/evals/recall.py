"""How much of what answers a question is found among all that two people said to each other for months."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.cli.eval_recall import evaluate
from bot.cli.recall_report import Evaluated, by_depth
from bot.cli.recalled import Question
from tests.evals.page import Section, save

MEASURED = (
    ("recall_at_5", "evidence among the first 5", ""),
    ("recall_at_10", "evidence among the first 10", "80 %"),
)


def long_chats(folder: Path, watched: Callable[[Sequence[Question]], Iterable[Question]]) -> Evaluated:
    """The development conversations of LoCoMo."""
    return evaluate(
        folder / "locomo_dev_corpus.jsonl", folder / "locomo_dev_questions.jsonl", watched, (5, 10)
    )


def section(told: Evaluated) -> Section:
    """The rows of the table."""
    figures = told.figures
    shares = [(name, f"{float(str(figures[key])):.1%}", goal) for key, name, goal in MEASURED]
    times = f"{figures['ms_per_question_p50']} and {figures['ms_per_question_p95']} ms"
    title = f"Recall, {figures['n']} questions about {len(told.turns):,} messages of long chats"
    return Section(title, (*shares, ("a question, median and 95th percentile", times, "50 ms")))


def draw(told: Evaluated) -> None:
    """How far down one must look."""
    save("recall-depth", by_depth([("LoCoMo, development", told.recalled)]))
