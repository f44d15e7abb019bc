"""How was it, and did you have to repeat yourself: two rows of buttons, one click each.

Values are `12|5` for a rating and `12|repeat:no` or `12|repeat:yes` for the other question.
"""

from bot.desk.messages import Survey
from bot.slack.blocks.parts import Rendered, button, fallback, press, prose, rendered, row, small

SCALE = {5: "Great", 4: "Good", 3: "All right", 2: "Not good", 1: "Poor"}
REPEAT = {"no": "No, I didn't", "yes": "Yes, I had to"}


def render(survey: Survey) -> Rendered:
    """The survey of a ticket."""
    rating = [
        button(label, f"feedback:{score}", press(survey.ticket, str(score))) for score, label in SCALE.items()
    ]
    repeated = [
        button(label, f"feedback:repeat_{word}", press(survey.ticket, f"repeat:{word}"))
        for word, label in REPEAT.items()
    ]
    blocks = [
        prose(survey.text, limit=2_000),
        row(rating, "rating"),
        small("Did you have to repeat yourself to the person who helped?"),
        row(repeated, "repeated"),
    ]
    return rendered(fallback(survey.text), blocks)
