"""People's text cannot mention, link, hide, or pose as ours."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack.mrkdwn import inert, markdown, mention, plain, quoted
from bot.slack.visible import visible

SHARED = Path(__file__).parents[3] / "shared" / "data" / "security"
LIVE = re.compile(r"<[!@#/?A-Za-z]")
ALL = (plain, quoted, inert, markdown)

PIECES = (
    *("<", ">", "!channel", "@U024BE7LH", "|", "](", "[", "]:", "https://", "evil.test", "/x", "&lt;", "&"),
    *("\u200b", "\u202e", "\u2028", "\r", "\x00", "`", "*", "> ", "@here", "www.", "a", " ", "\n", "#C1"),
)
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

hostile = st.lists(st.sampled_from(PIECES)).map("".join)


@pytest.mark.parametrize("harmless", ALL)
@given(text=st.one_of(hostile, st.text()))
@example(text="www.!channelhttps://evil.test")
def test_nothing_is_live_in_any_form(harmless: Callable[[str], str], text: str) -> None:
    shown = harmless(text)
    assert not LIVE.search(shown)
    assert "](" not in markdown(text)
    assert "://evil.test" not in shown
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown
    )


@given(st.one_of(hostile, st.text()))
def test_every_line_of_a_quote_stands_behind_its_bar(text: str) -> None:
    assert all(line.startswith("> ") for line in quoted(text).splitlines())


@given(st.text())
def test_what_was_made_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="&<>@`/\\?#:."))
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert plain(text) == text


def test_slacks_escapes_are_applied_once() -> None:
    assert plain("a < b & c > d") == "a &lt; b &amp; c &gt; d"
    assert plain("&lt;!channel&gt;") == "&amp;lt;!channel&amp;gt;"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://evil.test/?d=secret", "hxxps://evil[.]test/?d=secret"),
        ("HTTP://EVIL.test", "hxxp://EVIL[.]test"),
        ("https://okta.corp.example@evil.test/", "hxxps://okta[.]corp[.]example@evil[.]test/"),
        ("slack://user?team=T1", "slack[:]//user?team=T1"),
        ("www.evil.test", "www[.]evil[.]test"),
        ("evil.test:8080/x", "evil[.]test:8080/x"),
        ("//evil.test/x", "//evil[.]test/x"),
        ("https://https://evil.test", "hxxps://https[:]//evil[.]test"),
        ("evil。test/x", "evil[.]test/x"),
    ],
)
def test_addresses_cannot_be_clicked(address: str, shown: str) -> None:
    assert plain(address) == shown


@pytest.mark.parametrize(
    "kept", ["vpn2.corp.example", "setup.exe", "ada@corp.example", "10.0.0.1", "a/b", "12:30"]
)
def test_identifiers_stay_verbatim(kept: str) -> None:
    assert plain(kept) == inert(kept) == markdown(kept) == kept


@pytest.mark.parametrize(
    ("address", "alive"),
    [
        ("https://wiki.corp.example/page", True),
        ("https://corp.example/", True),
        ("https://corp.example.evil.test/", False),
        ("https://evilcorp.example/", False),
        ("https://corp.example@evil.test/", False),
        ("http://corp.example/", False),
        ("https://corp.example:8443/", False),
        ("https://corp.example\\@evil.test/", False),
    ],
)
def test_only_allowed_hosts_stay_alive(address: str, alive: bool) -> None:
    assert (plain(address, {"corp.example"}) == address) is alive
    assert (f"({address})" in markdown(f"[page]({address})", {"corp.example"})) is alive


def test_markdown_keeps_its_formatting() -> None:
    text = "**Done**: run `gpupdate /force`\n\n- one\n- two\n\n> quoted"
    assert markdown(text) == text


@pytest.mark.parametrize("text", ["@channel", "@here", "@Everyone", "＠channel", "@\u200bchannel"])
def test_calls_to_everybody_are_broken(text: str) -> None:
    for harmless in ALL:
        assert not re.search("[@＠](channel|here|everyone)", harmless(text), re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202egpj.exe", "gpj.exe"),
        ("a\u2028b\u2029c\x85d\re\r\nf", "a\nb\nc\nd\ne\nf"),
        ("🏴\u200d☠️", "🏴\u200d☠️"),
        ("नमस्ते क्\u200dष", "नमस्ते क्\u200dष"),
        ("pay\u200dpal", "paypal"),
        ("a" + "\u0301" * 50, "a" + "\u0301" * 3),
        ("\ud800", "\ufffd"),
    ],
)
def test_hidden_characters_go_and_living_scripts_stay(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_mention_is_only_made_of_a_user_id() -> None:
    assert mention("U024BE7LH") == "<@U024BE7LH>"
    assert mention("!channel") == "!channel"
    assert mention("U1> <!channel") == "U1&gt; &lt;!channel"


def test_a_long_hostile_text_is_handled_in_a_moment() -> None:
    for piece in ("a.", "[", "](", "a", "<", "\u0301", "&", "https:", "@"):
        for harmless in ALL:
            assert harmless(piece * 20_000)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared development data is not here")
@pytest.mark.parametrize("harmless", ALL)
def test_development_corpus(harmless: Callable[[str], str]) -> None:
    cases = json.loads((SHARED / "mrkdwn_injection.json").read_text())
    naughty = json.loads((SHARED / "naughty_strings.json").read_text())
    for case in cases:
        shown = harmless(case["user_text"])
        assert not [bad for bad in case["forbidden_in_outgoing"] if bad in shown]
    assert all(not LIVE.search(harmless(text)) for text in naughty)
