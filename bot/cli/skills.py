"""`baton skills list | new NAME | check`: the catalogue."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import settings as settings_room
from bot.cli.alike import cannot_be_told_apart
from bot.cli.check import counted
from skills import catalog as skill_catalog
from skills.catalog import Catalog
from skills.check import check as check_catalog
from skills.new import create

skills = typer.Typer(help="The skills coworkers can have.", no_args_is_help=True)


def load_catalog() -> Catalog:
    """The built-in skills and those of the folders in baton.toml."""
    folders = settings_room.load().company.skills.folders
    return skill_catalog.load([skill_catalog.BUILT_IN, *folders])


@skills.command("list")
def list_skills() -> None:
    """Every skill: what it is for, its desk, its risk, and the minutes it saves."""
    table = Table("skill", "title", "desk", "risk", "minutes saved", "examples")
    for name, skill in sorted(load_catalog().skills.items()):
        badge = skill.badge
        table.add_row(
            name, badge.title, badge.desk, badge.risk, str(badge.minutes_saved), str(len(badge.examples))
        )
    Console().print(table)


@skills.command("new")
def new_skill(
    name: Annotated[str, typer.Argument(help="In small letters: water_plants")],
    folder: Annotated[Path, typer.Option(help="Where to write it.")] = Path("skills"),
) -> None:
    """Write a small working skill to start from."""
    try:
        written = create(folder, name, date.today())
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    print(f"Wrote {written}. Read its two files, change them, then run `baton skills check`.")


@skills.command("check")
def check_skills() -> None:
    """Every fault, with its file and key; exit status 1 on any."""
    catalog = load_catalog()
    faults = [*check_catalog(catalog, date.today())]
    for line in faults or cannot_be_told_apart(catalog, settings_room.load()):
        print(line, file=sys.stderr)
    print(f"{len(catalog.skills)} skills, {counted(faults)}")
    raise typer.Exit(1 if faults else 0)
