"""How many of a thread's facts reach whoever takes over, and where the others get lost."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cli.eval_packet import evaluate
from bot.cli.graph import Line, chart
from bot.cli.packet_report import Evaluated, where_in_the_thread
from bot.cli.packets import Thread
from tests.evals.page import Section, save

OWN = Path(__file__).parent / "threads.jsonl"
BUDGETS = (0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1.0)
LONGEST = 6_000
Watched = Callable[[Sequence[Thread]], Iterable[Thread]]


@dataclass(frozen=True)
class Trial:
    """Threads in a file, what bounds facts and summary (nothing: the whole packet), and the goal."""

    name: str
    file: str
    goal: str
    budget: float | None = None
    limit: int | None = None


TRIALS = (
    Trial("dialogues, in 25 % of the thread", "sgd_dev", "92 %", budget=0.25),
    Trial("dialogues, in 50 % of the thread", "sgd_dev", "98 %", budget=0.5),
    Trial("20 dialogues in one thread, whole packet", "sgd_long_dev", "90 %"),
    Trial("support threads, in 3,000 characters", "it_threads_dev", "95 %", limit=3_000),
    Trial("support threads, whole packet", "it_threads_dev", "100 %"),
)


@dataclass(frozen=True)
class Told:
    """Each trial and what was found; for pictures, what is kept of dialogues at every budget."""

    trials: Sequence[tuple[Trial, Evaluated]]
    kept: Sequence[tuple[float, float]] = ()


def measured(folder: Path | None, watched: Watched) -> Told:
    """Our own threads, and those of `folder` where it is there."""
    own = Trial("our own support threads, whole packet", OWN.stem, "100 %")
    found = [(own, evaluate(OWN, watched))]
    if folder is None:
        return Told(found)
    files = ((trial, folder / f"{trial.file}.jsonl") for trial in TRIALS)
    found += [(one, evaluate(file, watched, budget=one.budget, limit=one.limit)) for one, file in files]
    dialogues = folder / "sgd_dev.jsonl"
    kept = [(budget, _kept(evaluate(dialogues, watched, budget=budget))) for budget in BUDGETS]
    return Told(found, kept)


def section(told: Told) -> Section:
    """The rows of the table."""
    shares = [
        (f"facts kept, {trial.name}", f"{_kept(one):.1%} of {one.figures['facts']}", trial.goal)
        for trial, one in told.trials
    ]
    stale = sum(len(packed.stale_shown) for _, one in told.trials for packed in one.packed)
    whole = [one for trial, one in told.trials if trial.budget is None and trial.limit is None]
    longest = max(len(packed.rendered) for one in whole for packed in one.packed)
    slowest = max(float(str(one.figures["ms_per_packet_p50"])) for _, one in told.trials)
    return Section(
        "Packets: facts that reach whoever takes over",
        (
            *shares,
            ("values shown as current though they were put right", str(stale), "0"),
            ("characters of the longest packet", f"{longest:,}", f"{LONGEST:,}"),
            ("a packet, median of the slowest of these", f"{slowest:.0f} ms", ""),
        ),
    )


def draw(told: Told) -> None:
    """Where in the threads facts get lost, and what each budget keeps."""
    chosen = [(trial.name, one.facts) for trial, one in told.trials if trial.budget != 0.5][1:4]
    save("packet-places", where_in_the_thread(chosen))
    lines = [Line("dialogues", told.kept, dots=True)]
    save(
        "packet-budget", chart("What a shorter packet keeps", "share of the thread", "facts kept", lines, 0.5)
    )


def _kept(told: Evaluated) -> float:
    return float(str(told.figures["fact_retention"]))
