"""The whole main story, told by persistent people. The journal is the witness."""

import asyncio

from tests.chaos.persistent import Persistent


async def forgotten_password(employee: Persistent) -> None:
    """Ask, and have it done."""
    asked = await employee.says("I forgot my Okta password")
    await employee.sees_next("reply", "one-time link", thread=asked)


async def slow_laptop(employee: Persistent) -> None:
    """Ask, be asked, answer, be helped."""
    asked = await employee.says("my laptop has been so slow since the update")
    question = await employee.sees_next("question", "when is it slow", thread=asked)
    await employee.clicks(question, "answer:3")
    await employee.sees_next("reply", thread=asked)


async def grinding_laptop(employee: Persistent, sam: Persistent, noise: str) -> None:
    """Ask for a person; be claimed, talk, be helped, be asked how it was."""
    asked = await employee.says(f"my laptop makes a {noise} noise, can I talk to someone in IT?")
    packet = await sam.sees_next("packet", noise, channel="it-support")
    await sam.clicks(packet, "claim")
    await employee.sees_next("notice", "Sam", thread=asked)
    for line in ("Does it do that on battery?", "And when it is cold?"):
        await sam.says(line, channel="it-support", thread_ts=packet["ts"])
    await employee.sees_next("relay", "when it is cold", thread=asked)
    for line in (f"yes, always {noise}", f"only {noise} in the morning"):
        await employee.says(line, thread_ts=asked)
    await sam.sees_next("relay", f"only {noise}", channel="it-support", thread=packet["ts"])
    await sam.solves(packet, f"Replaced the {noise} fan")
    await employee.sees_next("notice", f"Replaced the {noise} fan", thread=asked)
    survey = await employee.sees_next("survey", thread=asked)
    await employee.clicks(survey, "feedback:5")


async def ada_and_ben(ada: Persistent, ben: Persistent, sam: Persistent, noise: str) -> None:
    """One round of the story, two employees at a time."""
    await asyncio.gather(_adas(ada, sam, noise), _bens(ben, sam, noise))


async def _adas(ada: Persistent, sam: Persistent, noise: str) -> None:
    await forgotten_password(ada)
    await slow_laptop(ada)
    await grinding_laptop(ada, sam, noise)


async def _bens(ben: Persistent, sam: Persistent, noise: str) -> None:
    await grinding_laptop(ben, sam, f"loud-{noise[::-1]}")
    await forgotten_password(ben)
