"""Cutting text so that people see it was cut, and fitting people's words into sentences of ours."""

_MARKS = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "`": "'", "*": "∗", "~": "∼", "\\": "∖"})


def cut(text: str, limit: int) -> str:
    """The text in at most `limit` characters; an ellipsis stands where the rest was."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"


def one_line(text: str, limit: int = 80) -> str:
    """A name or a label: one line, no runs of blanks, at most `limit` characters."""
    return cut(" ".join(text.split()), limit)


def woven(text: str, limit: int = 80) -> str:
    """Somebody's words as a piece of a Markdown sentence of ours: one line, without markup in it."""
    return one_line(text.translate(_MARKS), limit)
