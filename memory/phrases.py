"""The words around a typed secret, in the languages our colleagues write."""

import re

_KEYWORDS = (
    r"pass[ -]?words?|pass[ -]?phrases?|passwd|psswd|pass?w(?:or|r|ro|o)ds?|passowrd|pwd|pwrd|p/w|pws?|pass"
    r"|pass?wor[dt]en?|passwort|kennwort|zugangscode|contrase[nñ]as?|clave|mot[ ]de[ ]passe|mdp|senha"
    r"|palavra[- ]passe|parola(?:[ ]d['’]ordine)?|wachtwoord|has[lł]o|l[oö]senord(?:et)?|adgangskode(?:n)?"
    r"|(?:wi-?fi|wlan|network|wpa2?|guest|pre-?shared)[ ]key|psk|master(?=[ ]?[:=])"
    r"|passord(?:et)?|salasana(?:ni)?|heslo|jelsz[oó](?:m)?|[sş]ifre(?:m|n)?|парол[ья]|пароль|κωδικός|पासवर्ड"
)
_PIN = (
    r"pins?(?:[ -]?(?:code|number|nr|no\.?))?|mpin|geheimzahl|pass[ -]?codes?"
    r"|(?:unlock|door|alarm|gate|safe|locker|badge)[ ]codes?|puk(?:[ ]code)?|combination|combo|code[ ]pin"
    r"|c[oó]digo[ ]pin"
)
_QUALIFIER = (
    r"mfa|2fa|otp|totp|verification|verify|authenticat\w{1,5}|security|log[ -]?in|sign[ -]?in|sms"
    r"|text(?:ed)?|backup"
    r"|recovery|rescue|one[- ]time|confirmation|access|auth|duo|okta|google|microsoft|ms|temporary|temp"
    r"|scratch"
    r"|pairing|six[- ]digit|6[- ]digit"
)
_CODE = (
    rf"(?:(?:{_QUALIFIER})[ -]){{0,3}}(?:codes?|otp|totp|2fa|mfa)|token(?=[ ](?:from|in|on)[ ])"
    r"|best[aä]tigungscode|sicherheitscode|einmalcode|c[oó]digo(?:[ ]de[ ](?:verificaci[oó]n|seguridad"
    r"|acceso))?"
    r"|code[ ]de[ ](?:v[ée]rification|s[ée]curit[ée]|secours)|codice(?:[ ]di[ ]verifica)?"
)
_CJK_PASSWORD = r"パスワード|密码|密碼|口令|비밀번호|암호"  # noqa: S105
_CJK_CODE = r"验证码|認証コード|인증번호"
_LEFT = r"(?<![\w@#$.&/-])"
_RIGHT = r"(?![\w&]|-\w|['’](?!s[ ])\w)"

KEYWORD = re.compile(
    rf"{_LEFT}(?:(?P<pin>{_PIN})|(?P<code>{_CODE})|(?P<password>{_KEYWORDS})){_RIGHT}"
    rf"|(?P<cjk>{_CJK_PASSWORD})",
    re.IGNORECASE,
)
SIGNING_IN = re.compile(
    r"\b(?:approve|log(?:ged|ging)?[ -]?(?:in|on)|sign(?:ed|ing)?[ -]?in|locked|unlock|credentials?|creds"
    r"|(?:log|sign)[ ](?:me|us)[ ]in|(?:get|getting|let|lets)[ ](?:me[ ]|us[ ]|you[ ])?in(?:to)?|protected"
    r"|opens?[ ]with"
    r"|rejected|won['’]t[ ]accept|not[ ]accepted)\b",
    re.IGNORECASE,
)

