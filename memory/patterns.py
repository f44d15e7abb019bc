"""The shapes of things people mention at work: tags, errors, hosts, times, amounts, people, wishes."""

import re

_APPS = """
1Password Acrobat Adobe Airtable Asana Azure AnyConnect Bitbucket BitLocker Box Calendly Canva Chrome Citrix
Confluence
Concur Coupa CrowdStrike Datadog DocuSign Docker Dropbox Duo Dynamics Edge Entra Excel Exchange Expensify
Figma Firefox
GitHub GitLab GlobalProtect Gmail Greenhouse HubSpot Intune Jamf Jenkins Jira Keynote LastPass Looker
Lucidchart macOS
Mailchimp Miro Mural NetSuite Notion Okta OneDrive OneNote Outlook PagerDuty Photoshop PowerPoint Postman
Power\\sBI
QuickBooks Salesforce SAP ServiceNow SharePoint Sketch Slack Snowflake SuccessFactors Tableau TeamViewer
Teams Trello
VS\\sCode VPN Webex Wi-?Fi Windows Word Workday Xcode Zendesk Zoom Zscaler
"""
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?|today|tonight|tomorrow|yesterday"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_CLOCK = r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[ ]?[ap]\.?m\b\.?)?|\d{1,2}[ ]?[ap]\.?m\b\.?|noon|midnight"
_ZONE = r"(?:[ ](?:[A-Z]{2,4}T|UTC|GMT|CET|CEST|IST)(?:[+-]\d{1,2})?)?"
_DATE = (
    rf"\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?(?:[ ](?:and|to|-|–)[ ]\d{{1,2}}(?:st|nd|rd"
    rf"|th)?)?[ ](?:of[ ])?{_MONTH}\b"
    rf"(?:[ ]\d{{4}})?|{_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?(?:,?[ ]\d{{4}})?\b"
    rf"|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b|\d{{1,2}}\.\d{{1,2}}\.(?:\d{{2,4}}\b)?"
    r"|\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}[ ]and[ ]\d{1,2}\b(?![ ]?[%:])"
)
_UNITS = (
    r"%|percent|[kmgt]b(?:it)?(?:/s|ps)?|mbps|gbps|ghz|mhz|ms|w|kwh?|v|km|m²|sqm|°c|seconds?|secs?"
    r"|minutes?|mins?|hours?|hrs?"
    r"|days?|weeks?|months?|years?|people|users?|customers?|colleagues?|guests?|kids|teachers?|seats?"
    r"|pages?|files?|copies"
    r"|tablets?|laptops?|monitors?|screens?|licen[sc]es?|suppliers?|orders?|invoices?|boxes|units?|times"
    r"|attempts|rows|items"
    r"|euros?|dollars?|pounds|quid|eur|usd|gbp|chf|inr"
)

