"""Prints what was measured beside what was wished for."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table


def show(title: str, rows: Sequence[tuple[str, str, str]]) -> None:
    """Rows of what, figure, goal."""
    table = Table(title=title, title_justify="left")
    for name in ("what", "measured", "goal"):
        table.add_column(name, justify="left" if name == "what" else "right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