_COPULA = (
    r"is|was|are|were|be|to|as|into|ist|war|lautet|sind|es|est|c['’]est|era|[eé]|è|jest|[aä]r|er|je|это"
    r"|[:=：]|[-=]>|→|–|—"
)
_TELLS = r"says?|said|shows?|reads|gives?"
_SOFT = (
    r"now|still|just|actually|probably|set[ ]to|something[ ]like|like|again|currently"
    r"|aktuell|jetzt|bisher|fr[üu]her|ahora|toujours|encore"
)
# Up to here a value still belongs to the keyword; another noun would claim it.
CLAUSE = re.compile(
    r"(?:(?!(?:and|but|because|so|user|username|userid|user-id|login|name|error|errors|message|ticket|tag"
    r"|asset|serial"
    r"|number|id|host|hostname|version|extension|code|expires?|build|und|y"
    r"|et)\b)[^\s.!?;,\"“(]{1,20}(?:[ ]{1,2}|$|(?=[(\"“])))"
    r"{0,9}",
    re.IGNORECASE,
)
TOLD = re.compile(
    rf"(?:(?<=\s)|(?=[:：=]))(?:{_COPULA})(?:[ ](?:{_SOFT})){{0,2}}[ ]?[:=]?[ ]{{1,3}}", re.IGNORECASE
)
READ_OUT = re.compile(
    rf"(?:(?<=\s)|(?=[:：=]))(?:{_COPULA}|{_TELLS})(?:[ ](?:{_SOFT})){{0,2}}[ ]?[:=]?[ ]{{1,3}}",
    re.IGNORECASE,
)
_FOR = r"(?:\([^()\n]{1,30}\)[ ]?)?(?:(?:for|of|to|on|für|para|pour|de)[ ](?:[^\s:=]{1,20}[ ]?){1,4}?)?"
EXPLICIT = re.compile(rf"[ ]?(?:now|again)?[ ]?{_FOR}[ ]?(?:[:=：]|=>|->|→)[ \t]{{0,3}}\n?", re.IGNORECASE)
ADJACENT = re.compile(r"(?:['’]s|[ ]?[,(–—-])?[ ]{0,2}")
STOPPED = re.compile(r"[?.!…]{0,3}[ \n]{1,3}")
FROM_APP = re.compile(
    r"[ ](?:from|in|on|by)[ ](?:(?:the|my)[ ])?(?:\w{1,15}[ ])?(?:app|sms|text|phone"
    r"|authenticator)[ ]",
    re.IGNORECASE,
)
GLUED = re.compile(r"[ ]?[はは是为為는은][ ]?")

_DETERMINERS = (
    r"my|the|a|our|his|her|your|its|this|mein|das|dein|unser|mi|la|el|tu|mon|le|ma|minha|il|mia|new|old"
    r"|temp|temporary"
    r"|current|first|admin|wi-?fi|windows|vpn|e-?mail|okta|login|network|guest|right|correct|neues|altes"
    r"|nueva|ancien"
)
_MEANS = r"as|is|was|for|ist|war|es|est|era|[eé]|è|als|como|comme|jako|="
VALUE_BEFORE = re.compile(
    rf"(?<!\S)[\"'“`(]?(?P<value>[^\s\"'“”`()]{{4,80}})[\"'”`)]?[ ](?:{_MEANS}"
    rf"|\()[ ]?(?:(?:{_DETERMINERS})[ ]){{0,4}}$",
    re.IGNORECASE,
)
NUMBER_BEFORE = re.compile(
    rf"(?<![\w#.-])(?P<value>\d{{3}}[ -]\d{{3}}"
    rf"|\d{{4,10}})[ ](?:{_MEANS})[ ](?:(?:{_DETERMINERS})[ ]){{1,4}}$",
    re.IGNORECASE,
)
# "password reset", "password policy": the keyword only describes the word after it.
COMPOUND = re.compile(
    r"[ ](?:resets?|changes?|manager|polic\w{1,3}|page|field|box|prompt|expir\w{1,6}|protect\w{1,5}|rules?"
    r"|requirements?"
    r"|screen|dialog|length|vault|owner|link|e?-?mail|form|portal|history|hint|safe|sync|review|error"
    r"|window)\b",
    re.IGNORECASE,
)
WANTS_RESET = re.compile(
    r"(?:reset|change|unlock|forgot|forgotten|lost|update|renew)(?:[ ](?:my|the|a|his|her|our))?[ ]$",
    re.IGNORECASE,
)
OTHER_CODE = re.compile(
    r"(?:error|err|fault|zip|postal|post|exit|status|stop|country|area|dial\w{0,3}|promo|discount|voucher"
    r"|qr|bar|source"
    r"|cost|project|product|dress|return|response|bug|class|charge|department|dept|room|part|time|http"
    r"|reason|sap|gl"
    r"|tax|job|booking|asset|item|licen[sc]e|legal|colou?r|course|fehler|article|account|centre|center)[ -]$",
    re.IGNORECASE,
)
MARKUP = re.compile(r"<[@#!]|:[a-z0-9_+-]{2,40}:|@\w|\[[a-z]")

