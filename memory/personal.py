"""Numbers and addresses that identify a person: cards, accounts, identity numbers, phones."""

import re
from collections.abc import Callable, Collection, Iterator
from ipaddress import ip_address

from stdnum import iban, luhn
from stdnum.br import cpf
from stdnum.es import dni, nie
from stdnum.it import codicefiscale
from stdnum.us import ssn

from memory.spans import Kind, Span

FREE_MAIL = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|icloud|me|mac|aol|gmx|web"
    r"|t-online|freenet|proton"
    r"|protonmail|pm|hey|fastmail|zoho|mail|yandex|orange|wanadoo|free|laposte|libero|virgilio|wp|onet"
    r"|interia|seznam|qq|163|126"
    r"|naver|daum|rediffmail|btinternet|sky|comcast|verizon|att|sbcglobal|cox|tutanota|tuta|posteo|mailbox"
    r"|bol|uol|terra)"
    r"\.(?:com?|net|org|de|fr|it|es|pl|cz|at|ch|nl|be|in|jp|kr|br|mx|ar|uk|co\.uk|com\.br|com\.mx|com\.au"
    r"|ca|au|me|ru|cn|eu|ch)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})(?![\w-])")
_PRIVATE = re.compile(
    r"\b(?:personal|private|privat\w{0,2}|home|my[ ]own)[ ](?:e-?mail|mail|address|adresse|account)\b", re.I
)
_CARD = re.compile(
    r"(?<![\w.-])(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}|\d{4}[ -]\d{6}[ -]\d{4,5}|\d{13,19})(?![\w-])"
)
_CARD_START = re.compile(r"4|5[1-5]|2[2-7]|3[47]|3[068]|6011|6[2-9]|50|35")
_IBAN = re.compile(r"(?<![\w-])[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){2,7}(?:[ ]?[A-Za-z0-9]{1,4})?(?!\w)")
_PHONE = re.compile(
    r"(?<![\w.+-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d{1,5}(?:[ .-]?\d{2,5}){1,5}"
    r"|\(\d{3}\)[ ]?\d{3}[ .-]\d{4}|[2-9]\d{2}[.-][2-9]\d{2}[.-]\d{4})(?![\w-])"
)
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[str], bool], str], ...] = (
    (re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"), ssn.is_valid, "ssn"),
    (
        re.compile(
            r"(?<!\w)(?!BG|GB|NK|KN|TN|NT"
            r"|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ ]?(?:\d{2}[ ]?){3}[A-D](?!\w)"
        ),
        bool,
        "national insurance number",
    ),
    (
        re.compile(r"(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)"),
        codicefiscale.is_valid,
        "tax number",
    ),
    (re.compile(r"(?<![\w-])\d{8}-?[A-Z](?![\w-])"), dni.is_valid, "identity number"),
    (re.compile(r"(?<![\w-])[XYZ]-?\d{7}-?[A-Z](?![\w-])"), nie.is_valid, "identity number"),
    (re.compile(r"(?<![\w-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])"), cpf.is_valid, "identity number"),
)
_LINK = (
    r"(?:[ ]?(?:no|nr|num|number|id|card|details)\b\.?)?(?:[ ](?:is|was|ist|es|est"
    r"|for[ ]\w{1,15}[ ]is))?[ ]?[:=#]?[ ]{1,2}"
)
_TELLING = (
    (r"ssn|social[ ]security|social", r"\d{3}[ -]?\d{2}[ -]?\d{4}", "ssn"),
    (r"sin|social[ ]insurance", r"\d{3}[ -]?\d{3}[ -]?\d{3}", "social insurance number"),
    (r"ni|nino|national[ ]insurance", r"[A-Z]{2}[ ]?(?:\d{2}[ ]?){3}[A-Z]", "national insurance number"),
    (r"aadhaar|aadhar|uidai", r"\d{4}[ -]?\d{4}[ -]?\d{4}", "aadhaar"),
    (r"pan", r"[A-Z]{5}\d{4}[A-Z]", "tax number"),
    (
        r"passport|pasaporte|passeport|reisepass|passaporto",
        r"(?=[A-Z]{0,3}\d)[A-Z0-9]{6,10}",
        "passport number",
    ),
    (
        r"driv\w{1,6}['’]?s?[ ]licen[cs]e|dl|f[uü]hrerschein|licence[ ]plate",
        r"(?=[A-Z]{0,6}\d)[A-Z0-9]{6,18}",
        "licence number",
    ),
    (
        r"tax[ ]?(?:id|payer[ ]id|number)|tin|itin|steuer-?id|nif|bsn|pesel|nhs|medicare|tfn|cpf|curp"
        r"|rfc|nir"
        r"|insee|personnummer|national[ ]id|identity[ ]card|id[ ]card|dni|rut|cedula|c[ée]dula"
        r"|sozialversicherung\w{0,9}",
        r"(?=[A-Z-]{0,5}\d)[A-Z0-9](?:[ ./-]?[A-Z0-9]){6,18}",
        "identity number",
    ),
    (
        r"bank[ ]account|account[ ]number|acct|checking|savings|konto(?:nummer)?|sort[ ]code|routing|aba",
        r"\d[\d -]{4,20}\d",
        "bank account",
    ),
    (r"cvv2?|cvc2?|card[ ]security[ ]code", r"\d{3,4}", "card code"),
    (
        r"dob|d\.o\.b\.|date[ ]of[ ]birth|birth[ -]?da(?:te|y)|born(?:[ ]on)?|geburtsdatum"
        r"|geboren(?:[ ]am)?"
        r"|fecha[ ]de[ ]nacimiento|date[ ]de[ ]naissance|n[ée]e?[ ]le",
        r"\d{1,4}[./ -]\d{1,2}[./ -]\d{1,4}|\d{1,2}(?:st|nd|rd|th)?[ ][A-Za-z]{3,9}\.?,?[ ]\d{4}"
        r"|[A-Za-z]{3,9}\.?[ ]\d{1,2}(?:st|nd|rd|th)?,?[ ]\d{4}",
        "date of birth",
    ),
    (
        r"(?:call|phone|ring|text|whatsapp|reach)(?:[ ]me)?(?:[ ](?:back|up))?(?:[ ](?:at|on|under))?"
        r"|(?:my[ ])?(?:mobile|cell|cellphone"
        r"|phone|handy|tel|telephone|m[oó]vil|portable|landline|home[ ]phone)",
        r"\(?0?\d(?:[ ./()-]{0,2}\d){7,13}",
        "phone number",
    ),
    (
        r"(?:home|private|postal|personal|privat|my)[ ](?:address|anschrift|adresse|direcci[oó]n)",
        r"(?=[^\n]{0,40}\d)[^\n;!?]{8,90}",
        "address",
    ),
)
_TOLD: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{words}){_LINK}(?P<value>{shape})(?![\w-])", re.IGNORECASE), label)
    for words, shape, label in _TELLING
)
_LEADING = re.compile(rf"(?<!\w)(?:{'|'.join(words for words, *_ in _TELLING)})", re.IGNORECASE)
_HOME_IP = re.compile(
    r"\b(?:home|my|public|external|personal|own|router['’]?s?)[ ](?:ip(?:v4|v6)?|internet"
    r"|network)(?:[ ]address)?(?:[ ](?:is|was))?[ ]?[:=]?[ ]?"
    r"(?P<value>\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})(?![\w.])",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:order|invoice|tracking|serial|ticket|imei|shipment|parcel|po|case|ref\w{0,6}|iccid|sim|meter"
    r"|barcode|ean|upc)"
    r"(?:[ ](?:no|nr|number|id|is|was))?\.?[ :#]{0,3}$",
    re.IGNORECASE,
)


