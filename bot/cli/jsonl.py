"""JSON Lines into typed rows; what is wrong is one sentence with file and line, and exit status 2."""

import sys
from pathlib import Path
from typing import NoReturn, TypeVar

import typer
from pydantic import BaseModel, ValidationError

Row = TypeVar("Row", bound=BaseModel)


def read_rows(file: Path, kind: type[Row], example: str) -> list[Row]:
    """Every row of a file as `kind`; `example` is what a right line looks like. Blank lines do not count."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        stop(f"{file} cannot be read; give the path of a UTF-8 file with one JSON object a line.")
    rows = [_row(file, number, line, kind, example) for number, line in enumerate(lines, 1) if line.strip()]
    return rows or stop(f"{file} holds no rows; a row looks like {example}.")


def _row(file: Path, number: int, line: str, kind: type[Row], example: str) -> Row:
    try:
        return kind.model_validate_json(line)
    except ValidationError:
        stop(f"{file}, line {number}: this must be a JSON object such as {example}.")


def stop(sentence: str) -> NoReturn:
    """End the verb: the sentence on stderr, exit status 2."""
    print(f"baton: {sentence}", file=sys.stderr)
    raise typer.Exit(2)
