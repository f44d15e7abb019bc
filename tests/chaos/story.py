"""Stories told by persistent people. The journal is the witness."""

from tests.chaos.persistent import Persistent


async def slow_laptop(employee: Persistent) -> None:
    """Ask, be asked, answer, be helped; by a person, where a system takes too long to answer."""
    asked = await employee.says("my laptop has been so slow since the update")
    question = await employee.witness.post("question", thread=asked)
    await employee.clicks(question, "answer:3")
    record = employee.witness.record
    await employee.witness.until(
        lambda: (
            question.ticket in record.with_people
            or "reply" in {post.kind for post in record.in_thread[asked]}
        ),
        f"Help in {asked}",
    )


async def grinding_laptop(employee: Persistent, staff: Persistent, noise: str) -> None:
    """Ask for a person; be claimed, talk, be helped, be asked how it was."""
    witness = employee.witness
    asked = await employee.says(f"my laptop makes a {noise} noise, can I talk to someone in IT?")
    packet = await witness.packet(f"{noise} noise")
    await staff.clicks(packet, "claim")
    await witness.post("notice", f"{staff.name} ", thread=asked)
    for line in (f"Is it {noise} on battery?", f"And {noise} when cold?"):
        await staff.says(line, channel=packet.channel, thread_ts=packet.ts)
    await witness.post("relay", "when cold", thread=asked)
    for line in (f"yes, always {noise}", f"only {noise} in the morning"):
        await employee.says(line, thread_ts=asked)
    await witness.post("relay", "in the morning", thread=packet.ts)
    await staff.solves(packet, f"Replaced the {noise} fan")
    survey = await witness.post("survey", thread=asked)
    await employee.clicks(survey, "feedback:5")
