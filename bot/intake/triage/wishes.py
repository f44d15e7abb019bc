"""Hears that somebody wants a person: in many phrasings, with typos, in several languages."""

import re

from bot.intake.triage.foreign import wishes_for_person
from bot.intake.triage.patterns import listed, phrases, rules
from bot.intake.triage.words import folded, mended, tokens

_KNOWN = listed(
    """human person someone somebody agent representative operator technician colleague supervisor
    escalate speak talk transfer connect"""
)
# English words one edit away from those, which are no typos of them.
_REAL = listed(
    """humans humane persons persona personal agents agenda agency talks talked tall tale task tank tally
    speaks spear spark steak peak sneak connects operators operated technicians colleagues supervisors
    escalated escalates transfers representatives connected"""
)
_WHO = (
    r"(?:(?:an?|the|your|another|any|some|one of your|real|actual|live|living|breathing|proper|competent|"
    r"senior|support|service|customer|it|hr|facilities|payroll|desk|helpdesk|local|second level) ){0,5}"
)
_HUMAN = (
    r"(?:humans?(?: being| agent| person| support)?(?! resources| capital| error)|"
    r"(?:real|actual|live) (?:people|one))"
)
_SOMEBODY = (
    r"(?:person(?!'s)|someone|somebody|anyone|anybody|agent|representatives?|rep|operator|technician|"
    r"colleague|specialist|advis[eo]r|engineer|expert|staff|supervisor|manager|whoever|"
    r"member of (?:the |your )?(?:team|staff))"
)
_DESK = (
    r"(?:(?:the |your )?(?:hr|human resources|facilities|payroll|support|it support|it desk|it team|"
    r"it department|helpdesk|help desk|service desk|support team|hr team|people team|facilities team))"
)
# "The Datadog agent on the server" is no person.
_NO_SOFTWARE = (
    r"(?! (?:licen[cs]e|seat|software|install\w*|version|access|role|status|process|service|update|node|"
    r"pool|key|on (?:my|the) (?:laptop|machine|server|computer|host)))"
)
_PERSON = rf"{_WHO}(?:{_HUMAN}|{_SOMEBODY}{_NO_SOFTWARE})\b"
_CONTACT = (
    r"(?:talk|speak|chat|deal|communicate|discuss (?:this|it|that)|connect me|connected|through|"
    r"in (?:touch|contact))"
)
_CALL = r"(?:call|phone|ring|telephone|contact|reach out to|get back to|get in touch with|text)"
# What may follow "I need somebody": anything else makes it a request ("I need somebody to fix the chair").
_AFTER = (
    r"(?=$|[.,;!?)]| (?:please|pls|now|here|today|asap|again|instead|immediately|on the (?:phone|line)|"
    r"from|about|regarding|(?:for|with|on) this|not a|and not|rather|or|in (?:it|hr|charge|person)|"
    r"to (?:talk|speak|help me|discuss|take over|look into|call me|deal|chat)|"
    r"who can(?: (?:actually |really )?help|$|[.!?])|that (?:can|understands)|i can (?:talk|speak)|over|"
    r"who (?:actually |really )?(?:knows|understands|can think)))"
)
_GIVE = (
    r"(?:(?:i|we|i'd|we'd|i'll|just|really|still) (?:just |really |would |still |only |now ){0,3}"
    r"(?:want|need|demand|like|prefer|rather have|rather talk to)|want|need|prefer|"
    r"(?:can|could|may) i (?:just |please )?(?:get|have)|is there|are there|"
    r"(?:get|give|find|send|bring|fetch|pass|hand|put|switch|transfer|forward|route|refer|connect) "
    r"(?:me|us|this|it)(?: over| on| through| straight| directly| back)?(?: to| with)?)"
)
_ASKED = (
    r"(?:can|could|would|will|may|might|should|please|have|need|want|let|get|ask|like|tell) (?:please )?"
    rf"{_WHO}(?:{_HUMAN}|{_SOMEBODY}|{_DESK}|it|it-support)(?: (?:from|in|at|of) [\w-]+(?: \w+)?)?"
)
_WISHES = rules(
    rf"\b{_CONTACT} (?:to|with) (?:{_PERSON}|{_DESK}\b)",
    rf"\b{_GIVE} {_WHO}(?:{_HUMAN}\b|{_SOMEBODY}\b{_NO_SOFTWARE}{_AFTER})",
    rf"\b(?:i|we|i'd|we'd) (?:just |really |would ){{0,2}}(?:want|need|demand|like|prefer) "
    rf"{_WHO}(?:person(?!'s)|representative|agent)\b{_NO_SOFTWARE}",
    rf"\b{_ASKED} (?:to |please |just |kindly ){{0,3}}{_CALL} (?:me|us|back)\b",
    r"(?:(?:^|[.,;!?] ?|\b(?:please|pls|can you|could you|just|kindly|and|you) )(?:call|phone|ring) me"
    r"(?: back)?(?=$|[.,;!?]| (?:please|asap|now|back|on|at|about|today|tomorrow|when|as soon)))",
    "give me a (call|ring|buzz|bell), (put|patch) me through, call ?back please, turn off the bot",
    "(want|need|like|request|arrange|schedule|get|have) (a |some |my )?(call ?back|phone call|call from)",
    r"(?:^(?:a )?call ?back\b)",
    rf"\b(?:{_HUMAN}|{_SOMEBODY}) (?:that |who |whom )?(?:i|we) (?:can|could|may) (?:talk|speak|chat)\b",
    rf"\bescalate(?: this| it| me| my \w+)? to {_PERSON}",
    r"(?:^(?:please |pls )?escalate(?: this| it| now| please){0,3}[.!]*$)",
    r"\b(?:is|are) (?:there )?(?:a |any |an |anybody |anyone )?(?:real |actual )?"
    rf"(?:{_HUMAN}|person|people|anybody real|anyone real) "
    r"(?:here|there|around|available|on duty|behind|online|reading|at all)\b",
    rf"\b(?:can|could|may|would|let) {_WHO}{_HUMAN} (?:look|take|check|help|read|handle|see)\b",
    rf"\b(?:just|only|simply|prefer|rather|desperately) {_WHO}{_HUMAN}\b",
)
_REJECTS_MACHINE = rules(
    phrases(
        """stop, enough of, no more, don't want, do not want, hate, sick of, tired of, done with,
        fed up with, instead of, rather than, and not, not"""
    )
    + r"(?: (?:talking|chatting|dealing|speaking|writing|to talk|to speak|to chat|to))?(?: (?:to|with))?"
    r"(?: (?:this|the|a|an|your|stupid|any|these|that|another|useless|more)){0,4}"
    r" (?:chat ?)?(?:bots?|robots?|machines?|ai)(?=$|[.,;!?]| (?:please|now|and|i|give|get|anymore|any more))"
)
# The same words where nobody asks for anybody: told of the past, denied, asked about in general.
_NO_WISH = re.compile(
    phrases(
        """(don't|do not|didn't|doesn't|no|never) (want|need|have|wish|like)( to| any| a)?,
        no need (to|for), rather not, without( having to)?, when(ever)? (i|we|you|they), while i, if i,
        do (i|we) (have|need) to, should (i|we), must (i|we),
        (he|she|they|customers?|clients?|users?) (want|need|wants|needs|like|likes)( to)?, please don't,
        please do not, don't, do not, supposed to, afraid to, unable to"""
    )
    + rf" (?:\w+ )?(?:{_CONTACT}\b(?: (?:to|with)(?: {_PERSON})?)?|{_CALL}\b(?: me)?|{_PERSON})"
)
_NOUNS = listed("human person agent operator representative humans rep technician")
_AROUND = listed(
    """a an the real actual live living another please pls plz now want i need to talk speak chat with
    asap immediately some any one just only being support customer service quickly get me give here today
    thanks thx hey hi hello ok okay sir again finally nah no"""
)
_CLAUSE = re.compile(r"[.,;:!?\n()\-–—]+")


def wants_person(text: str) -> bool:
    """Whether the message asks, in whatever words, to be helped by a person rather than by a machine."""
    plain = folded(text)
    if wishes_for_person(text, plain):
        return True
    meant = mended(plain, _KNOWN, _REAL)
    asked = _NO_WISH.sub(" ", meant)
    return bool(_REJECTS_MACHINE.search(meant) or _WISHES.search(asked)) or any(
        map(_is_only_a_person, _CLAUSE.split(asked))
    )


def _is_only_a_person(clause: str) -> bool:
    """Whether a clause is nothing but "human", "an agent please", "real person now"."""
    said = set(tokens(clause))
    return bool(said & _NOUNS) and said <= _NOUNS | _AROUND
