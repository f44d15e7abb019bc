"""What mrkdwn and Markdown become on the page, and that no text becomes anything else."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.async_api import Browser

from tests.playground.page.visits import visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

Typeset = Callable[[str, str], Awaitable[dict[str, Any]]]

DRAW = """async ([kind, text]) => {
  const known = { U1: "Ada", U2: "Ben", C1: "general" };
  const names = { me: "U1", person: (id) => known[id], channel: (id) => known[id] };
  const draw = (await import(`/page/${kind}.js`))[kind];
  const [node, start] = [document.createElement("div"), performance.now()];
  node.append(...draw(text, names));
  for (const each of node.querySelectorAll("*"))
    for (const name of ["title", "target", "rel"]) each.removeAttribute(name);
  return {
    html: node.innerHTML,
    text: node.textContent,
    seconds: (performance.now() - start) / 1000,
    tags: [...node.querySelectorAll("*")].map((one) => one.localName),
    links: [...node.querySelectorAll("a")].map((one) => one.protocol),
  };
}"""

TAGS = {
    *(
        "p",
        "br",
        "strong",
        "em",
        "s",
        "code",
        "pre",
        "blockquote",
        "ul",
        "ol",
        "li",
        "a",
        "span",
        "time",
        "hr",
    ),
    *("h3", "h4", "h5", "h6", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
SAFE = {"http:", "https:", "mailto:", "tel:"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def typeset(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Typeset]:
    """Draws a text as `mrkdwn` or `markdown` with the page's own code."""
    folder: Path = tmp_path_factory.mktemp("typeset")
    async with visiting(browser, folder) as visit:
        await visit.open()
        yield lambda kind, text: visit.page.evaluate(DRAW, [kind, text])


MRKDWN = {
    "*bold* _it_ ~st~ `a*b*`": "<p><strong>bold</strong> <em>it</em> <s>st</s> <code>a*b*</code></p>",
    "*bold _both_*": "<p><strong>bold <em>both</em></strong></p>",
    "2*3*4 snake_case_name": "<p>2*3*4 snake_case_name</p>",
    "*a\nb*": "<p>*a<br>b*</p>",
    "<https://x.example/?a=1&amp;b=2|here>": '<p><a href="https://x.example/?a=1&amp;b=2">here</a></p>',
    "<mailto:a@b.example|a@b.example>": '<p><a href="mailto:a@b.example">a@b.example</a></p>',
    "see https://x.example/y.": '<p>see <a href="https://x.example/y">https://x.example/y</a>.</p>',
    "<@U2> <@U1>": '<p><span class="mention">@Ben</span> <span class="mention me">@Ada</span></p>',
    "<#C1|old>": '<p><span class="mention">#general</span></p>',
    "<!here>": '<p><span class="mention me">@here</span></p>',
    "&gt; quote\n&gt; more\nplain": "<blockquote><p>quote<br>more</p></blockquote><p>plain</p>",
    "&gt;&gt;&gt; all\nof it": "<blockquote><p>all<br>of it</p></blockquote>",
    "• one\n• two": "<ul><li>one</li><li>two</li></ul>",
    "3. three\n4. four": '<ol start="3"><li>three</li><li>four</li></ol>',
    "```a\n*b*```": "<pre><code>a\n*b*</code></pre>",
    "&lt;b&gt; &amp;amp;": "<p>&lt;b&gt; &amp;amp;</p>",
    "<b>x</b>": "<p>&lt;b&gt;x&lt;/b&gt;</p>",
    "<javascript:alert(1)|x>": "<p>&lt;javascript:alert(1)|x&gt;</p>",
    "at 10:30:45 :nope:": "<p>at 10:30:45 :nope:</p>",
    ":tada:": '<p><span class="emoji" role="img" aria-label="tada">🎉</span></p>',
    "<!date^none^{date}|some day>": "<p>some day</p>",
}

MARKDOWN = {
    "# One\n### Three": '<h3 class="md-h1">One</h3><h5 class="md-h3">Three</h5>',
    "**b** *i* ***bi*** ~~s~~ `c`": (
        "<p><strong>b</strong> <em>i</em> <strong><em>bi</em></strong> <s>s</s> <code>c</code></p>"
    ),
    "snake_case 2*3*4 \\*no\\*": "<p>snake_case 2*3*4 *no*</p>",
    "- a\n  - b\n- c": "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
    "1. a\n\n   more\n\n2. b": '<ol start="1"><li>a<p>more</p></li><li>b</li></ol>',
    "> q\n> - l": "<blockquote><p>q</p><ul><li>l</li></ul></blockquote>",
    "```js\n<b>\n```": "<pre><code>&lt;b&gt;</code></pre>",
    "a\n\n---\nb": "<p>a</p><hr><p>b</p>",
    '[y](https://x.example "t")': '<p><a href="https://x.example">y</a></p>',
    "[x](javascript:alert(1))": "<p>x (javascript:alert(1))</p>",
    "<img src=x onerror=alert(1)>": "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "hi <@U1>": '<p>hi <span class="mention me">@Ada</span></p>',
}


@pytest.mark.parametrize(("text", "html"), MRKDWN.items())
async def test_mrkdwn_is_drawn_as_slack_draws_it(typeset: Typeset, text: str, html: str) -> None:
    assert (await typeset("mrkdwn", text))["html"] == html


@pytest.mark.parametrize(("text", "html"), MARKDOWN.items())
async def test_markdown_is_drawn(typeset: Typeset, text: str, html: str) -> None:
    assert (await typeset("markdown", text))["html"] == html


async def test_a_markdown_table_has_a_head_and_sides(typeset: Typeset) -> None:
    drawn = await typeset("markdown", "| What | Size |\n|---|--:|\n| a \\| b | 2 |\nafter")
    assert drawn["text"] == "WhatSizea | b2after"
    assert '<th class="to-right">Size</th>' in drawn["html"]


HOSTILE = [
    *("*a " * 13_000, "_a " * 13_000, "<" * 40_000, "`" * 40_000, "*_~`" * 10_000, ":a" * 20_000),
    *("```\n" * 10_000, ">" * 40_000, "> " * 20_000, "[a](" * 10_000, "|a\n|-\n" * 6_000, ">>>a\n" * 8_000),
]


@pytest.mark.parametrize("kind", ["mrkdwn", "markdown"])
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8].strip())
async def test_a_hostile_text_neither_hangs_nor_breaks_the_page(
    typeset: Typeset, kind: str, text: str
) -> None:
    assert (await typeset(kind, text))["seconds"] < 2


MARKUP = st.text(alphabet="<>|@#!*_~`:&;-.[]()/\\ \n1aU\"'=^", max_size=60)
PIECES = st.sampled_from(
    [
        "<script>",
        "javascript:",
        "<@U1>",
        "https://x.example",
        "](",
        "**",
        "> ",
        "- ",
        "```",
        "|-|",
        "onerror=",
    ]
)
TEXTS = st.lists(st.one_of(MARKUP, PIECES), max_size=8).map("".join)


@pytest.mark.parametrize("kind", ["mrkdwn", "markdown"])
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
async def test_no_text_becomes_a_foreign_element_or_an_unsafe_link(
    typeset: Typeset, kind: str, text: str
) -> None:
    drawn = await typeset(kind, text)
    assert set(drawn["tags"]) <= TAGS
    assert set(drawn["links"]) <= SAFE