def personal(text: str, allow_domains: Collection[str] = ()) -> Iterator[Span]:
    """Personal data by shape and check digits, or by the words before it."""
    if "@" in text:
        yield from _mail(text, {domain.lower().lstrip("@") for domain in allow_domains})
    if not any(ch.isdigit() for ch in text):
        return
    yield from _accounts(text)
    for pattern, valid, label in _SHAPES:
        yield from (_span(m, label) for m in pattern.finditer(text) if valid(m.group()))
    if _LEADING.search(text):
        for pattern, label in _TOLD:
            yield from (_span(m, label, "value") for m in pattern.finditer(text))
    yield from (_span(m, "phone number") for m in _PHONE.finditer(text) if _enough_digits(m.group()))
    yield from (_span(m, "address", "value") for m in _HOME_IP.finditer(text) if _public(m["value"]))


def _span(match: re.Match[str], label: str, group: str | int = 0) -> Span:
    return Span(match.start(group), match.end(group), Kind.PII, label)


def _enough_digits(number: str) -> bool:
    return 9 <= sum(ch.isdigit() for ch in number) <= 15


def _public(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return not (parsed.is_loopback or parsed.is_link_local or address.startswith(("10.", "192.168.")))


def _mail(text: str, allowed: set[str]) -> Iterator[Span]:
    """Private addresses: those of free providers, and any that is said to be private."""
    said_private = _PRIVATE.search(text) is not None
    for match in _MAIL.finditer(text):
        domain = match["domain"].lower()
        ours = any(domain == known or domain.endswith("." + known) for known in allowed)
        if not ours and (said_private or FREE_MAIL.fullmatch(domain)):
            yield _span(match, "e-mail")


def _accounts(text: str) -> Iterator[Span]:
    for match in _CARD.finditer(text):
        digits = "".join(filter(str.isdigit, match.group()))
        if _is_card(digits) and not _REFERENCE.search(text[max(0, match.start() - 30) : match.start()]):
            yield _span(match, "card number")
    for match in _IBAN.finditer(text):
        length = _iban_length(match.group())
        if length:
            yield Span(match.start(), match.start() + length, Kind.PII, "iban")


def _is_card(digits: str) -> bool:
    return 13 <= len(digits) <= 19 and bool(_CARD_START.match(digits)) and luhn.is_valid(digits)


def _iban_length(candidate: str) -> int:
    """Characters of the longest valid IBAN at the start; 0 where there is none."""
    ends = [place for place in range(15, len(candidate) + 1) if candidate[place : place + 1] in ("", " ")]
    for end in reversed(ends):
        if iban.is_valid(candidate[:end], check_country=False):
            return end
    return 0