_SHOWN = """is was been has have your you the must not too please try incorrect invalid wrong expired enter
reset short failed required forgot change password"""
# A quotation with one of these is a message on a screen.
ON_SCREENS = frozenset(_SHOWN.split())

# After these a value is announced, whatever stands before them in the message.
CUE = re.compile(r"(?::|=|\bit['’]?s|\bit[ ]was|\bwas|\bsays|\buse|\bwith|[\"“'(])[ ]{0,2}$", re.IGNORECASE)
SENT = re.compile(r"\b(?:text(?:ed)?|sms|digits?|received|got|sent|app|authenticator)\b", re.IGNORECASE)
LONE_CODE = re.compile(r"(?<![\w#.:/+-])\d{6}(?![\w:/-]|\.\d)")
REFERENCE = re.compile(
    r"(?:ticket|order|case|invoice|request|error|room|desk|ext\w{0,6}|number|no\.?|id|version|build|step"
    r"|ref\w{0,6}|po|article|cost|zip)[ :]{1,2}$",
    re.IGNORECASE,
)
SLASHED = re.compile(
    r"(?<![\w/:.@])(?P<name>[A-Za-z][\w.-]{1,30})(?:[ ][/|][ ]"
    r"|[:/|])(?P<value>[^\s/]{6,60})"
)
ROOTS = frozenset(("admin", "root", "administrator", "guest", "user", "sa", "test"))

_NAME = r"[\w.+@-]{2,60}"
PAIR = re.compile(
    rf"""(?:\b(?:log[ -]?ins?|logon|sign[ -]?in|credentials?|creds|user(?:[ -]?(?:name|id))?|account
      |usuario|benutzer|utilisateur)
    (?:[ ](?:as|is|are|with|details|data|info)){{0,2}}[ ]?(?:[ :=]{{1,3}}|[-=]>)[ ]?{_NAME}
    (?:(?P<tight>[ ]?[/|:][ ]?)|[ ]?[,;][ ]?|[ ](?:and|with|und|y|et|plus|\+)[ ]))
    (?P<value>\S{{4,100}})
    |(?<!\S)[\w.+-]{{1,60}}@[\w-]{{1,60}}(?:\.[\w-]{{1,30}}){{1,3}}[ ]?[:/|][ ]?
      (?P<address_value>\S{{4,100}})""",
    re.VERBOSE | re.IGNORECASE,
)
USED = re.compile(
    r"""(?:\b(?:typed?|typing|enter(?:ed|ing|s)?|tried|trying|try|used?|uses|using|put[ ]in|putting
      |chose|picked|rejects?
    |rejected|accepts?|accepted|received|got|sent|with|it[ ](?:to|was|is|as)|only|eingegeben|probiert
    |escrib[oí]|puse|tap[eé])
    (?:[ ](?:in|me|is|was))?|\b(?:old|new|current|previous|temp|temporary|alt|neu|viejo|nuevo)(?:[ ]?[:=]
    |[ ](?:one|pw)(?:[ ](?:is|was)|[ ]?:)?))[ ]["'`“(]?""",
    re.VERBOSE | re.IGNORECASE,
)
ANSWER = re.compile(
    r"""\b(?:(?:security|secret|recovery)[ ](?:question[ ])?answer
      |answer[ ]to[ ](?:my|the)[ ](?:security|secret)[ ]question
    |mother['’]?s[ ]maiden[ ]name|maiden[ ]name)[ ]?(?:(?:is|was)[ ]|[:=][ ]?)["'“]?
    (?P<value>[^\s.,;!?"'”\n]{2,40}(?:[ ][A-Z][^\s.,;!?"'”\n]{1,30}){0,3})""",
    re.VERBOSE | re.IGNORECASE,
)
SEED = re.compile(
    r"""\b(?:authenticator|totp|otp|mfa|2fa|set-?up|setup|manual|secret|enrol\w{0,6})[ ](?:\w{1,12}[ ]){0,2}?
    (?:secret|key|seed|code)
    (?:[ ](?:for|of|in)[ ](?:\w{1,14}[ ]?){1,3}?)?[ ]?(?:is|was|:
    |=)?[ :=]{0,3}(?P<value>(?=[A-Za-z2-7 -]{0,200}[2-7])(?:[A-Za-z2-7]{16,64}
    |[A-Za-z2-7]{4}(?:[ -][A-Za-z2-7]{4}){3,15}))(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
