"""An explicit wish for a person is heard in any wording; what only sounds like one is not."""

import pytest

from bot.intake.triage.wishes import wants_person

WISHES = """
can I talk to someone
talk to a human
I want a person
agent please
HUMAN!!!
this leads nowhere. person. please.
get me a humna
I wnat to taalk to a persn
speek to somebody pls
I don't want to talk to a robot, I need a colleague
is there someone I can talk to about my contract
could someone call me about my laptop
please call me back on 4411
put me through to IT support
connect me with a live agent
can a human look at this?
I would prefer to talk to an actual human being
have someone from IT ring me
transfer me to an agent
escalate this to a human
You are not helping. Get me someone who can.
can I get a person on the line
is anybody human reading this
let me talk to your supervisor
My VPN drops since Monday, I did all the restarts, now let me speak to a technician
Ich möchte mit einem Menschen sprechen
Kann mich bitte jemand anrufen? Rückruf unter 4411
je voudrais parler à quelqu'un
quiero hablar con una persona
vorrei parlare con un operatore
posso falar com um atendente
ik wil met een medewerker praten
chcę porozmawiać z człowiekiem
kisi insaan se baat karni hai
转人工
担当者と話したい
상담원 연결해 주세요
Можно поговорить с человеком?
أريد التحدث مع شخص
""".strip().splitlines()
NO_WISHES = """
who can I talk to about parental leave
can someone reset my password
could someone from IT look at my slow laptop
can somebody come by and fix the AC
I need someone to fix the chair
I talked to someone yesterday and my laptop is still slow
no need for a human, just reset my password
I don't want to talk to a human
when I talk to people on zoom they can't hear me
my phone doesn't ring when someone calls me
please don't call me, just write
he called me useless
need access to the Datadog agent role
install the backup agent on my laptop
Get me into Zendesk as a light agent
human resources portal login
add a person to the channel
our web shop is down, please escalate
customers want to speak to an agent but the phone line is down
do I have to talk to someone before booking a flight?
connect me to the wifi
transfer me to another team
the robot vacuum is stuck
stop the machine on floor 3, it leaks
how many people fit in a meeting room
I cannot assign a task to a person in Jira
""".strip().splitlines()


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_for_a_person_is_heard(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize("text", NO_WISHES)
def test_what_only_sounds_like_a_wish_is_not_one(text: str) -> None:
    assert not wants_person(text)
