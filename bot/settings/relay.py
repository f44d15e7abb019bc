"""What baton.toml may say about the relay: which notes stay inside, and which files cross."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

NOTES = ("//", "note:", "!note", "🔒", ":lock:")

TYPES = (
    *("png", "jpg", "jpeg", "gif", "webp", "heic", "bmp", "mp4", "mov", "webm"),
    *("pdf", "txt", "log", "md", "csv", "tsv", "json", "xml", "yaml", "yml", "toml", "ini", "conf", "har"),
    *("docx", "xlsx", "pptx", "odt", "ods", "odp", "rtf", "eml", "msg", "ics", "vcf"),
)
"""Pictures, documents and logs: nothing that runs when it is opened, and nothing with something inside."""


def _marks(marks: tuple[str, ...]) -> tuple[str, ...]:
    if any(not mark.strip() for mark in marks):
        raise ValueError("a mark is at least one character that can be seen")
    return marks


def _endings(types: tuple[str, ...]) -> tuple[str, ...]:
    if wrong := [one for one in types if not one.isalnum()]:
        raise ValueError(f"`{wrong[0]}` is no ending of a file's name; write png, not .png")
    return tuple(one.lower() for one in types)


class RelaySettings(BaseModel):
    """Notes and files.

    `notes` begin a line that stays with staff. Files up to `largest_mb` megabytes whose name ends with one
    of `types` cross, once `scan` has found nothing: a command and its arguments, in which `{path}` stands
    for the file, which is also its input. It says 0 for clean within `scan_seconds`; anything else keeps
    the file back.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    notes: Annotated[tuple[str, ...], AfterValidator(_marks)] = Field(default=NOTES, min_length=1)
    largest_mb: float = Field(default=20, gt=0, le=100)
    types: Annotated[tuple[str, ...], AfterValidator(_endings)] = TYPES
    scan: tuple[str, ...] = ()
    scan_seconds: float = Field(default=30, gt=0, le=300)
