"""`baton eval`: how well the parts do, on any data in the contract's formats."""

import typer

from bot.cli.eval_packet import eval_packet
from bot.cli.eval_recall import eval_recall
from bot.cli.eval_triage import eval_triage

evaluations = typer.Typer(help="Measure how well the parts do, on your own data.", no_args_is_help=True)


@evaluations.callback()
def _evaluations() -> None:
    """Measure how well the parts do, on your own data."""


evaluations.command("triage")(eval_triage)
evaluations.command("packet")(eval_packet)
evaluations.command("recall")(eval_recall)
