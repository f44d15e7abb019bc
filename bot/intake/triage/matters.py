"""The wording of what is never automated, and of what only looks like it. Read on folded text."""

from bot.intake.triage.patterns import near, phrases, rules

_SUPERIOR = """boss, manager*, supervisor*, superior, team ?lead, lead, director, head, colleague*,
    co-?worker*, teammate*, foreman, chief, ceo, vp, shift leader, trainer, mentor, buddy"""
_SOMEONE = r"""him, her, them, someone, somebody,
    (an?|the|one|this|my|our|two|three) (\w+ )?(employee|colleague|worker|person|team ?member|contractor)"""
_WHOSE = r"his, her, their, my, [\w-]+'s"
_HARDWARE = """laptop, macbook, notebook, thinkpad, computer, usb( stick| drive| key)?,
    hard (drive|disk), ssd, ipad, tablet, (work|company|corporate) phone,
    phone (with|that has)(?! (my |the |our |an? )?(okta|duo|microsoft authenticator|google authenticator|
    authenticator|mfa|2fa|otp|sign-?in|second factor|one-?time|verification|codes?|token)),
    drive with, unencrypted drive"""
_ODD = """phish*, fake*, suspicious, strange, weird, dodgy, scam*, unknown, spoof*, look-?alike, fraud*,
    shady, sketchy, bogus, not really, wasn't really"""
_LURE = """links?, attachments?, pages?, (web)?sites?, mails?, e-?mails?, forms?, messages?, files?,
    qr codes?, invoices?, texts?, sms, callers?, calls?, pop-?ups?, numbers?, senders?, portals?,
    log-?ins?, stickers?"""
_SECRETS = (
    "keys?, secrets?, tokens?, passwords?, credentials?, customer data, personal data, customer list, records"
)

