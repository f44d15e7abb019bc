"""Cutting text so that people can see it was cut."""


def cut(text: str, limit: int) -> str:
    """The text in at most `limit` characters; an ellipsis stands where the rest was."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def one_line(text: str, limit: int = 80) -> str:
    """A name or a label: one line, no runs of blanks, at most `limit` characters."""
    return cut(" ".join(text.split()), limit)
