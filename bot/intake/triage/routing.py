"""Guess to Decision: what happens with a message, and the sentence that says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.intake.triage import never, vague
from bot.intake.triage.caution import falls_short
from bot.intake.triage.desks import named_desk
from bot.intake.triage.foreign import language_of
from bot.intake.triage.guess import Candidate, Guess, Triage
from bot.intake.triage.manipulation import is_manipulation
from bot.intake.triage.never import Never, never_automated
from bot.intake.triage.others import is_for_another
from bot.intake.triage.policy import HANDBOOK, asks_about_rules
from bot.intake.triage.several import Told, told_apart
from bot.intake.triage.small_talk import is_small_talk
from bot.intake.triage.split import pieces
from bot.intake.triage.wishes import wants_person
from bot.intake.triage.words import folded

if TYPE_CHECKING:
    from skills import Badge


class Route(StrEnum):
    """What can happen with a message."""

    SKILL = "skill"
    CLARIFY = "clarify"
    PERSON = "person"
    SPLIT = "split"
    NONE = "none"


@dataclass(frozen=True)
class Part:
    """One of several requests in a message, and the skill it is for."""

    text: str
    skill: str | None


@dataclass(frozen=True)
class Decision:
    """Where a message goes. `choices` are the skills offered, `desk` whose people take it (None: ask which).

    `rule` is the machine's name for the reason, `reason` the sentence an employee reads under "Why?".
    """

    route: Route
    rule: str
    reason: str
    skill: str | None = None
    choices: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    score: float = 0.0
    runner_up: str | None = None
    desk: str | None = None


Badges = Mapping[str, "Badge"]
# A kind learned from outside examples counts from here on; to turn somebody away takes more.
SURE_OUTSIDE = 0.5
SURE_NOT_OURS = 0.6
# A question in the form of one about the rules is left to the handbook below this.
SURE_ALTHOUGH_ASKED = 0.9
# A single word with a question mark is looked up from here on.
SURE_LOOKUP = 0.95
# Fewer words than this that tell something are too little to see a matter for people in them.
TELLING = 2
# A message that may be for people alone is never turned away as off-topic.
MAYBE_FOR_PEOPLE = 0.1
# What to offer somebody who says only that something does not work, or that they need help.
IN_TROUBLE = ("password_reset", "slow_laptop", "report_outage")
IN_NEED = ("password_reset", "knowledge_answer", "workplace_request")
OFFERED = 3


def decide(text: str, triage: Triage, badges: Badges) -> Decision:
    """What to do with a message. Total: any text gets exactly one decision, and nothing is raised.

    Order matters: what belongs to people comes first, then what must start nothing, then what asks for
    nothing, and only then the skills.
    """
    return _for_people(text, triage, badges) or _for_nobody(text) or _for_skills(text, triage, badges)


def _for_people(text: str, triage: Triage, badges: Badges) -> Decision | None:
    matter = never_automated(text)
    if matter:
        return _never(matter)
    if wants_person(text):
        desk = named_desk(text) or _likely_desk(text, triage, badges)
        return Decision(Route.PERSON, "asked_for_person", "You asked for a person.", desk=desk)
    return None


def _never(matter: Never, score: float = 1.0) -> Decision:
    return Decision(
        Route.PERSON, f"never:{matter}", never.REASONS[matter], score=score, desk=never.DESKS[matter]
    )


def _likely_desk(text: str, triage: Triage, badges: Badges) -> str | None:
    """The desk of the skill the message is surely about; general questions belong to no desk."""
    best = triage.guess(text).best
    if best.probability < triage.thresholds.act or best.name == HANDBOOK:
        return None
    return badges[best.name].desk


def _for_nobody(text: str) -> Decision | None:
    if is_manipulation(text):
        return Decision(
            Route.NONE,
            "injection",
            "This reads like instructions to a machine rather than a request for help.",
        )
    if is_small_talk(text):
        return Decision(Route.NONE, "small_talk", "There is nothing to do here; it is a friendly word.")
    return None


def _for_skills(text: str, triage: Triage, badges: Badges) -> Decision:
    if not vague.content_words(text) or vague.is_gibberish(text):
        return _too_vague(text, badges)
    parts = pieces(text)
    guess, *guesses = triage.guess_all([text, *(text[part] for part in parts if len(parts) > 1)])
    if language := language_of(text, folded(text)):
        return _in_another_language(text, language, guess, triage)
    if len(parts) == 1 and (told := _taught(text, guess, badges) or _about_rules(text, guess, badges)):
        return told
    apart = told_apart(text, parts, guesses, triage) if guesses else []
    return _several(text, apart, badges) or _one(text, _worth_keeping(guess, apart), triage, badges)


def _taught(text: str, guess: Guess, badges: Badges) -> Decision | None:
    """What people here corrected before; what was learned to be for people alone stays with them."""
    kind = guess.outside[0] if guess.outside else Candidate("", 0.0)
    if guess.recalled is None or (kind.name.startswith("never:") and kind.probability >= SURE_OUTSIDE):
        return None
    lesson, score = guess.recalled.lesson, guess.recalled.nearness
    badge = badges.get(lesson.right)
    if (acts_for_the_writer(badge) and is_for_another(text)) if badge else not lesson.desk:
        return None
    what = f"“{badge.title}”" if badge else "a request for a person"
    why = f"People here corrected a request much like this one: it is {what} (lesson {lesson.version})."
    route, desk = (Route.SKILL, badge.desk) if badge else (Route.PERSON, lesson.desk)
    skill = badge.name if badge else None
    return Decision(route, f"lesson:{lesson.version}", why, skill, score=score, desk=desk)


def _too_vague(text: str, badges: Badges) -> Decision:
    usual = IN_TROUBLE if vague.speaks_of_trouble(text) else IN_NEED
    choices = tuple(name for name in usual if name in badges) or tuple(badges)[:OFFERED]
    return Decision(Route.CLARIFY, "vague", "You did not say yet what it is about.", choices=choices)


def _in_another_language(text: str, language: str, whole: Guess, triage: Triage) -> Decision:
    choices = _worth_offering(whole, triage.thresholds.ask)
    if choices and whole.best.probability >= triage.thresholds.act:
        why = f"This looks like {language}, which I read poorly, so I ask before I do anything."
        return _scored(Decision(Route.CLARIFY, "language", why, choices=choices), whole)
    why = f"This looks like {language}, and I only understand English well, so a person takes it."
    return _scored(Decision(Route.PERSON, "language", why, desk=named_desk(text)), whole)


def _about_rules(text: str, guess: Guess, badges: Badges) -> Decision | None:
    """A question about the rules is looked up, however much it sounds like the thing the rules are about."""
    badge = badges.get(HANDBOOK)
    if badge is None or not asks_about_rules(text) or _is_surely_outside(guess):
        return None
    sure = next(c.probability for c in guess.ranked if c.name == HANDBOOK)
    rivals = [c.name for c in guess.ranked if c.name != HANDBOOK]
    why = "You ask what the rules are, so I look in the handbook."
    return Decision(
        Route.SKILL,
        "about_rules",
        why,
        HANDBOOK,
        score=sure,
        runner_up=next(iter(rivals), None),
        desk=badge.desk,
    )


def _is_surely_outside(guess: Guess) -> bool:
    return bool(guess.outside) and guess.outside[0].probability >= SURE_ALTHOUGH_ASKED


def _several(text: str, told: Sequence[Told], badges: Badges) -> Decision | None:
    """A split where two parts are surely for different skills; a person where one part is for people."""
    for_people = [
        one.guess.outside[0] for one in told if one.guess.outside and _is_for_people(one.guess.outside[0])
    ]
    if for_people:
        return _never(Never(for_people[0].name.partition(":")[2]), for_people[0].probability)
    if len({one.skill for one in told}) < 2 or any(falls_short(one.guess, badges) for one in told):
        return None
    titles = " and ".join(f"“{badges[one.skill].title}”" for one in told if one.skill)
    least = min(one.guess.best.probability for one in told)
    why = f"I read several requests here: {titles}."
    found = tuple(Part(text[one.place].strip(), one.skill) for one in told)
    return Decision(Route.SPLIT, "several", why, parts=found, score=least)


def _worth_keeping(whole: Guess, told: Sequence[Told]) -> Guess:
    """The guess to go by: what stands beside a sure request neither turns it away nor makes it doubtful."""
    requests = [one.guess for one in told if one.skill == one.guess.best.name]
    kind = whole.outside[0] if whole.outside else Candidate("", 0.0)
    foreign = kind.probability >= SURE_OUTSIDE
    if not requests or (foreign and not kind.name.startswith("none:")):
        return whole
    same = requests[0].best.name == whole.best.name
    surer = requests[0].best.probability > whole.best.probability
    return requests[0] if foreign or (same and surer) else whole


def _is_for_people(kind: Candidate) -> bool:
    return kind.name.startswith("never:") and kind.probability >= SURE_NOT_OURS


def _one(text: str, guess: Guess, triage: Triage, badges: Badges) -> Decision:
    bare = vague.is_bare(text) and not _is_surely_a_question(text, guess)
    if not bare and (told := _outside(text, guess)):
        return told
    if not bare and guess.best.probability >= triage.thresholds.act and not falls_short(guess, badges):
        return _run(text, guess, badges)
    if choices := _worth_offering(guess, 0.0 if bare else triage.thresholds.ask):
        why = f"It could be {_titles(choices, badges)}; I was not sure enough to start."
        return _scored(Decision(Route.CLARIFY, "middle_ground", why, choices=choices), guess)
    why = f"Nothing I can do fits well enough (best: {guess.best.probability:.0%}), so a person takes it."
    return _scored(Decision(Route.PERSON, "unsure", why, desk=named_desk(text)), guess)


def _is_surely_a_question(text: str, guess: Guess) -> bool:
    """Whether one word ("payday?") is enough, since to look something up does no harm."""
    return (
        text.rstrip().endswith("?") and guess.best.name == HANDBOOK and guess.best.probability >= SURE_LOOKUP
    )


def _outside(text: str, guess: Guess) -> Decision | None:
    """What the classifier learned to leave alone; in doubt for people, and turned away only when sure."""
    kind = guess.outside[0] if guess.outside else Candidate("", 0.0)
    family, _, name = kind.name.partition(":")
    if kind.probability < SURE_OUTSIDE:
        return None
    if family == "never":
        told = len(vague.telling_words(text)) >= TELLING
        return _never(Never(name), kind.probability) if told else None
    if family == "person":
        why = "You seem to want a person."
        return Decision(Route.PERSON, "asked_for_person", why, score=kind.probability, desk=named_desk(text))
    for_people = sum(c.probability for c in guess.outside if c.name.startswith("never:"))
    if kind.probability < SURE_NOT_OURS or for_people > MAYBE_FOR_PEOPLE:
        return None
    reason = NOT_OURS.get(name, NOT_OURS["off_topic"])
    return Decision(Route.NONE, name, reason, score=kind.probability, runner_up=guess.best.name)


NOT_OURS = {
    "off_topic": "This is nothing I or the desks behind me can help with.",
    "small_talk": "There is nothing to do here; it is a friendly word.",
    "injection": "This reads like instructions to a machine rather than a request for help.",
}


def _run(text: str, guess: Guess, badges: Badges) -> Decision:
    badge, second = badges[guess.best.name], guess.runner_up
    if acts_for_the_writer(badge) and is_for_another(text):
        why = f"“{badge.title}” works only for the person who asks; this is about somebody else."
        return _scored(Decision(Route.PERSON, "for_somebody_else", why, desk=badge.desk), guess)
    rest = f"; next came “{badges[second.name].title}” ({second.probability:.0%})" if second else ""
    why = f"I read this as “{badge.title}” ({guess.best.probability:.0%} sure{rest})."
    return _scored(Decision(Route.SKILL, "classifier", why, skill=badge.name, desk=badge.desk), guess)


def acts_for_the_writer(badge: "Badge") -> bool:
    """Whether a skill's tools reach into the accounts, devices or leave of the person who writes."""
    return bool(set(badge.tools) - {"search_handbook"})


def _scored(decision: Decision, guess: Guess) -> Decision:
    second = guess.runner_up
    return replace(decision, score=guess.best.probability, runner_up=second.name if second else None)


def _worth_offering(guess: Guess, least: float) -> tuple[str, ...]:
    if guess.best.probability < least:
        return ()
    likely = [c.name for c in guess.ranked if c.probability >= 0.05]
    return tuple(c.name for c in guess.ranked)[: max(2, min(OFFERED, len(likely)))]


def _titles(names: Sequence[str], badges: Badges) -> str:
    quoted = [f"“{badges[name].title}”" for name in names]
    return " or ".join(quoted)