MEDICAL = rules(
    """chest pains?, pain in (my|his|her) chest, (?<!me a )heart attack(?! when), unconscious,
    not breathing, anaphyla*, epi-?pen, medical emergency, suicid*,
    kill (myself|himself|herself), end (my|his|her) life, self[- ]harm*, overdose*, electrocuted,
    (need|call) an ambulance, call (911|112|999), (having|had) a (stroke|seizure), stopped breathing""",
    "(can't|cannot|can not|hard to|trouble|difficulty|struggling to) breath(e|ing)",
    near(
        "someone, somebody, he, she, colleague, co-?worker, visitor, man, woman, guest, lady, guy, "
        "customer, i",
        "collapsed, fainted, passed out, is choking, is bleeding",
        within=3,
    ),
    near(
        "someone, somebody, he, she, colleague, co-?worker, man, woman, lady, guy", "unresponsive", within=3
    ),
    "(don't|do not|no longer|not) want to (live|be alive), (hurt|hurting|harm|harming) myself",
    "bleed(s|ing)? (badly|heavily|a lot), won't stop bleeding, blood everywhere, allergic reaction",
    """herzinfarkt, bewusstlos, notarzt, brustschmerzen, schmerzen in der brust, crise cardiaque,
    inconscient*, douleur a la poitrine, dolor en el pecho, infarto, desmayado, dolore al petto,
    svenut[oa], selbstmord, suicidio""",
)
SECURITY = rules(
    """hacked, ransomware, ransom note, keylogger, spyware, trojan, been breached, data (breach|leak),
    intruder, tailgat(ed|ing), infected with,
    (got|have|caught|has|there's|there is) (a )?(computer virus|malware)""",
    near("malware, a virus, viruses", "on, in, found, detected, has, is, alert, warning, infect*", within=0),
    near(
        "accounts?, mailbox, e-?mail, passwords?, credentials?, laptop, computer, machine, system, "
        "server, data, logins?",
        "compromised, breached, hijacked, leaked, taken over",
        within=3,
    ),
    near(
        """clicked, opened, entered, typed, gave, given, giving, submitted, fell, replied, answered,
        responded, downloaded, put, filled, scanned""",
        near(_ODD, _LURE, within=2),
        within=9,
    ),
    near(
        "clicked, fell for, gave, typed, entered, answered, replied", "phish*, scam*, fake*, spoof*", within=9
    ),
    near(_ODD, _LURE, within=4)
    + r".{0,60}\b(?:clicked|opened|entered|typed|submitted|replied|downloaded|logged in|signed in|gave)\b",
    r"\bclicked\b.{0,60}"
    + near("typed, entered, gave, put in, asked for", "password, credentials, login, details"),
    near(
        "gave, told, read, shared, sent",
        "password, login, credentials, pin, codes?",
        "caller, stranger, someone who, somebody who, (on|over|by) (the )?phone",
    ),
    near(
        "caller, stranger, man, woman, guy, person",
        "remote (control|access), teamviewer, anydesk, my (password|login|credentials)",
        within=8,
    ),
    near(
        "got, received, getting, receiving, have, opened",
        _ODD,
        _LURE,
        within=1,
    ),
    near("stolen, stole, nicked, robbed, theft of, snatched, burgled", _HARDWARE, within=6),
    near(_HARDWARE, "stolen, nicked, snatched, robbed", within=5),
    near("lost, misplaced, can't find, cannot find", _HARDWARE, within=2)
    + r"(?! (?:charger|bag|sleeve|cable|adapter|dock\w*|stand|key|mouse|password|sticker|power))",
    near(
        "left",
        _HARDWARE,
        "taxi, cab, uber, train, bus, tram, metro, subway, plane, airport, station, cafe, pub, bar, "
        "restaurant, hotel, car",
    ),
    near(
        "someone, somebody, strangers?, unknown (person|people|user|device|man|woman)",
        "logged (in|on|into), signed (in|into), accessed, got into, broke into, is in, is using, used, "
        "followed",
    )
    + r"(?! teams| the wrong)",
    r"\b(?:log-?ins?|sign-?ins?|login attempts?|sign-?in attempts?|logged in|signed in)\b.{0,40}"
    + phrases(
        """russia, china, (another|other) country, abroad, never been, not me, wasn't me, isn't me,
        don't recogni[sz]e, unknown device"""
    ),
    near("approved?", "i (didn't|did not|never), that wasn't, not mine", within=6),
    near("didn't, did not, never", "start*, request*, ask*, trigger*", within=1)
    + r".{0,30}\b(?:approved|accepted|pressed|tapped)\b",
    near(
        "sent, e-?mailed, mailed, shared, forwarded",
        """to the wrong (person|address|recipient|customer|client|people|company|supplier|list),
        to someone outside, outside the company, to a stranger""",
        within=9,
    ),
    near("committed, pushed, exposed, leaked, published, posted, uploaded", _SECRETS, within=6),
    near(
        _SECRETS,
        "exposed, leaked, public repo*, publicly, on the internet, dark web, for everybody to see",
        within=6,
    ),
    r"\bgift cards?\b.{0,60}\b(?:ceo|boss|director|asked|urgent|codes?)\b|\b(?:ceo|boss|"
    r"director)\b.{0,60}\bgift cards?\b",
    near("plugged, found", "usb, stick, thumb drive", within=6),
    near("files?", "encrypted, locked", within=5) + r".{0,60}\b(?:pay|bitcoin|ransom|note)\b",
    """gehackt, laptop (wurde )?gestohlen, gestohlener laptop, pirate, hameconnage, ordinateur vole,
    hackead[oa], estafa, robaron (el|la|mi) (portatil|laptop|ordenador|computadora)""",
)
GRIEVANCE = rules(
    r"""harass*, bull(y|ied|ies|ying), discriminat(e|ed|es|ing|ion), racis[tm], sexis[tm], mobbing,
    homophob*, transphob*, sexual (\w+ )?(comment|joke|remark|advance|message|assault)s?, retaliat*,
    misconduct, whistle-?blow*, grievances?(?! (tracker|tool|board|folder|form|inbox)), assault(ed)?,
    grop(ed|ing), stalk(s|ed|ing) me, intimidat*,
    gaslight*, hostile (work*|environment|atmosphere|climate),
    toxic (boss|manager|team|workplace|environment|culture)""",
    near(
        "unwanted, inappropriate, creepy, unwelcome, sleazy",
        "comments?, advances?, remarks?, messages?, touch*, jokes?, attention, behaviou?r",
        within=1,
    ),
    near(
        _SUPERIOR,
        """shout*, yell*, scream*, insult*, humiliat*, belittl*, mock*, threaten*, swears?, swore,
        curs(es|ed|ing), demean*, touch(es|ed|ing) (me|her|him|my), hit me, slapped, grabbed, pushed me,
        makes? fun of, lies about me, abus*""",
        within=6,
    ),
    r"\bcall(?:ed|s|ing) me (?:an? |the |names|his |such an? )?(?:\w+ )?"
    + phrases(
        """names?, useless, stupid, idiot, moron, dumb, lazy, fat, ugly, worthless, incompetent, crazy,
        slut, bitch, pig, retard*, old, girl, sweetheart, darling, honey, boy"""
    )
    + r"(?! (?:but|if))",
    near("complain(t|ts|ing)? (about|against)", _SUPERIOR, within=3)
    + r"(?!'s (?:laptop|password|account|badge))",
    rf"\breport (?:him|her|(?:my|a) {phrases(_SUPERIOR)}|one of)\b(?! ?'| (?:as|to|in workday))",
    r"\b(?:threaten|insult|humiliat|degrad)(?:ed|es|s|ing) (?:me|him|her|us|by|in front)\b",
    "i (was|am|feel|get|got) (being )?(threatened|insulted|humiliated|belittled|degraded|touched)",
    near(
        "feel, felt, feeling",
        "unsafe, threatened, scared, afraid",
        "work, around, because, of, with, here, to come",
        within=2,
    ),
    "(unsafe|scared|afraid) (around|of|near|with) (my|him|her|a)",
    near("treated", "unfairly, badly, differently, worse", within=1) + r".{0,40}\b(?:because|since|than)\b",
    near(
        "because",
        "a woman, gay, black, muslim, jewish, religion, race, skin, gender, disab*, sexual*, accent, my age",
        within=3,
    ),
    "(touched|kissed|hit|slapped|grabbed|spat (at|on)|punched) me, keeps? (asking me out|touching|"
    "staring at me|following me)",
    """belastig*, gemobbt, diskriminier*, harcel*, acos(o|a|ado|ada|andome), discriminacion, molestie,
    assedio, gepest, molestowan*, mobbat""",
)
TERMINATION = rules(
    near(
        "terminate, terminating, end, ending, cancel",
        _WHOSE,
        "employment, work contract, job, position",
        within=1,
    ),
    "(terminate|end|ending|terminating) (\\w+ )?employment",
    near("terminat(e|ing)", _SOMEONE, within=0),
    near("terminat(e|ing)", _WHOSE, "contract", within=0),
    "terminated (employee|worker|colleague), termination (letter|meeting|paperwork|notice|process|package)",
    near("termination of", "employment, an?, my, his, her", within=0),
    near(
        "fire, firing, dismiss, dismissing, sack, sacking, lay(ing)? off, get rid of, lay, laying",
        _SOMEONE,
        within=0,
    ),
    r"\b(?:want|need|have|going|decided|plan|planning|how|allowed|about) to (?:fire|sack|lay off|dismiss) "
    r"(?!up|off|the (?:alarm|alert|notif|pop|message|warning|dialog)|alarm|it |this|that|a (?:test|"
    r"request|query))\w+",
    """dismissal, lay-?offs?, redundanc(y|ies), made redundant, severance, performance improvement plan,
    on a pip, disciplinary, make (\\w+ )?(\\w+ )?(\\w+ )?redundant, eliminated my (role|position),
    (role|position|job) (is|was|has been|got) eliminated""",
    r"\b(?:i|he|she|they|we)(?:'ve|'m|'s|'re| have| has| had| am| is| are| is being| was| were| got)? "
    r"(?:just |been |being |getting |recently |today |going to be |about to be |gonna be ){0,2}"
    + phrases("fired, sacked, laid off, dismissed, let go, terminated, made redundant"),
    r"\b(?:let|letting) (?!me|us|it|you|the|this|that|go )(?:[\w'-]+ ){1,3}go\b"
    r"(?! (?:to|on (?!friday|monday|the|next|\w+day)|home|through|ahead|into|live|via|in|back|out|over|"
    r"with|online|for))",
    r"\b(?:let|letting) go of (?:him|her|them|someone|(?:an?|my|our|two|three) \w+|\w+ (?:before|after|"
    r"on|this|next|by))\b",
    "we('re| are) (firing|sacking|dismissing|laying off|letting go), part(ing)? ways with",
    "(must|should|has to|needs to|will) be (fired|dismissed|sacked|let go|laid off)",
    """entlass(en|ung), gefeuert, licencie*, licenciement, despedir, despid*, despedid[oa], licenziat*,
    demitid[oa], ontslag*""",
)
LEGAL = rules(
    """lawsuit*, subpoena*, cease and desist, litigation, court (order|papers|case|summons|hearing|date),
    summons,
    legal (action|advice|dispute|claim|threat|proceedings|letter|trouble|matter|opinion|consequences),
    arbitration, settlement offer, data subject (request|access), subject access request, dsar,
    gdpr (request|complaint|inquiry), data protection authority, money launder*, embezzl*, antitrust,
    regulatory (inquiry|investigation),
    (trademark|copyright|patent|licen[cs]e) (trouble|claim|dispute|infringement|violation)""",
    "(sue|suing|sued|sues) (us|me|you|them|the company|our|my|corp|for), (threaten*|going|wants?|will|"
    "could|can) (to )?sue",
    near(
        "lawyers?, attorneys?, solicitors?, counsel, notary",
        """letter, wrote, writes, call(ed|s), contacted, says?, said, wants?, asks?, asked, threat*,
        sent, demands?, claims?, e-?mailed, statement""",
    ),
    near(
        """need, want, get, consult, talk to, call, hire, ask, letter from,
        (contacted|called|approached|sued) by, hear from""",
        "lawyers?, attorneys?, solicitors?",
        within=2,
    ),
    near(
        "breach(ed|es|ing)?, broke, violat(ed|es|ing|ion)",
        "contract, agreement, nda, law, gdpr, regulation, licen[cs]e terms",
    ),
    "breach of (contract|agreement|confidence), (contract|agreement|nda) (breach|violation|dispute)",
    near(
        "claims?, wants?, demands?, seek(s|ing)?, pay, asks? for, entitled to",
        "damages, compensation",
        within=3,
    ),
    """(are we|is the company|am i|we are|be held|personally) (legally )?liable,
    legally (binding|allowed to|obliged), infring(e|es|ed|ing|ement)""",
    near(
        """police, prosecutors?, detectives?, tax (inspector|authority|office|auditor), customs officer,
        authorities, labou?r inspector*""",
        """called?, calls, asks?, asked, wants?, came, (is|are) here, at (the )?(door|reception),
        demands?, requests?, investigat*, contacted""",
        within=3,
    ),
    near(
        "pay(ing|s)?, paid, took, taking, offer(ed|ing|s)?, accept(ed|ing|s)?",
        "bribes?, kickbacks?",
        within=2,
    ),
    near("commit*, suspect*, evidence of, report", "fraud", within=2),
    """anwalt, rechtsstreit, verklag*, abmahnung, avocat, proces contre, demanda judicial, abogado,
    avvocato, advogado, advocaat""",
)

