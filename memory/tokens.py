"""Keys and tokens that machines make: known shapes, named settings, addresses that carry a password."""

import re
from collections.abc import Iterator
from math import log2

from memory.spans import Kind, Span

# Shapes as their makers document them; the group `v`, where there is one, is the secret part.
_SHAPES = re.compile(
    r"""
    -----BEGIN[ ][A-Z ]{0,30}PRIVATE[ ]KEY(?:[ ]BLOCK)?-----[\s\S]{1,9000}?
      -----END[ ][A-Z ]{0,30}PRIVATE[ ]KEY(?:[ ]BLOCK)?-----
    | -----BEGIN[ ][A-Z ]{0,30}PRIVATE[ ]KEY(?:[ ]BLOCK)?-----[\s\S]{1,9000}
    | https://hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[\w/-]{10,120}
    | https://(?:\w{1,20}\.)?discord(?:app)?\.com/api/webhooks/\d{5,25}/[\w-]{20,100}
    | https://[\w-]{1,60}\.webhook\.office\.com/[\w/@-]{20,250}
    | (?<![A-Za-z0-9])(?:
        (?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}
      | xox[abeoprsd](?:\.xox[a-z])?-[\w-]{10,250} | xapp-\d-[\w-]{10,200} | xoxe-[\w-]{10,250}
      | gh[pousr]_[A-Za-z0-9]{20,255} | github_pat_\w{20,255}
      | gl(?:pat|oas|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{18,200}
      | sk-(?:proj|ant|svcacct|admin|or|live|test)?-?[\w-]{20,220}
      | (?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,250} | whsec_[\w+/=]{16,100}
      | AIza[\w-]{30,40} | ya29\.[\w-]{20,250} | GOCSPX-[\w-]{20,40} | 1//0[\w-]{25,120}
      | npm_[A-Za-z0-9]{30,60} | pypi-[\w-]{30,250} | rubygems_[a-f0-9]{40,60} | dckr_(?:pat|oat)_[\w-]{20,60}
      | hf_[A-Za-z0-9]{25,60} | r8_[A-Za-z0-9]{30,60} | gsk_[A-Za-z0-9]{30,80} | nvapi-[\w-]{30,100}
      | SG\.[\w-]{15,30}\.[\w-]{30,60} | key-[0-9a-f]{32} | [0-9a-f]{32}-us\d{1,2}
      | (?:shpat|shpss|shpca|shppa)_[0-9a-fA-F]{32} | sq0(?:atp|csp)-[\w-]{20,60} | EAAA[\w-]{40,90}
      | dop_v1_[0-9a-f]{60,70} | (?:doo|dor)_v1_[0-9a-f]{60,70} | dp\.(?:pt|st|ct|sa)\.[\w.-]{30,80}
      | hv[sbr]\.[\w-]{20,250} | s\.[A-Za-z0-9]{24} | dapi[0-9a-f]{32}(?:-\d)? | ATATT3[\w=-]{30,250}
      | ATCTT3[\w=-]{30,250}
      | lin_(?:api|oauth)_[A-Za-z0-9]{30,60} | (?:secret|ntn)_[A-Za-z0-9]{40,60} | figd_[\w-]{30,60}
      | NRAK-[A-Z0-9]{20,40} | glsa_[A-Za-z0-9]{20,60}_[0-9a-f]{8} | glc_[\w+/=]{30,250}
      | sntry[su]_[\w+/=-]{30,250}
      | pat[A-Za-z0-9]{14}\.[0-9a-f]{64} | PMAK-[0-9a-f]{20,30}-[0-9a-f]{30,40} | tfp_\w{40,80}
      | sbp_[0-9a-f]{40}
      | FLWSECK[\w-]{20,60} | rpa_[A-Za-z0-9]{30,60} | AC[0-9a-f]{32} | SK[0-9a-f]{32} | FwoGZ[\w+/=]{50,500}
      | EAACEdEose0cBA[A-Za-z0-9]{10,200} | AGE-SECRET-KEY-1[A-Z0-9]{50,70} | tskey-[\w-]{20,80}
      | vercel_\w{20,60}
      | eyJ[\w-]{8,4000}\.[\w-]{6,4000}(?:\.[\w-]{0,2000})?
      | \d{8,10}:AA[\w-]{32,36}
      | [MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}
      | (?:\d{6}-){7}\d{6}
      | (?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}
      )(?![A-Za-z0-9])
    | \b(?:bearer|basic|digest|SSWS|GenieKey)[ ]{1,3}(?P<v1>(?=[A-Za-z._~+/=-]{0,300}\d)[\w.~+/=-]{12,4000})
    | \b[a-z][a-z0-9+.-]{1,20}://[^\s:/@"'<>|]{0,100}:(?P<v2>[^\s/@"'<>]{1,200}
    |[^\s@"'<>]{1,200}(?=@[\w.-]{1,100}[:/]))@(?=[\w\[])
    | \botpauth://[^\s"'<>|]{1,200}?[?&]secret=(?P<v3>[A-Za-z2-7=]{8,200})
    | [?&;](?:access_?token|id_token|refresh_token|token|key|api_?key|sig|signature|secret|client_secret
    |code|password|passwd|pwd|auth|sv_sig|x-amz-signature
    |x-amz-security-token)=(?P<v4>(?=[^\s&"'<>|]{0,200}[\d%])[^\s&;"'<>|]{8,4000})
    | \b(?:curl|wget|http|https|httpie|xh)\b[^\n]{0,200}?[ ](?:-u|--user|-a
    |--auth)[ =]{0,2}["']?[^\s:"']{1,60}:(?P<v5>[^\s"']{3,120})
    | [ ](?:--?(?:password|passwd|pass|pw|pwd|token|api-?key|secret|client-secret
    |auth-token))[ =]{1,2}["']?(?P<v6>[^\s"'$<-][^\s"']{3,250})
    | \b(?:mysql|mysqldump|mariadb|sshpass)\b[^\n]{0,120}?[ ]-p[ ]?["']?(?P<v7>[^\s"'$<-][^\s"']{3,120})
    | \bnet[ ]use[ ][^\n]{0,120}?/user:\S{1,60}[ ](?P<v8>[^\s/]{4,80})
    | /(?:p|pass|password):(?P<v9>[^\s"']{4,80})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What every one of these patterns needs somewhere in the text; a time of day is not enough.
_CHEAP = re.compile(
    r"""[A-Za-z0-9_+/=.~-]{12}|://|-----|[:=]>?[ \t]{0,3}["'`]?\S{3}|</|/user:|--?p| -[au]|/p""",
    re.IGNORECASE,
)