# key -> pattern; the group `value`, where there is one, is what is kept.
TYPED: dict[str, re.Pattern[str]] = {
    "e-mail": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    "link": re.compile(r"https?://[^\s<>|\"']{3,300}"),
    "host": re.compile(
        r"(?<![\w@./-])(?=[a-z0-9.-]{0,60}[a-z])[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}"
        r"\.(?:com|net|org|io|local|lan|corp|internal|example|intra|cloud|app|dev)\b",
        re.IGNORECASE,
    ),
    "file": re.compile(
        r"(?<![\w/.-])[\w-][\w.-]{0,80}\.(?:docx?|xlsx?|xlsm|pptx?|pdf|txt|csv|png|jpe?g|zip|msi|exe|log"
        r"|json|ya?ml|sdltm|pst|ost"
        r"|dwg|mp4|iso|bak|sql|py|ps1)\b",
        re.IGNORECASE,
    ),
    "version": re.compile(
        r"\b(?:version|ver|v|build|gen)\.?[ ]?\d+(?:\.\d+){0,4}\b"
        r"|\b(?![45]\.\d{1,2}\.\d{1,3}\b)\d{1,4}\.\d{1,5}\.\d{1,6}(?:\.\d{1,6})?\b",
        re.IGNORECASE,
    ),
    "error": re.compile(
        r"\b0x[0-9a-f]{3,16}\b|\b(?:error|err|fehler|stop|event|exit)(?:[ ](?:code|no\.?|number"
        r"|id))?[ :#]{1,3}(?P<value>0x[0-9a-f]{3,16}|[A-Z]{0,5}-?\d{1,10}(?:\.\d+)*)"
        r"|\b(?:ORA|SAP|SQL|AADSTS|IMAP|SMTP|KERN|TS|CS|MSB|DRM)-?\d{3,6}\b|\bHTTP[ ]?[45]\d\d\b"
        r"|\b[45]\d\d[ ][a-z]+_[a-z]+\b"
        r"|\b[A-Z]{3,}(?:_[A-Z]{2,}){2,}\b|\b[45]\.\d{1,2}\.\d{1,3}\b(?!\.\d)",
        re.IGNORECASE,
    ),
    "serial": re.compile(
        r"\b(?:serial|s/n|sn|imei|service[ ]tag)(?:[ ](?:no\.?|number"
        r"|is))*[ :#]{1,3}(?P<value>(?=\S{0,20}\d)[A-Z0-9-]{5,20})",
        re.I,
    ),
    "tag": re.compile(
        r"(?<![\w-])(?!(?:ORA|CVE|UTC|GMT|ISO|SHA|RFC"
        r"|COVID)-)[A-Z]{1,6}\d{0,3}-\d{2,8}(?:-[A-Z0-9]{1,6}){0,3}\b"
        r"|\b(?:INC|REQ|RITM|CHG|PRB|TASK|CTASK|SCTASK|KB|PO|CS)\d{4,10}\b"
        r"|\b(?:ticket|case|request|order|invoice|po|contract|tracking|plate|booking|change|job"
        r"|employee(?:[ ](?:id|number))?)"
        r"(?:[ ](?:no\.?|number|nr"
        r"|is))*[ :#]{1,3}(?P<value>(?=\S{0,20}\d)[A-Z0-9][A-Z0-9-]{2,20}(?:[ ]\d{2,6}){0,3})(?!\w)",
        re.IGNORECASE,
    ),
    "name in capitals": re.compile(
        r"\b[A-Z][A-Z0-9]{1,15}(?:_[A-Z0-9]{1,15}){1,4}\b|\b(?:svc|srv|sa)[-_][a-z0-9-]{2,30}\b"
    ),
    "device": re.compile(
        r"\b(?:MacBook(?:[ ](?:Air|Pro))?|ThinkPad|Latitude|EliteBook|ProBook|XPS|Surface(?:[ ](?:Pro"
        r"|Laptop|Go))?|Lenovo|Dell|HP|iPhone|iPad|Pixel"
        r"|Galaxy|Samsung|Logitech|Jabra|Epson|Brother|Canon|Chromebook"
        r"|Yubikey)(?:[ ](?=[A-Z0-9])[\w-]{1,12}){0,4}(?:[ ]gen[ ]?\d+)?",
    ),
    "app": re.compile(rf"(?<![\w.@-])(?:{'|'.join(_APPS.split())})(?![\w@-])", re.IGNORECASE),
    "phone": re.compile(
        r"(?<![\w+.-])\+\d{1,3}(?:[ .()-]{0,2}\d){7,12}"
        r"|\b(?:ext(?:ension)?|call|phone|mobile|landline|ring|tel|cell|whatsapp|at"
        r"|on)\.?[ :]{1,2}(?P<value>\(?\d(?:[ ./()-]{0,2}\d){2,12})(?![\w:%.,]\d)(?![ ]?(?:%|gb|mb|am|pm"
        r"|of\b))",
        re.I,
    ),
    "when": re.compile(
        rf"\b(?:(?:next|this|last|on|the)[ ])?(?:(?:{_DAY})"
        r"(?:[ ](?:morning|afternoon|evening|night))?"
        rf"(?:,?[ ](?:at[ ])?(?:{_CLOCK}){_ZONE})?"
        rf"|(?:{_DATE})(?:,?[ ](?:at[ ])?(?:{_CLOCK}){_ZONE})?"
        rf"|(?:{_CLOCK}){_ZONE}(?:[ ](?:to|-|–)[ ](?:{_CLOCK}))?(?:[ ](?:{_DAY}))?)(?!\w)",
        re.IGNORECASE,
    ),
    "amount": re.compile(
        rf"(?<![\w.,:/-])(?:[€$£₹]\s?\d[\d.,]*\d?[km]?|\d[\d.,]*(?:[ ](?:of"
        rf"|from)[ ](?:the[ ])?\d+)?[ ]?(?:{_UNITS})(?!\w))",
        re.IGNORECASE,
    ),
    "place": re.compile(
        r"\b(?:room|desk|floor|building|shelf|bay|gate|hall|suite|office|depot|site"
        r"|hotel)[ ](?P<value>(?:[A-Z0-9][\w.-]{0,20})(?:[ ][A-Z][\w-]{1,20})?)"
        r"|\b\d{1,2}(?:st|nd|rd|th)[ ]floor\b",
    ),
    "person": re.compile(
        r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.?[ ][A-ZÀ-Þ][\w'’-]+|\b(?:colleagues?|manager|boss|lead|supervisor"
        r"|contact(?:[ ]is)?|approved[ ]by|assistant|hire|for|with|from)"
        r"[ :,]{1,2}(?:is[ ])?(?P<value>[A-ZÀ-Þ][a-zß-ÿ'’-]+(?:[ ][A-ZÀ-Þ][\w'’-]+){1,2})"
        r"|\b(?:colleagues?|manager|boss|supervisor)[ ](?P<value_2>[A-ZÀ-Þ][a-zß-ÿ'’-]+)"
    ),
}
QUOTED = re.compile(r"[\"“„](?P<value>[^\"”“„\n]{3,200})[\"”“]")

# Clauses that are kept whole. The key is what a person would call them.
CLAUSES: dict[str, re.Pattern[str]] = {
    "preference": re.compile(
        r"\b(?:(?:please|pls|kindly)?[ ]?(?:don['’]?t|do[ ]not|never|no[ ]one"
        r"|nobody)[ ](?:\w+[ ]){0,2}?(?:call|ring|phone|e?-?mail|write|send|text|message|restart|reset"
        r"|push|roll|close|touch|do|tell|share|delete|forward)"
        r"|(?:can['’]?t|cannot|can[ ]not)[ ](?:talk|take[ ]calls|be[ ]called|call)|no[ ](?:calls?|phone)\b"
        r"|prefer|rather[ ](?:have|not|than)|i['’]?d[ ]rather"
        r"|(?:slack|e-?mail|mail|phone|chat|teams|message|text|call|sms)[ ](?:is[ ])?(?:better|fine|best"
        r"|preferred|only|ok)|(?:message|write|text|ping|e-?mail|call|ring|phone|reach)[ ](?:me|here|back)"
        r"|please[ ]no\b|only[ ]by[ ](?:phone|mail|e-?mail|chat)|(?:not|never)[ ]by[ ](?:phone|mail"
        r"|e-?mail))",
        re.IGNORECASE,
    ),
    "deadline": re.compile(
        r"\b(?:deadline|due|before|until|till|by|no[ ]later[ ]than|latest|starts?(?:[ ]at)?|must|has[ ]to"
        r"|have[ ]to|needs?[ ]to|leaves|in)[ ](?:\w+[ ]){0,3}?"
        rf"(?:(?:{_DAY})\b|(?:{_CLOCK})|(?:{_DATE})|end[ ]of|eod|cob)|\b(?:in|within)[ ]\d+[ ](?:minutes?"
        rf"|mins?|hours?|hrs?|days?)\b",
        re.IGNORECASE,
    ),
    "tried": re.compile(
        r"\b(?:tried|already|restart(?:ed|ing)?|reboot(?:ed|ing|s)?|re-?install(?:ed|ing)?|cleared"
        r"|reset[ ]it|did[ ](?:it|that)|done[ ]that|same[ ](?:with|on|result|error|thing|as)|still"
        r"|no[ ](?:change|luck|difference)"
        r"|(?:did[ ]?n['’]?t|does[ ]?n['’]?t|not|never)[ ](?:help|work|change)\w*|without[ ]\w+[ ](?:it"
        r"|loss|works?)|works?[ ](?:with|on|from|without)|switched|unplugged|logged[ ]out|signed[ ]out"
        r"|updated)\b",
        re.IGNORECASE,
    ),
}
CORRECTION = re.compile(
    r"(?:^|[.!?;,\n-][ ]*)(?:(?:oh|ah|oops|ups|hm+|wait|no|nope|hang[ ]on|hold[ ]on"
    r"|ok)[,.! ]+){0,3}(?:wrong|sorry|correction|actually|i[ ]meant|i[ ]mean|my[ ](?:mistake|bad)"
    r"|scratch[ ]that|make[ ]that|not[ ]\w+[,]?[ ]but"
    r"|rather|instead|typo|forget[ ]that|i[ ]was[ ]wrong|misread|wait|no(?=[ ]?(?:[,.;:!–-]|$))|hang[ ]on"
    r"|strike[ ]that"
    r"|better[ ]say)\b"
    r"|\bthat['’]?s[ ](?:my|the|an)[ ]old\b|\b(?:they|it|we|is|was|been|have|has|just)[ ](?:have[ ]"
    r"|has[ ]|just[ ]|been[ ])*(?:moved|changed|shifted|postponed|brought[ ]forward|rescheduled)\b"
    r"|\b(?:can|could|will|['’]ll)[ ](?:move|shift|postpone|reschedule|push)\b"
    r"|\bfrom[ ]now[ ]on\b|\b(?:is|are)[ ]now\b|\bnot[ ](?:at[ ])?\d|\binstead[ ]of\b|\bno[ ]longer\b",
    re.IGNORECASE,
)
REPLACED = re.compile(
    r"\b(?:not|instead of|rather than|no longer|was)[ ](?:at[ ]|on[ ]|the[ ]|by[ ])?", re.IGNORECASE
)
SENTENCE = re.compile(r"[^\s][^\n]*?(?:[.!?…](?=[\"”')\]]?(?:\s|$))[\"”')\]]?|(?=\n)|$)")
