"""`baton knowledge add | list | check | search`: the articles that questions are answered from."""

import asyncio
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer
from rich.console import Console
from rich.table import Column, Table

from bot import settings as settings_room
from bot.cli.articles import faults_of, findings
from bot.cli.check import counted
from bot.cli.consulted import Consulted, consulted
from bot.cli.jsonl import stop
from bot.intake.learning import embedder_of
from bot.intake.library import folders
from bot.learning.gaps import grouped
from bot.settings import Settings
from memory import Embedder, Knowledge, Passage, load_reader
from memory.articles import Article, markdown_files
from memory.kept import KeptVectors
from memory.shelf import gather

knowledge = typer.Typer(help="The articles that questions are answered from.", no_args_is_help=True)

Places = Annotated[
    list[Path] | None, typer.Argument(help="Folders or .md files; without any, those that Baton reads.")
]
SHOWN = 10


@knowledge.command("add")
def add(paths: Annotated[list[Path], typer.Argument(help="Folders or .md files.")]) -> None:
    """Copy articles to where Baton reads them; a running Baton answers from them within seconds.

    A folder comes under its own name and replaces what was added under that name before. To have Baton
    read a folder where it is (a checkout that is pulled, say), name it in baton.toml instead:
    [knowledge] folders = ["/srv/handbook"].

    Examples: baton knowledge add ./handbook     baton knowledge add parking.md wifi.md
    """
    settings = settings_room.load()
    if any(path.resolve().is_relative_to(settings.articles.resolve()) for path in paths):
        stop(f"what lies in {settings.articles} is read already.")
    articles, faults = gather(_there(paths))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print("Nothing was added. Mend this first.", file=sys.stderr)
        raise typer.Exit(1)
    if not articles:
        stop("there is no .md file; give a folder of Markdown files, or such a file.")
    for path in paths:
        _copy(path.resolve(), settings.articles)
    count = f"{len(articles)} article{'' if len(articles) == 1 else 's'}"
    print(f"Added {count} to {settings.articles}. `baton knowledge check` says what to look at.")


@knowledge.command("list")
def list_articles(paths: Places = None) -> None:
    """Every article: its sections, who may read it, until when it holds, where it comes from."""
    articles, faults = gather(_places(paths, settings_room.load()))
    path = Column("article", overflow="fold")
    table = Table(path, "title", "sections", "audience", "review by", Column("source", overflow="fold"))
    for article in articles:
        front = article.front
        audience = ", ".join(sorted(front.audience)) or "everybody"
        due = str(front.review_by or "")
        table.add_row(article.path, article.title, str(len(article.sections)), audience, due, front.source)
    Console().print(table)
    if faults:
        print(f"{counted(faults)} `baton knowledge check` names them.", file=sys.stderr)


@knowledge.command("check")
def check(paths: Places = None) -> None:
    """Faults of articles (exit status 1), and what their keepers should look at.

    Faults: front matter, links to articles or headings that are not there, reviews past due. To look at:
    articles that say nearly the same or contradict each other, audiences that nobody may have, articles
    that never answered anything, and questions that nothing answered.
    """
    settings = settings_room.load()
    articles, unreadable = gather(_places(paths, settings))
    faults = [*unreadable, *faults_of(articles, date.today())]
    embedder = _embedder(settings)
    for finding in findings(articles, settings, embedder):
        print(finding)
    for line in _from_the_store(settings, articles, embedder) if not paths else ():
        print(line)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(articles)} articles, {counted(faults)}")
    raise typer.Exit(1 if faults else 0)


@knowledge.command("search")
def search(
    question: Annotated[str, typer.Argument(help="As an employee would ask it.")],
    paths: Places = None,
    known_as: Annotated[
        list[str] | None, typer.Option("--as", help="A desk, group, country the asker is known by.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """What would be answered, and what else was near; scores from 0 to 1.

    Example: baton knowledge search "how long is a visitor's badge valid" --as hr
    """
    settings = settings_room.load()
    articles, _ = gather(_places(paths, settings))
    parts = [part for article in articles for part in article.sections]
    index = Knowledge(parts, _embedder(settings), reader=load_reader())
    found = index.search(question, 5, known_as or ())
    answers = bool(found) and found[0].score >= index.enough
    if as_json:
        print(json.dumps(_told(found, answers, index.enough), ensure_ascii=False))
    else:
        _show(found, answers, index.enough)


def _there(paths: Sequence[Path]) -> Sequence[Path]:
    for path in paths:
        if not path.exists():
            stop(f"{path} does not exist.")
        if path.is_file() and path.suffix != ".md":
            stop(f"{path} is no .md file.")
    return paths


def _places(paths: Sequence[Path] | None, settings: Settings) -> Sequence[Path]:
    if paths:
        return _there(paths)
    return [folder for folder in folders(settings) if folder.is_dir()]


def _copy(path: Path, target: Path) -> None:
    """A folder is made complete under a hidden name first, so that nobody reads half of it."""
    target.mkdir(parents=True, exist_ok=True)
    if path.is_file():
        shutil.copy2(path, target / path.name)
        return
    fresh = target / f".{path.name}.{uuid4().hex}"
    for file in markdown_files(path):
        copy = fresh / file.relative_to(path)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, copy)
    shutil.rmtree(target / path.name, ignore_errors=True)
    fresh.replace(target / path.name)


def _embedder(settings: Settings) -> Embedder:
    return KeptVectors(embedder_of(settings), settings.folder / "vectors.npz")


def _from_the_store(settings: Settings, articles: Sequence[Article], embedder: Embedder) -> Iterator[str]:
    """What the store knows about these articles; nothing where there is no store yet."""
    known: Consulted | None = asyncio.run(consulted(settings))
    if known is None:
        return
    for article in articles:
        if known.answers and not known.answers[article.path]:
            yield f"{article.path}: It has not answered anything so far."
    gaps = grouped(known.unanswered, embedder)
    if gaps:
        yield f"{len(known.unanswered)} questions of the last 90 days were not answered:"
    for gap in gaps[:SHOWN]:
        yield f"  {gap.count} × {gap.example!r} ({', '.join(sorted(gap.desks))})"
    if len(gaps) > SHOWN:
        yield f"  … and {len(gaps) - SHOWN} more."


def _told(found: Sequence[Passage], answers: bool, enough: float) -> dict[str, object]:
    rows = [
        {"score": round(each.score, 3), "source": each.source, "section": each.section, "quote": each.quote}
        for each in found
    ]
    return {"answers": answers, "enough": enough, "found": rows}


def _show(found: Sequence[Passage], answers: bool, enough: float) -> None:
    if answers:
        print(f"“{found[0].quote}”\nFrom {found[0].title} · {found[0].section} ({found[0].source})")
    else:
        print(f"Nothing answers this: an answer needs a score of {enough:.2f}. A person would be offered.")
    table = Table("score", "article", "section", Column("source", overflow="fold"))
    for each in found:
        table.add_row(f"{each.score:.2f}", each.title, each.section, each.source)
    Console().print(table)
