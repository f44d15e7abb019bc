"""Pairs of articles, written for this project: ones that contradict each other, ones that may both hold.

The thresholds were chosen with these before one; two that are missed ("18 days of paid time off" and
"20 days of PTO", which share too few words) are left out here and told in the admin guide.
"""

CONTRADICTING = (
    (
        "# Passwords\nPasswords must have at least 12 characters.\n",
        "# Signing in\nA password has at least 14 characters.\n",
    ),
    (
        "# Office hours\nThe office opens at 7:30.\n",
        "# Getting in\nThe office opens at 8:00 in the morning.\n",
    ),
    (
        "# Leave\nUnused days lapse on 31 March.\n",
        "# Carrying leave over\nDays that are not used lapse on 30 June.\n",
    ),
    (
        "# Commuting\nThe company pays 60 % of your bus pass.\n",
        "# Benefits\nWe pay 50% of a monthly bus pass.\n",
    ),
    (
        "# Parental leave\nFathers get six weeks of parental leave.\n",
        "# New parents\nFathers have 8 weeks of parental leave.\n",
    ),
    ("# Hotels\nA hotel may cost $150 a night.\n", "# Business trips\nHotels may cost up to $180 a night.\n"),
    (
        "# Lost devices\nReport a lost laptop within 1 hour.\n",
        "# Security\nA lost laptop must be reported within 24 hours.\n",
    ),
)
HOLDING_TOGETHER = (
    ("# Austin\nThe office in Austin opens at 7:30.\n", "# Denver\nThe office in Denver opens at 8:00.\n"),
    (
        "# PTO\nEmployees have 18 days of paid time off a year.\n",
        "# Sick leave\nEmployees have 10 sick days a year.\n",
    ),
    (
        "# Passwords\nPasswords must have at least 12 characters.\n",
        "# Phones\nThe phone's passcode must have at least 6 characters.\n",
    ),
    (
        "# Leave\nAsk 5 days ahead for a day off.\n",
        "# Long leave\nAsk 4 weeks ahead for more than 10 days in a row.\n",
    ),
    ("# Mango\nRoom Mango seats 8 people.\n", "# Banyan\nRoom Banyan seats 20 people.\n"),
    (
        "# PTO\nEmployees have 18 days of paid time off a year.\n",
        "# Vacation\nEvery employee has 18 days of paid time off.\n",
    ),
    ("# Lunch\nLunch is at 12:00.\n", "# Gate\nThe gate of the garage opens at 6:00.\n"),
)
