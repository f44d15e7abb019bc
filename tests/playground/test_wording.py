"""What people type, as Slack stores it."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.wording import as_stored
from bot.playground.workspace import Workspace

SPACE = Workspace("Helper")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("@ben look", "<@U000000BEN> look"),
        ("hey @helper", "hey <@U000000APP>"),
        ("@nobody", "@nobody"),
        ("@here now", "<!here> now"),
        ("see #general", "see <#C0GENERAL|general>"),
        ("#404 not found", "#404 not found"),
        ("<@U000000BEN> hi", "<@U000000BEN> hi"),
        ("<!channel>", "<!channel>"),
        ("go to https://example.com/a?b=1&c=2.", "go to <https://example.com/a?b=1&amp;c=2>."),
        ("<https://example.com|here>", "<https://example.com|here>"),
        ("write ben@corp.example!", "write <mailto:ben@corp.example|ben@corp.example>!"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_typed_text_becomes_tokens(typed: str, stored: str) -> None:
    assert as_stored(SPACE, typed) == stored


@given(st.text(alphabet=st.characters(blacklist_characters="@#:", blacklist_categories=["Cs"])))
def test_plain_text_is_only_escaped(typed: str) -> None:
    assert html.unescape(as_stored(SPACE, typed)) == html.unescape(html.escape(typed, quote=False))
    assert "<" not in as_stored(SPACE, typed)