# Health that is serious, or only the reason for a day at home: the words around it decide.
AILING = rules(
    """dizzy, faint(ed|ing)?, (arm|face|leg|hand|side|lips)s?( \\w+)?( \\w+)? numb,
    numb (arm|face|leg|hand), passing out, pass out, panic attack, injur(ed|y), hit (my|his|her) head,
    electric shock, badly hurt, swallowed, poison*, concussion, bleeding(?! edge), severe pain,
    choking on (food|a|his|her)""",
    near(
        "cut, burn(ed|t)?, crushed, broke, broken",
        "hand, finger, arm, leg, foot, eye, face, ankle, wrist",
        within=2,
    ),
)
DAY_AT_HOME = rules(
    """leave, days? off, off (until|till|today|tomorrow|sick|this|next), out (until|till|today|sick),
    pto, time off, wfh, sick (note|day|time), work(ing)? from home, logging off, stay(ing)? home,
    stay(ing)? in bed, weeks off, back (on|by|next|tomorrow), kit, training, course, report form, policy,
    game, plant""",
)
# Talk about the rules, and signs that something has happened to somebody.
IN_GENERAL = rules(
    """polic(y|ies), training, course, e-?learning, guidelines?, handbook, procedure, module, definition,
    workshop, webinar, poster, campaign, simulation, quiz, slides, certificate, insurance, holidays?,
    size, dashboard, what (is|are|counts), what (do|should|must) (i|we|one) do (if|when|in case)""",
)
HAPPENED = rules(
    """me, my (boss|manager|supervisor|colleague|lead|account|mailbox|laptop|phone|password), i'm, i've,
    he, she, they, us, i (was|am|feel|have been|got|clicked|gave|opened|lost|just|entered|typed),
    we (got|are|were|have), someone, somebody, just, happened, today, yesterday, his, her, letter, now,
    him, them""",
)
