"""What can be understood in other languages: which one it is, and that somebody wants a person."""

import re

from bot.intake.triage.patterns import listed, rules
from bot.intake.triage.words import tokens

# Read on folded text (lower case, accents gone).
_FOLDED = rules(
    # German
    r"\bmit (?:\w+ ){0,2}(?:mensch(?:en)?|person|mitarbeiter(?:in)?|kolleg(?:en|in)|"
    r"ansprechpartner(?:in)?|techniker|"
    r"berater(?:in)?|jemande?[mn]?)(?: \w+){0,4} (?:sprechen|reden|telefonieren|verbinden|verbunden|"
    r"chatten)\b",
    r"\b(?:sprechen|reden|verbinden sie mich|verbinde mich) (?:\w+ )?mit (?:\w+ ){0,2}"
    r"(?:mensch(?:en)?|mitarbeiter(?:in)?|jemande?[mn]?|person)\b",
    """(echte|echter|echten|richtige|richtiger|richtigen) (mensch|menschen|person),
    (mensch|menschen|mitarbeiter) bitte, rufen sie mich (bitte )?(zuruck|an),
    (ruf|ruft) mich (bitte )?(zuruck|an), ruckruf, mich (bitte )?(jemand )?(zuruckrufen|anrufen)""",
    # French
    r"\b(?:parler|discuter|echanger|parle) (?:a|avec) (?:(?:un|une|le|la|votre|vrai|vraie|etre) |l'){0,3}"
    r"(?:humain|personne|quelqu'un|conseill\w+|agent|technicien\w*|operateur|collegue|responsable|"
    r"interlocuteur)\b",
    """un humain, un vrai humain, une vraie personne, etre humain, on me rappelle,
    (rappelez|appelez|rappelle)[ -]moi""",
    # Spanish
    r"\b(?:hablar|conversar|chatear|comunicarme|contactar|paseme|comuniqueme|hablo) con (?:(?:un|una|el|"
    r"la|alguna|otra) )?"
    r"(?:persona|humano|alguien|agente|operador\w*|representante|tecnico|companer[oa]|ser humano|"
    r"asesor\w*)\b",
    "persona (real|humana), un humano, quiero una persona, que (alguien )?me (llame|llamen), (llame|"
    "llamen)me",
    # Italian and Portuguese
    r"\b(?:parlare|parlo) con (?:(?:un|una|qualche) |un')?"
    r"(?:persona|umano|qualcuno|operatore|operatrice|essere umano|tecnico|collega)\b",
    r"\b(?:falar|conversar) com (?:(?:um|uma|algum|alguma) )?"
    r"(?:pessoa|humano|alguem|atendente|tecnico|operador|colega|ser humano)\b",
    "persona vera, pessoa real, pessoa de verdade, atendente humano",
    # Dutch, Swedish, Danish, Norwegian
    r"\bmet (?:een |iemand )(?:\w+ )?(?:\w+ ){0,3}(?:praten|spreken|bellen)\b",
    r"\b(?:prata|tala|snakke|snakka|tale) med (?:en |ett |et )?(?:\w+ )?"
    r"(?:manniska|person|menneske|nagon|noen|nogen|medarbetare)\b",
    # Polish, Czech, Turkish, Hindi in Latin letters
    r"\b(?:po)?rozmawiac z (?:\w+ )?(?:cz[lł]owiekiem|kims|konsultantem|pracownikiem|osoba)\b",
    r"\bpo[lł]acz\w* (?:mnie )?z (?:cz[lł]owiekiem|konsultantem)\b",
    r"\b(?:mluvit|promluvit|hovorit) s (?:\w+ )?(?:clovekem|nekym|operatorem|clovekom)\b",
    r"\b(?:insanla|biriyle|temsilciyle|yetkiliyle|insan biriyle) (?:konus|gorus)",
    r"\b(?:kisi|koi|real|asli) (?:\w+ )?(?:insaan|insan|aadmi|vyakti|person|human|agent|"
    r"bande)(?: \w+)? (?:se )?(?:baat|bat)\b",
)
# Read on the text as it came: folding would take these scripts apart.
_AS_WRITTEN = re.compile(
    r"人工(?:客服|服务)?|真人|转接|和人(?:说|聊|讲)|找(?:个)?人|客服人员|人と話|人間と|担当者|オペレーター|有人対応|"
    r"상담원|상담사|사람(?:과|이랑|하고)|직원(?:과|이랑|하고) |"
    r"(?i:(?:поговорить|связ\w+|соедин\w+|позов\w+|переключ\w+|нужен)\b.{0,25}(?:человек|оператор|"
    r"сотрудник))|"
    r"(?i:живой человек|(?:поговорити|зв.?яж\w+|з.?єдна\w+)\b.{0,25}(?:людин|оператор|спеціаліст))|"
    r"(?:التحدث|اتحدث|أتحدث|الحديث|اتكلم|أتكلم|التكلم).{0,15}(?:شخص|إنسان|انسان|موظف)|"
    r"(?:इंसान|व्यक्ति|आदमी|किसी) से बात|(?i:μιλήσω με (?:κάποιον|άνθρωπο|έναν))|לדבר עם (?:נציג|בן אדם|"
    r"מישהו|אדם)|คุยกับ(?:คน|เจ้าหน้าที่)|(?i:nói chuyện với (?:người|nhân viên))"
)

