"""The examples of what no skill may take, read once from the file beside this one."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("outside.toml")


@cache
def outside_examples() -> Mapping[str, tuple[str, ...]]:
    """Kind to examples. Kinds are `never:<category>`, `person:wish`, `none:<what>`."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kinds = {
        f"{table}:{kind}": tuple(rows) for table, group in tables.items() for kind, rows in group.items()
    }
    return MappingProxyType(kinds)
