"""Recognises text that tries to steer the machine instead of asking for something: it starts nothing."""

import re

from bot.intake.triage.patterns import near, phrases, rules
from bot.intake.triage.words import folded

_COMMANDS = """instructions?, rules?, guidelines?, prompts?, directives?, programming, safeguards?,
    restrictions, constraints, orders, system message, everything (above|before),
    what(ever)? you were told, what i said before"""
_MACHINE = """ai, dan, assistant, bot, mode, persona, model, terminal, unrestricted, free, admin*,
    hacker, rules?, evil, grandm*, character, shell, console, root, god, restrictions, limits, system,
    human, passwords?, interpreter, linux, manager who approves"""
_TEXT_ABOVE = """prompt, instructions, words above, text above, above text, rules you, guidelines you,
    programming, system (message|prompt|instructions), training data, source code of yourself"""

# Orders to drop the rules.
_DROP_RULES = rules(
    near(
        """ignor*, disregard*, forget, bypass, overrid*, overrule, set aside, do not follow,
        don't follow, stop following, drop, skip, break, regardless of, without regard to, neglect,
        dismiss, discard, cancel, erase""",
        _COMMANDS,
    ),
    near(
        "without, no, any, not subject to any, free of",
        "restrictions?, limitations, limits, filters?, censorship, safeguards",
        "ai, mode, assistant, bot, respond, answer, reply, now",
    ),
    r"\b(?:new|updated|important|real|true|hidden|secret|following|original|previous|prior|above|"
    r"earlier) instructions?\b\W{0,6}(?:$|:|\*|only|and (?:only|follow|obey)|supersede|replace|as follows)",
    "strictly (adhere|follow|obey), new important instructions?",
    near(
        "turn off, disable, deactivate, skip, bypass, circumvent, switch off, avoid, override",
        """audit, logging, safety, security checks?, approvals?, approval step, verification,
        identity checks?, confirmation, content filter, filters, guardrails?, moderation""",
        within=1,
    ),
    near(
        "approve, confirm, sign off, accept",
        "on behalf of, as if you were, in the name of, for",
        "manager, boss, ceo, director, supervisor",
    ),
    "without asking (me|anybody|anyone|for)?, do (what|whatever|everything) (the|that|this) (attached "
    ")?(document|file|page)",
)
# A voice that is not the person's.
_FALSE_VOICE = rules(
    r"(?:<\s*/?\s*(?:system|information|instructions?|admin|assistant|im_start|im_end|prompt|tool|"
    r"function|sys|inst|"
    r"context|important|developer)\b|<\|[a-z_]+\|>|\[/?(?:inst|system|sys|admin|assistant|developer)"
    r"(?: (?:message|note|notice|override|prompt|command|update|instructions?))?\s?[\]:])",
    r"(?:(?:^|[\n.!?>\"'] ?|\W{2})(?:system|assistant|developer|admin(?:istrator)?|root|sysadmin)"
    r"(?: (?:message|note|override|notice|prompt|command|instruction))?\s?:\s?"
    + phrases(
        """you, the (user|employee|following|above), this (user|is), user, ignore, grant, all, new,
        override, from now, do, approve, reset, access, security, priority, urgent, authori[sz]*,
        permission*, polic*, disable, delete, send, run, execute, allow, elevat*"""
    )
    + ")",
    "(message|note|instruction|command|order)s? from (me )?(the )?(system|developers?|openai|anthropic|"
    "your (creator|developer)s?)",
    "this is your (developer|creator|maker|owner|administrator|admin) speaking, as (the|your|an) "
    "administrator i",
    "(administrator|admin|developer|root|sudo|god|debug|maintenance|dan|jailbreak|unrestricted) "
    "(override|mode)",
    near("before you can", "task, original", within=5),
    r"\b(?:to you,|dear|attention,?) (?:ai|assistant|bot|model|llm)\b",
    r"\b(?:ai|assistant|bot|model|llm) ?[,:] ?(?:ignore|disregard|override|bypass)\b",
)
# Another self.
_OTHER_SELF = rules(
    near("you are (now|no longer|actually|going to be|hereby)", _MACHINE, within=4),
    "you are (a |an )?(no limits|dan|evil|unfiltered|uncensored|unrestricted|highly advanced)",
    near(
        """(pretend|imagine|role ?-?play) (to be|that you|you|as), act as, act like, act as (if|though),
        behave (as|like), simulate, (respond|answer|speak|reply) (as|like) (an?|my|the)""",
        _MACHINE,
        within=8,
    ),
    "do anything now, jailbr*, experimental features, hidden functionalit*, unlock hidden, no limits ai",
    "from now on (you|answer|reply|respond|only)",
)
# Its own words.
_OWN_WORDS = rules(
    r"\b(?:system|initial|original|hidden|secret|pre|base) ?prompt\b(?! (?:asks?|asking|keeps|appears|"
    r"pops?|says|for|comes))",
    "your (\\w+ )?(system|hidden|secret|initial) (message|instructions?|configuration)",
    near("display, show, print", "system configuration", within=1),
    near(
        """repeat, print, reveal, show, output, display, paste, leak, dump, tell me, give me, write,
        translate, encode, recite, summari[sz]e, what (are|were|is)""",
        "your, the, those, these, exact, all",
        _TEXT_ABOVE,
        within=2,
    )
    + r"(?! (?:for|to|on how|about|of the|in the (?:handbook|wiki)))",
    "(repeat|recite|print|copy) (the |all |every)?(words?|text|everything|sentences?|lines?|"
    "conversation) (above|before this)",
    "(repeat|say|write) the (word|sequence|phrase|sentence), starting with the phrase, continue the "
    "following",
    "(what were|reveal|show me) (those|your) (hidden )?instructions",
)
# What an answer is to contain, or the machine to run.
_OUTPUT = rules(
    near("include", "in your (response|answer|reply|output)", within=5),
    "at the end of your (response|answer|reply), if you (are|were|get) (told|asked) to (summari[sz]e|answer)",
    "include (this|the following) (image|string|anchor|link|text), generate a response, in your response",
    "respond (only|exactly|with only)",
    r"(?:!\[[^\]]{0,80}\]\(|<img\b|onerror\s?=|javascript:|<script\b|<a href)",
    "(tool|function) ?_?call, (call|run|invoke|execute) (the |this )?(tool|function|shell|bash|sql|script)",
    "run every command, rm -rf, drop table, delete_\\w+",
    r"(?:;\s?--|\b(?:or|and) '?1'?\s?=\s?'?1|\{\{.{0,80}\}\}|\{%.{0,80}%\}|\$\{.{0,80}\}|<%)",
)