# Small words that give a Latin-script language away.
_SMALL = {
    "German": """ich nicht und der die das mein meine meinen ist ein eine einen kann habe bitte mit fur
    auf wie wo wer bin wir auch noch seit mir mich zum zur gibt es aber oder wenn""",
    "French": """je ne pas mon ma mes est un une le la les des du et avec pour sur comment ou qui suis
    nous peux j'ai s'il vous plait depuis ca fonctionne dans c'est quel quelle""",
    "Spanish": """yo no mi mis es un una el la los las del y con para por como donde quien estoy puedo
    tengo he necesito hola desde se que cuantos cual esta funciona favor""",
    "Italian": """io non mio mia il lo la gli del e con per come dove chi sono posso ho un una che da
    quando funziona mi si questo vorrei grazie""",
    "Portuguese": """eu nao meu minha o a os as do da e com para por como onde quem estou posso tenho
    preciso um uma que desde funciona esta voces obrigado""",
    "Dutch": """ik niet mijn de het een en met voor op hoe waar wie ben kan heb wij ook sinds mij is maar
    als werkt graag naar""",
    "Polish": "nie moj moja moje jest i z do na jak gdzie kto mam moge prosze sie od działa dziala mi "
    "czy haslo hasło",
    "Swedish": "jag inte min mitt ar en ett och med for pa hur var vem kan har vi ocksa sedan mig "
    "fungerar vill",
}
_SMALL_WORDS = {language: listed(words) for language, words in _SMALL.items()}
_ENGLISH = listed(
    """i the a an my is are was were to of and in on for with it not you me we can could please have has
    need want what how when where who why do does this that at from but be am will would get got your our
    need your there no or so if out up now still since as"""
)
_SCRIPTS = (
    ("Chinese or Japanese", re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")),
    ("Korean", re.compile(r"[\uac00-\ud7af]")),
    ("Russian or Ukrainian", re.compile(r"[\u0400-\u04ff]")),
    ("Greek", re.compile(r"[\u0370-\u03ff]")),
    ("Arabic", re.compile(r"[\u0600-\u06ff]")),
    ("Hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("Hindi", re.compile(r"[\u0900-\u097f]")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]")),
)


def wishes_for_person(text: str, plain: str) -> bool:
    """Whether a message that is not English asks for a person; `plain` is the folded text."""
    return bool(_AS_WRITTEN.search(text)) or bool(_FOLDED.search(plain))


def language_of(text: str, plain: str) -> str | None:
    """The English name of a message's language, or None where it is English or cannot be told.

    By script where the script tells; else by counting small words, of which there must be two that English
    does not have, and more of them than English ones.
    """
    letters = sum(ch.isalpha() for ch in text)
    for name, script in _SCRIPTS:
        if letters and len(script.findall(text)) > letters * 0.4:
            return name
    said = tokens(plain)
    foreign = [word for word in said if word not in _ENGLISH]
    counts = {name: sum(word in small for word in foreign) for name, small in _SMALL_WORDS.items()}
    name, most = max(counts.items(), key=lambda pair: pair[1])
    return name if most >= 2 and most > len(said) - len(foreign) else None
