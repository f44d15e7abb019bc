"""What we do with scikit-learn's models ourselves comes out as it would there."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_union

from bot.intake.triage.classifier import Straight
from bot.intake.triage.letters import Letters

LEARNED = ["I forgot my password", "a password I forgot", "the Wi-Fi is gone", "Wi-Fi, again gone!", ""]
ASKED = ["forgot my pasword again, AGAIN", "is the wifi gone?", "", "🐌", "Ärger mit dem Passwort"]


def test_texts_are_weighed_as_scikit_learn_would() -> None:
    theirs = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b"),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    ).fit(LEARNED)
    assert Letters.fit(LEARNED)(ASKED).toarray() == pytest.approx(theirs.transform(ASKED).toarray())


@pytest.mark.parametrize("classes", [2, 3])
def test_lines_score_as_scikit_learn_would(classes: int) -> None:
    rows = np.random.default_rng(1).normal(size=(12, 4))
    fitted = LogisticRegression().fit(rows, np.arange(12) % classes)
    theirs = fitted.decision_function(rows)
    ours = Straight.of(fitted)(rows)
    assert ours.shape == (12, classes)
    assert (ours[:, 1] if classes == 2 else ours) == pytest.approx(theirs)