# A setting's name, as code, consoles and JSON write it: DB_PASS=…, "client_secret": "…", AccountKey=…;
_NAMED = re.compile(
    r"""(?<![\w.-])(?P<name>[\w.-]{2,60})(?P<close>["'`]?)[ \t]{0,3}
    (?P<sep>:=|=>|=|:)[ \t]{0,3}(?P<quote>["'`]?)
    (?=(?P<value>[^\s"'`<>,;]{4,200}))""",
    re.VERBOSE,
)
_VALUE = re.compile(r"[^\s\"'`<>,;]{4,4000}")
_SECRET_NAME = re.compile(
    r"""(?:secret(?:_?key)?|tokens?|passwd|password|passphrase|pwd|pass|api[_-]?key|access[_-]?key(?:[_-]?id)?
    |private[_-]?key|account_?key|shared_?access_?key|encryption_?key|signing_?key|license_?key|auth
    |credentials?
    |session_?id|sess(?:ion)?|sid|cookie|sas|signature|key|pat|webhook)$""",
    re.VERBOSE | re.IGNORECASE,
)
_TAGGED = re.compile(
    r"<(password|passwd|secret|token|api_?key|pwd)>(?P<value>[^<>\s]{3,300})</", re.IGNORECASE
)
# "the API key is …", "my session token … says invalid": words, then something no person would type.
_TOLD = re.compile(
    r"""\b(?:api|access|secret|session|auth|bearer|refresh|private|service|license|licence|product|bot|webhook|deploy
    |signing|encryption|master|admin|aws|azure|gcp|openai|github|gitlab|stripe|slack|jira|okta|snowflake
    |recovery
    |security|personal|the|my|your|this|new|old|a)[ ](?:[\w-]{1,20}[ ]){0,2}?(?:keys?|tokens?|secrets?|pat
    |cookie|credentials?)\b
    [ ]?(?:\w{1,12}[ ]){0,3}?(?:is|was|:|=|->)?[ :="'`]{0,4}(?P<value>[A-Za-z0-9_+/=.~-]{12,400})""",
    re.VERBOSE | re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"[$%{<*•.x]|(?:your|my|the|some|example|null|none|true|false|undefined|changeme_?here|redacted|todo"
    r"|https?:)",
    re.IGNORECASE,
)
_UNLIKELY_NAME = re.compile(
    r"(?:monkey|turkey|hotkey|keyboard|author|donkey|jockey|hockey|whiskey)", re.IGNORECASE
)


def entropy(value: str) -> float:
    """Shannon entropy in bits a character."""
    return -sum((n := value.count(ch) / len(value)) * log2(n) for ch in set(value))


def looks_random(value: str) -> bool:
    """Letters and digits well mixed: 12 characters or more, at least 3 bits each."""
    digits = sum(ch.isdigit() for ch in value)
    letters = sum(ch.isalpha() for ch in value)
    return len(value) >= 12 and digits >= 2 and letters >= 3 and entropy(value) >= 3


def tokens(text: str) -> Iterator[Span]:
    """Secrets of machine make, the most certain first."""
    if not _CHEAP.search(text):
        return
    for match in _SHAPES.finditer(text):
        group = match.lastgroup or 0
        yield Span(match.start(group), match.end(group), Kind.TOKEN, "token")
    for match in _TAGGED.finditer(text):
        yield Span(match.start("value"), match.end("value"), Kind.TOKEN, "token")
    yield from _named(text)
    for match in _TOLD.finditer(text):
        if looks_random(match["value"]):
            yield Span(match.start("value"), match.end("value"), Kind.TOKEN, "token")


def _named(text: str) -> Iterator[Span]:
    """Each setting is judged by the beginning of its value and taken whole."""
    done = 0
    for match in _NAMED.finditer(text):
        start = match.start("value")
        if start < done or not _is_setting(match) or _PLACEHOLDER.match(match["value"]):
            continue
        value = _VALUE.match(text, start)
        done = value.end() if value else start
        yield Span(start, done, Kind.TOKEN, "token")


def _is_setting(match: re.Match[str]) -> bool:
    """Code shows by quotes, an underscore, a capital name; prose needs a random value."""
    name, value = match["name"], match["value"]
    if _UNLIKELY_NAME.search(name) or not _SECRET_NAME.search(name):
        return False
    if match["close"] and match["quote"]:
        return True
    tight = match["sep"] == "=" and (name.isupper() or "_" in name or name.lower().endswith(("pass", "pwd")))
    return tight or looks_random(value)
