"""The entry point: verbs, and errors as one sentence instead of a traceback."""

import logging
import sys

import typer
from typer.exceptions import Abort, TyperException

from bot.cli.audit import audit
from bot.cli.check import check
from bot.cli.db import db
from bot.cli.evaluations import evaluations
from bot.cli.keys import keys
from bot.cli.knowledge import knowledge
from bot.cli.playground import playground
from bot.cli.serve import serve
from bot.cli.skills import skills
from bot.cli.triage import triage
from bot.cli.try_ import try_
from bot.errors import BatonError

QUIET = {
    "aiohttp.access": logging.WARNING,
    "alembic": logging.WARNING,
    "slack_sdk": logging.WARNING,
    "bolt": logging.ERROR,
}
"""Loggers of others that say more than people want to read."""

app = typer.Typer(
    help="Baton: AI coworkers in Slack that hand work to people without anybody repeating themselves.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("try")(try_)
app.command("playground")(playground)
app.command("serve")(serve)
app.command("check")(check)
app.command("triage")(triage)
app.add_typer(skills, name="skills")
app.add_typer(knowledge, name="knowledge")
app.add_typer(evaluations, name="eval")
app.add_typer(audit, name="audit")
app.add_typer(db, name="db")
app.add_typer(keys, name="keys")


def main() -> None:
    """Run a verb. Faults people can mend are one sentence on stderr: status 2 for wrong usage, else 1."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    try:
        sys.exit(app(standalone_mode=False))
    except TyperException as error:
        if said := error.format_message():
            print(f"baton: {said} `baton --help` shows what there is.", file=sys.stderr)
        sys.exit(error.exit_code)
    except BatonError as error:
        print(f"baton: {error}", file=sys.stderr)
        sys.exit(1)
    except (Abort, KeyboardInterrupt):
        sys.exit(130)


if __name__ == "__main__":
    main()
