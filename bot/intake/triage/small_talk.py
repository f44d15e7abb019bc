"""Recognises messages that ask for nothing: greetings, thanks, a smile, a wave."""

import re

from bot.intake.triage.patterns import listed, rules
from bot.intake.triage.words import folded, tokens

_PHRASES = rules(
    """good (morning|afternoon|evening|night|day|one|job|work|bot), how do you do, what's up,
    thank (you|u), see you, how('s| is| are) (you|it going|things|everyone|life)( doing)?( today)?,
    have a (nice|good|great|lovely) \\w+, no worries, no problem, never ?mind,
    you('re| are) (welcome|great|the best|awesome|amazing|funny|a star|fantastic), well done, all good,
    got it, makes sense, works now, sounds good, will do, just testing, of course, same to you,
    (that|it|this) (works|worked|helped|helps|fixed it|did it|solved it)( now)?,
    (that|it|this) (is great|was quick|is perfect|is fine)( now)?,
    wrong (window|chat|channel), happy (birthday|friday|monday|new year|holidays), merry christmas,
    nice to meet you, who are you, what are you, what('s| is) your name,
    are you (a |an )?(robot|bot|real|human|ai|there|machine), what (can|do) you do, (i )?found it,
    (problem )?solved, i love you, much appreciated, my bad, oh well, long time no see""",
    """buenos dias, guten (morgen|tag|abend), bom dia, merci beaucoup, muchas gracias, vielen dank, danke
    schon""",
)
# A message of these words says something friendly; with the ones below them alone it would say nothing.
_TELLING = listed(
    """hi hello hey heya hiya yo sup howdy hallo hola bonjour salut ciao ola namaste servus moin
    greetings morning gm gn thanks thank thx tks ty tysm tyvm cheers danke merci gracias grazie obrigado
    bedankt dzieki tack ta bye goodbye cya tschuss adios later ok okay okey k kk alright great perfect
    cool nice awesome wonderful excellent brilliant super fantastic lovely good fine sure yes yep yeah
    yup no nope nah lol haha hahaha hehe rofl lmao wow oh ah aha hmm hm um uh oops yay woohoo bravo
    congrats congratulations welcome sorry test testing ping pong"""
)
_BESIDE = listed(
    """afternoon evening night please pls everyone everybody team all folks guys friend friends there bot
    jordan bob baton mate buddy dear again so very much really and a lot lots million bunch ton heaps for
    your the help quick today now too you u ur are is it's that this it was me my day weekend week one done
    amen indeed definitely absolutely totally just to then well"""
)
_STRETCHED = re.compile(r"(\w)\1{2,}")


def is_small_talk(text: str) -> bool:
    """Whether the whole message is a greeting, thanks, a goodbye, a nod, or nothing but emoji."""
    plain = _STRETCHED.sub(r"\1\1", folded(text))
    rest = _PHRASES.sub(" ", plain)
    said = [word if word in _TELLING | _BESIDE else _shrunk(word) for word in tokens(rest)]
    if not said:
        return bool(text.strip()) and (rest != plain or "?" not in plain)
    told = rest != plain or any(word in _TELLING for word in said)
    return told and all(word in _TELLING or word in _BESIDE for word in said)


def _shrunk(word: str) -> str:
    return re.sub(r"(\w)\1+", r"\1", word)
