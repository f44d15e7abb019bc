"""`baton eval packet`: how many of a thread's facts reach whoever takes over, and where others get lost."""

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.cli.jsonl import read_rows, stop
from bot.cli.packet_report import Evaluated, page
from bot.cli.packets import Packed, Thread, figures, judged, packet_of
from bot.cli.report import write
from bot.desk.packets.packet_text import render_markdown, render_sections

EXAMPLE = (
    '{"id": "...", "messages": [{"speaker": "...", "role": "employee", "text": "..."}], "facts": ["..."]}'
)
console = Console(stderr=True)


def eval_packet(
    threads: Annotated[Path, typer.Option(help="Threads with the facts that must survive.")],
    budget: Annotated[
        float | None, typer.Option(min=0, max=1, help="Facts and summary alone, in this share of the thread.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=0, help="Facts and summary alone, in so many characters.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every figure.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write each packet into this folder, as <id>.md.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a page with pictures into this folder.")] = None,
) -> None:
    """Build the packet of each thread, as the desk would get it, and look for the facts in it."""
    if budget is not None and limit is not None:
        stop("--budget and --limit bound the same thing; give one of them.")
    watched = partial(track, description="Packing", console=console, transient=True)
    told = evaluate(threads, watched, budget=budget, limit=limit)
    if out:
        _write(out, told.packed)
    if report:
        console.print(f"The report: {write(report, page(told))}")
    print(json.dumps(told.figures)) if as_json else Console().print(_table(told.figures))


def evaluate(
    file: Path,
    watched: Callable[[Sequence[Thread]], Iterable[Thread]],
    *,
    budget: float | None = None,
    limit: int | None = None,
) -> Evaluated:
    """Pack every thread of a file. `watched` hands them out in their order, with a progress bar."""
    packed = [pack(thread, budget, limit) for thread in watched(read_rows(file, Thread, EXAMPLE))]
    bound = f"{budget:.0%} of each thread" if budget is not None else f"{limit} characters"
    whole = budget is None and limit is None
    return Evaluated(file.name, "whole packets" if whole else f"in {bound}", packed, figures(packed))


def pack(thread: Thread, budget: float | None = None, limit: int | None = None) -> Packed:
    """One thread's packet: whole, or its facts and summary within a bound."""
    room = limit if budget is None else int(budget * thread.chars)
    began = time.perf_counter()
    packet = packet_of(thread, room)
    rendered = render_markdown(packet) if room is None else render_sections(packet, alone=True)
    return judged(thread, rendered, (time.perf_counter() - began) * 1000)


def _write(folder: Path, packed: Sequence[Packed]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in packed:
            (folder / f"{_file(one.thread.id)}.md").write_text(one.rendered, encoding="utf-8")
    except OSError:
        stop(f"{folder} cannot be written; choose another --out.")


def _file(name: str) -> str:
    """An id as a file name: nothing in it leads out of the folder."""
    return name.replace("/", "_").replace("\\", "_").replace("\0", "_")


def _table(shown: Mapping[str, JsonValue]) -> Table:
    table = Table("figure", "value", title="Packets")
    for name, value in shown.items():
        table.add_row(name, "none" if value is None else str(value))
    return table
