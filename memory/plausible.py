"""Whether a word in a chat could be a password, or is a tag, a version, plain language."""

import re

_SPECIAL = re.compile(r"[!@#$%^&*_+=~?§€£|\\;<>{}\[\]]")
# Without a digit only these speak for a password: Ctrl+Alt+Del and snake_case are none.
_LOUD = re.compile(r"[!@#$%^*?]")
_NUMBER_AND_NAME = re.compile(r"\d{1,4}[A-Z][a-z]{2,12}")
_INSIDE = re.compile(r"[A-Za-z0-9][!*^][A-Za-z0-9]")
_ENDS = ".,;:)]}>\"'`»”’…"
_STARTS = "\"'`«“”„‘("

# Things with digits that people write all day and that are nobody's password. Tags are in capitals.
_TAG = re.compile(
    r"""
    [A-Z]{1,6}[-_ ]?\d{2,12}[A-Z]?                                  # LT-20394, INC0012345, KB0010234
    | [A-Z0-9]{2,8}(?:-[A-Z0-9]{1,8}){1,4}                  # HP-LJ-4F-203, CVE-2025-32711
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
    | (?:windows|win|office|o|m|microsoft|iphone|ipad|ios|ipados|macos|mac|android|python|java|node|sql
    |mssql|oracle|s
        |galaxy|pixel|surface|gen|wifi|wi-fi|usb|sha|md|ipv|mp|h|x|x86|base|web|k8s|ec|es|oauth|saml|tls
        |ssl|ntlm|wpa
        |outlook|chrome|firefox|edge|teams|excel|acrobat|visio|exchange|error|err|code|ticket|case
        |level|tier|step|floor|room|desk|building|version|day|week|q|fy|p|sev|prio|vpn|vlan|server|host|dc
        |pc|laptop
        |printer|sp|sap|d|dynamics|power|team|line|site|gate|bay|zone|unit|option|question
        |part)[-_]?\d{1,4}[a-z]?
    | (?:1|one|last|dash)password\d? | log4j | r&d | q&a | m&a | h&s
    | [\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}
    | (?:https?://|www\.)\S+
    | [\w-]{1,60}(?:\.[\w-]{1,60}){0,5}\.(?:com|net|org|io|local|corp|example|int|internal|eu|de|fr|uk
    |co)(?:/\S*)?
    | [\w-]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|txt|csv|png|jpe?g|zip|msi|exe|log|json|ya?ml|py|sh|ps1|md
    |html?|ics|kdbx)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Words that stand where a password could stand: what became of it, what it must be, where it lies.
_STATES = """
accepted active again allowed already also alright and another any anymore anyway back bad because been
being blocked
broken but button bypassed case changed changing complex compromised correct current dead default denied
different
disabled done due easy empty encrypted error expire expired expires expiring failed failing fails field fine
for forgot
forgotten from gone good greyed hard have help here hidden history how important in incorrect invalid issue
issues it
just known later leaked length link lock locked locking long longer lost manager mandatory maybe me mine
missing
mismatch my needed needs never new no none not nothing now obsolete of off ok okay old on only open optional
out over
page please policy possible problem problems prompt protected question rejected required requirements reset
resets
resetting right safe same saved saving secret secure set sharing short shown somewhere stolen stored strong
stuck still
synced syncing that the there they this thx thanks to today tomorrow too trouble unavailable unchanged
unclear unique
unknown unlocked unsafe update updated urgent used useless user valid very visible wanted was weak what when
where
which why with wont working works wrong yesterday yet you your abgelaufen falsch gesperrt vergessen ungültig
richtig
neu weg leer unbekannt caducada incorrecta olvidada bloqueada vencida expirada esquecida errada expiré
oublié perdu
incorrect bloqué scaduta errata dimenticata bloccata verlopen vergeten fout kwijt
"""
_STATE = frozenset(_STATES.split())
_FAVOURITES = """
password passw0rd letmein sunshine qwerty qwertz azerty dragon monkey iloveyou princess football welcome
changeme
baseball superman batman shadow hunter starwars freedom charlie mustang liverpool arsenal chelsea summer
winter
autumn spring fluffy butterfly pokemon ninja asdfgh zxcvbn banana orange chocolate flower computer internet
soccer
hockey killer jessica jennifer ashley thomas daniel andrew matthew hannah maggie buster pepper ginger cookie
peanut
tigger snoopy rainbow angel lovely loveme babygirl sunflower secret admin administrator default test guest
"""
_BASES = """
spring summer autumn fall winter january february march april may june july august september october
november december
monday tuesday wednesday thursday friday saturday sunday password passwort welcome willkommen fruehling
frühling sommer
herbst primavera verano otono otoño invierno estate autunno inverno printemps ete été automne hiver qwerty
letmein
changeme admin football baseball dragon monkey sunshine princess
"""
_BASE = frozenset(_BASES.split())
_FAVOURITE = frozenset(_FAVOURITES.split())


def trimmed(word: str) -> str:
    """Without quotes, brackets and full stops around it; `!` and `?` may belong to a password."""
    return word.rstrip(_ENDS).lstrip(_STARTS)


def ordinary(word: str) -> bool:
    """A tag, ticket, error code, date, version, product, address or file name."""
    core = trimmed(word).rstrip("!?")
    if core.startswith(("@", "<", "http")):
        return True
    if _NUMBER_AND_NAME.fullmatch(core):
        return False
    return bool(_TAG.fullmatch(core) or _EVERYDAY.fullmatch(core))


def state(word: str) -> bool:
    """Says what is the matter with a password ("expired") rather than what it is."""
    return trimmed(word).rstrip("!?").lower() in _STATE


def favourite(word: str) -> bool:
    """One of the passwords people choose most."""
    return trimmed(word).rstrip("!?").lower() in _FAVOURITE


def strength(word: str) -> int:
    """How much a word looks like a password.

    2: letters with a special character among them, or mixed with digits and one at the end. 1: letters and
    digits.
    0: a plain word or number.
    """
    core = trimmed(word)
    inner = core.rstrip("!?")
    letters, digits = any(ch.isalpha() for ch in inner), any(ch.isdigit() for ch in inner)
    if not letters or len(core) < 4:
        return 0
    if (_SPECIAL if digits else _LOUD).search(inner):
        return 2
    if digits:
        return 2 if len(inner) < len(core) or "-" in inner[1:-1] else 1
    return 0


def common(word: str) -> bool:
    """A season, month or favourite word with digits after it: Autumn2025, Welcome1!."""
    core = trimmed(word).rstrip("!?#*$.").lower()
    base = core.rstrip("0123456789!@#$_-.")
    return base in _BASE and len(core) - len(base) >= 1 and len(trimmed(word)) >= 7


def classic(word: str) -> bool:
    """Capital, small letter, digit and a special character, eight or longer: what password rules ask for."""
    core = trimmed(word)
    kinds = (str.isupper, str.islower, str.isdigit)
    mixed = all(any(kind(ch) for ch in core) for kind in kinds)
    return mixed and 8 <= len(core) <= 40 and _SPECIAL.search(core) is not None


def unmistakable(word: str) -> bool:
    """Nothing but a password looks so: classic with `!`, `*` or `^` inside (Giraffe!55), or Autumn2025!."""
    core = trimmed(word)
    return (classic(word) and _INSIDE.search(core) is not None) or (common(word) and core[-1] in "!#$*")


def varied(word: str) -> bool:
    """Capital, small letter and digit, seven or longer, and no everyday thing."""
    core = trimmed(word)
    kinds = (str.isupper, str.islower, str.isdigit)
    return len(core) >= 7 and all(any(kind(ch) for ch in core) for kind in kinds) and not ordinary(word)