_KEYS = """passwords?, passcodes?, credentials?, login details, pins?, private keys?, api keys?, tokens?,
    secrets?, (security|mfa|2fa|one-time|verification|backup) codes?"""
_ROLE = "(ceo|cfo|cto|coo|chief|director|president|vp|boss|manager|supervisor|colleague|coworker|user)"
_OTHERS = rf"""(the |our |my )?(\w+ )?{_ROLE}s?('s)?, (the )?(admin|administrator|owner|employee)s?('s)?,
    [\w-]+'s, everyone('s)?, everybody('s)?, all (the )?(users|employees|people|staff)"""
_TELL = """tell, give, send, show, read, get, list, reveal, print, share, e-?mail, mail, forward, leak,
    dump, export, fetch"""
# Asking to be told, or sent, what opens somebody's account; nobody needs that from us.
_ASKS_FOR_KEYS = rules(
    near(_TELL, _OTHERS, _KEYS, within=2) + r"(?! (?:reset|policy|rules|link|requirements))",
    near(_TELL, _KEYS, "of, for, belonging to", _OTHERS, within=2),
    near(
        _TELL,
        "list of all, the list of all, all",
        "employees, users, salaries, passwords, accounts",
        within=2,
    ),
    near("what is, what's, what are", _OTHERS, "password, passcode, pin, credentials", within=1)
    + r"(?! (?:polic|rule|requirement|length|reset|expir))",
    near("reset, change, set, unlock", _OTHERS, "password, account, mfa", within=2)
    + r".{0,40}\b(?:send|tell|give|show|post|mail|e-?mail)\b(?: \w+){0,4} (?:me|here|us|\S+@)",
    near("(add|put|set|change|use)", "recovery, backup, reset", "for, of, on", _OTHERS, within=5),
    near("change, set", "password", "to", within=5)
    + r" (?!something|a new|one|what|reset|log|get|the new)\w",
    near("reads?", "me", "passwords?", within=1),
)
# Carrying data off to a private mailbox.
_PRIVATE_MAILBOX = re.compile(
    r"[\w.+-]{1,64}@(?:gmail|googlemail|yahoo|hotmail|outlook|live|proton(?:mail)?|gmx|icloud|aol|mail|"
    r"yandex|web|qq)\.\w{2,4}\b|\bprivate (?:e-?mail |mail )?address\b"
)
_CARRIES_OFF = rules("send, e-?mail, mail, forward, share, upload, export, post, transfer, copy, retrieve")
_CONTENTS = rules(
    """details, list, information, info, history, body, codes?, contents?, files?, data, records?,
    addresses, balance, transactions?, logs?, messages, e-?mails, contacts, documents?, report, salar*,
    payees, invoices?, plans?, text, password, mailbox, drive"""
)
_INVISIBLE = re.compile("[\U000e0000-\U000e007f]")
_STEERING = (_DROP_RULES, _FALSE_VOICE, _OTHER_SELF, _OWN_WORDS, _OUTPUT, _ASKS_FOR_KEYS)


def is_manipulation(text: str) -> bool:
    """Whether a message gives the machine orders, or asks for what opens other people's accounts."""
    plain = folded(text)
    if _INVISIBLE.search(text) or any(rule.search(plain) for rule in _STEERING):
        return True
    return all(rule.search(plain) for rule in (_PRIVATE_MAILBOX, _CARRIES_OFF, _CONTENTS))
