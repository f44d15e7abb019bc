"""Secrets are masked whatever the words around them; ordinary work talk is left alone."""

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory import Finding, redact
from memory.spans import MASK, Kind
from tests.memory.harmless import CLEAN
from tests.memory.secrets import CODES, PASSWORDS, PERSONAL, TOKENS

DEV = Path(__file__).parents[3] / "shared" / "data" / "security" / "chat_secrets_dev.jsonl"


@pytest.mark.parametrize(("text", "secret"), PASSWORDS)
def test_a_typed_password_is_gone(text: str, secret: str) -> None:
    assert secret not in redact(text).text


@pytest.mark.parametrize(("text", "secret"), CODES)
def test_a_code_is_gone(text: str, secret: str) -> None:
    assert secret not in redact(text).text


@pytest.mark.parametrize(("text", "secret"), TOKENS)
def test_a_token_is_gone(text: str, secret: str) -> None:
    assert secret not in redact(text).text


@pytest.mark.parametrize(("text", "secret"), PERSONAL)
def test_personal_data_is_gone(text: str, secret: str) -> None:
    assert secret not in redact(text).text


@pytest.mark.parametrize("text", CLEAN)
def test_work_talk_is_left_alone(text: str) -> None:
    assert redact(text).text == text


def test_the_mask_says_what_was_there_and_the_rest_stays() -> None:
    redacted = redact("my password is Kestrel#81 and outlook still asks")
    assert redacted.text == "my password is [password removed] and outlook still asks"
    assert redacted.found == (Finding(Kind.PASSWORD, "password"),)


def test_findings_never_hold_the_secret() -> None:
    assert "Kestrel" not in repr(redact("pw Kestrel#81").found)


def test_company_addresses_stay_and_private_ones_go() -> None:
    line = "ben@corp.example or ben@eu.corp.example or ben@gmail.com"
    assert (
        redact(line, allow_domains=["corp.example"]).text
        == "ben@corp.example or ben@eu.corp.example or [e-mail removed]"
    )


def test_an_allowed_domain_wins_over_a_free_one() -> None:
    assert redact("ask it@gmail.com", allow_domains=["gmail.com"]).found == ()


def test_a_number_to_call_back_can_be_kept() -> None:
    assert redact("call me at +44 7911 123456", keep={"phone number"}).found == ()


@pytest.mark.parametrize("text", [line for line, _ in (*PASSWORDS, *CODES, *TOKENS, *PERSONAL)])
def test_redacting_again_changes_nothing(text: str) -> None:
    once = redact(text).text
    assert redact(once).text == once


SCRAPS = """my password is was pw pin code otp : = ( ) " ' , . ? ! / - and for the it says to user ada
token key Kestrel#81 hunter22 4829 492 118 839201 login secret= 4111 1111 1111 1111 ana@gmail.com
Autumn2025! <@U024BE7LH> :lock:"""
WORDS = st.sampled_from([*SCRAPS.split(), "[password removed]", "[code removed]", "\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_redacting_again_changes_nothing_in_any_order_of_words(text: str) -> None:
    once = redact(text).text
    assert redact(once).text == once


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_goes_through_and_only_masks_are_added(text: str) -> None:
    pieces = MASK.split(redact(text).text)
    at = 0
    for piece in pieces:
        at = text.index(piece, at) + len(piece)
    assert at <= len(text)


HOSTILE = [
    "a",
    "password is ",
    "password:",
    "code for the ",
    "user a:b ",
    "1-",
    "1234 ",
    "AB12 ",
    "a@a.",
    "key=",
]
HOSTILE += [
    "http://a:",
    "my address is ",
    "密码是",
    "pass word ",
    "-----BEGIN PRIVATE KEY-----",
    "&token=",
    "tried A1! ",
]


@pytest.mark.parametrize("seed", HOSTILE)
def test_time_grows_no_faster_than_the_text(seed: str) -> None:
    def seconds(size: int) -> float:
        text = (seed * (size // len(seed) + 1))[:size]
        begun = time.process_time()
        redact(text)
        return time.process_time() - begun

    assert seconds(100_000) < max(2.0, 16 * seconds(25_000))


def test_a_chat_line_takes_well_under_a_millisecond() -> None:
    lines = [line for line, _ in PASSWORDS] + list(CLEAN)
    random.Random(1).shuffle(lines)
    begun = time.process_time()
    for line in lines:
        redact(line)
    assert (time.process_time() - begun) / len(lines) < 0.001


@pytest.mark.skipif(not DEV.exists(), reason="the shared development data is not here")
def test_the_development_lines_reach_their_marks() -> None:
    rows = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()]
    share = {
        kind: sum(all(s not in redact(r["text"]).text for s in r["spans"]) for r in wanted) / len(wanted)
        for kind in ("password", "mfa", "token", "pii")
        if (wanted := [row for row in rows if row["cat"] == kind])
    }
    clean = [row for row in rows if row["kind"] == "clean"]
    assert share["token"] >= 0.95
    assert min(share["password"], share["mfa"], share["pii"]) >= 0.9
    assert sum(bool(redact(row["text"]).found) for row in clean) <= 0.02 * len(clean)
