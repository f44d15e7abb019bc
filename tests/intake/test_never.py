"""What no machine may handle is recognised; look-alikes stay ordinary requests."""

import pytest

from bot.intake.triage.never import Never, never_automated

NEVER = [
    (Never.MEDICAL, "my neighbour at the desk has chest pain"),
    (Never.MEDICAL, "someone just collapsed by the lifts"),
    (Never.MEDICAL, "I feel dizzy and my face is numb"),
    (Never.MEDICAL, "he cut his finger and it won't stop bleeding"),
    (Never.MEDICAL, "I don't want to live any more"),
    (Never.MEDICAL, "a colleague is lying there unresponsive"),
    (Never.SECURITY, "I clicked on a strange link and typed my password"),
    (Never.SECURITY, "my laptop was stolen on the train"),
    (Never.SECURITY, "I left my work phone in a taxi"),
    (Never.SECURITY, "somebody logged in to my mailbox from abroad"),
    (Never.SECURITY, "I sent the salary file to the wrong person"),
    (Never.SECURITY, "we pushed an API key to a public repository"),
    (Never.SECURITY, "our files are encrypted and a note asks for bitcoin"),
    (Never.GRIEVANCE, "my manager keeps shouting at me"),
    (Never.GRIEVANCE, "I am being bullied on the night shift"),
    (Never.GRIEVANCE, "a colleague makes sexual comments about me"),
    (Never.GRIEVANCE, "he called me an idiot in front of the client"),
    (Never.GRIEVANCE, "where can I report harassment"),
    (Never.TERMINATION, "we need to end Piet's employment this month"),
    (Never.TERMINATION, "I have just been fired"),
    (Never.TERMINATION, "how do I lay off an employee"),
    (Never.TERMINATION, "we are letting Marta go on Friday"),
    (Never.LEGAL, "a customer threatens to sue us"),
    (Never.LEGAL, "we got a letter from their lawyer"),
    (Never.LEGAL, "a supplier says we breached the agreement and wants damages"),
    (Never.LEGAL, "the police asked for the camera recordings"),
]
ORDINARY = """
I can't terminate the process on my laptop
please terminate my VPN session
is Friday a legal holiday
legal size paper for the printer
add me to the legal team folder
visitor pass for our lawyer Mr Finch
Sue from accounting can't log in
sick today
flu virus, out until thursday
I broke my leg skiing and need three weeks of sick leave
the first aid kit is empty
Excel gave me a heart attack
the browser says the page is unresponsive
my colleague's screen is unresponsive
how do I report phishing
What should I do with a phishing mail?
the antivirus is slowing my laptop
I lost my laptop charger
I left my laptop at home
security key lost
I typed my password and it shows a strange error
do I need to take the anti-discrimination training
where is the harassment policy
I need access to the grievance tracker
my manager called me back about the leave
My boss asked me to request access
report my manager's laptop as slow
fire alarm test on tuesday?
dismiss the notification on my mac
let me go to the settings
cancel my contract for the parking space
Who do I need to bribe to get CRM access
our contractor's last day is Friday, close her accounts
""".strip().splitlines()


@pytest.mark.parametrize(("kind", "text"), NEVER)
def test_matters_for_people_are_told_by_kind(kind: Never, text: str) -> None:
    assert never_automated(text) is kind


@pytest.mark.parametrize("text", ORDINARY)
def test_lookalikes_stay_ordinary(text: str) -> None:
    assert never_automated(text) is None
