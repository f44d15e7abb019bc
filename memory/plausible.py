"""Whether a word in a chat could be somebody's password, or is a tag, a version, a product, plain language."""

import re

_SPECIAL = re.compile(r"[!@#$%^&*_+=~?§€£|\\;<>{}\[\]]")
_ENDS = ".,;:)]}>\"'`»”’…"
_STARTS = "\"'`«“”„‘("

# Things with digits that people write all day and that are nobody's password. Tags are in capitals.
_TAG = re.compile(
    r"""
    [A-Z]{1,6}[-_ ]?\d{2,12}[A-Z]?                                  # LT-20394, INC0012345, KB0010234
    | [A-Z0-9]{2,8}(?:-[A-Z0-9]{1,8}){1,4}                           # HP-LJ-4F-203, CVE-2025-32711, C02-8842-XX
    | [A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+                                  # MRP_NIGHT_01
    | [a-z]{2,3}-\d{3,6} | [A-Z0-9]{8,14}                            # lt-20394, C02XK1JHJG5H
    """,
    re.VERBOSE,
)
_EVERYDAY = re.compile(
    r"""
    0x[0-9a-f]{1,16} | [0-9a-f]{32,64} | [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}
    | (?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}
    | v?\d+(?:[._-]\d+)*[a-z]{0,8}%? | \#\d+ | [$€£]\d[\d.,]*[km]?
    | \d{1,4}[/.:-]\d{1,2}(?:[/.:-]\d{1,4})?(?:am|pm)? | \d+(?:st|nd|rd|th)
    | (?:windows|win|office|o|m|microsoft|iphone|ipad|ios|ipados|macos|mac|android|python|java|node|sql|mssql|oracle|s
        |galaxy|pixel|surface|gen|wifi|wi-fi|usb|sha|md|ipv|mp|h|x|x86|base|web|k8s|ec|es|oauth|saml|tls|ssl|ntlm|wpa
        |level|tier|step|floor|room|desk|building|version|day|week|q|fy|p|sev|prio|vpn|vlan|server|host|dc|pc|laptop
        |printer|sp|sap|d|dynamics|power|team|line|site|gate|bay|zone|unit|option|question|part)[-_]?\d{1,4}[a-z]?
    | (?:1|one|last|dash)password\d? | log4j | r&d | q&a | m&a | h&s
    | [\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}
    | (?:https?://|www\.)\S+
    | [\w-]{1,60}(?:\.[\w-]{1,60}){0,5}\.(?:com|net|org|io|local|corp|example|int|internal|eu|de|fr|uk|co)(?:/\S*)?
    | [\w-]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|txt|csv|png|jpe?g|zip|msi|exe|log|json|ya?ml|py|sh|ps1|md|html?|ics|kdbx)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Words that stand where a password could stand: what became of it, what it must be, where it lies.
_STATES = """
accepted active again allowed already also alright and another any anymore anyway back bad because been being blocked
broken but button bypassed case changed changing complex compromised correct current dead default denied different
disabled done due easy empty encrypted error expire expired expires expiring failed failing fails field fine for forgot
forgotten from gone good greyed hard have help here hidden history how important in incorrect invalid issue issues it
just known later leaked length link lock locked locking long longer lost manager mandatory maybe me mine missing
mismatch my needed needs never new no none not nothing now obsolete of off ok okay old on only open optional out over
page please policy possible problem problems prompt protected question rejected required requirements reset resets
resetting right safe same saved saving secret secure set sharing short shown somewhere stolen stored strong stuck still
synced syncing that the there they this thx thanks to today tomorrow too trouble unavailable unchanged unclear unique
unknown unlocked unsafe update updated urgent used useless user valid very visible wanted was weak what when where
which why with wont working works wrong yesterday yet you your abgelaufen falsch gesperrt vergessen ungültig richtig
neu weg leer unbekannt caducada incorrecta olvidada bloqueada vencida expirada esquecida errada expiré oublié perdu
incorrect bloqué scaduta errata dimenticata bloccata verlopen vergeten fout kwijt
"""
_STATE = frozenset(_STATES.split())
_FAVOURITES = """
password passw0rd letmein sunshine qwerty qwertz azerty dragon monkey iloveyou princess football welcome changeme
baseball superman batman shadow hunter starwars freedom charlie mustang liverpool arsenal chelsea summer winter
autumn spring fluffy butterfly pokemon ninja asdfgh zxcvbn
"""
_FAVOURITE = frozenset(_FAVOURITES.split())


def trimmed(word: str) -> str:
    """Without the punctuation that opens or ends a sentence or a quotation; `!` and `?` may belong to a password."""
    return word.rstrip(_ENDS).lstrip(_STARTS)


def ordinary(word: str) -> bool:
    """A tag, ticket, error code, date, version, product, address or file name."""
    core = trimmed(word).rstrip("!?")
    if core.startswith(("@", "<", "http")):
        return True
    return bool(_TAG.fullmatch(core) or _EVERYDAY.fullmatch(core))


def state(word: str) -> bool:
    """Says what is the matter with a password ("expired") rather than what it is."""
    return trimmed(word).rstrip("!?").lower() in _STATE


def favourite(word: str) -> bool:
    """One of the passwords people choose most."""
    return trimmed(word).rstrip("!?").lower() in _FAVOURITE


def strength(word: str) -> int:
    """How much a word looks like a password.

    2: letters with a special character among them, or mixed with digits and one at the end. 1: letters and digits.
    0: a plain word or number.
    """
    core = trimmed(word)
    inner = core.rstrip("!?")
    letters, digits = any(ch.isalpha() for ch in inner), any(ch.isdigit() for ch in inner)
    if not letters or len(core) < 4:
        return 0
    if _SPECIAL.search(inner) and (digits or len(inner) >= 6):
        return 2
    if digits:
        return 2 if len(inner) < len(core) or "-" in inner[1:-1] else 1
    return 0
