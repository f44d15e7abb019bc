"""The entry point: verbs, and errors as one sentence instead of a traceback."""

import logging
import sys

import typer

from bot.cli.audit import audit
from bot.cli.check import check
from bot.cli.playground import playground
from bot.cli.serve import serve
from bot.cli.skills import skills
from bot.cli.triage import triage
from bot.cli.try_ import try_
from bot.errors import BatonError

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
app.add_typer(audit, name="audit")


def main() -> None:
    """Run a verb. Faults people can mend are one sentence on stderr and exit status 1."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    try:
        app()
    except BatonError as error:
        print(f"baton: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
