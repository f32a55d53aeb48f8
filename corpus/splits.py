"""Which split a document is in: by its body, or by its batch.

Splits are by body, except that two batches of passages are test as a whole: `td`, which no rule was
developed on, and `tg`, whose agency types occur nowhere in training, so that a fit to the familiar
types would show. `TRAIN_BATCHES`, whose errors were read when rules were written or which were
written to teach wordings, are train as a whole; none of their bodies is in another batch.
"""

from __future__ import annotations

import hashlib

TEST_BATCHES = frozenset(["td", "tg"])
TRAIN_BATCHES = frozenset(
    [
        "tk",
        "tm",
        *(f"t{c}" for c in "opqrstuvwx"),
        *(f"u{c}" for c in "abcdehi"),
        *(f"v{c}" for c in "abcefghjklmnopqrtuwxz"),
        *(f"w{c}" for c in "abcdehijkmno"),
    ]
)


def split_of(body: str) -> str:
    """train, dev or test (about 60/20/20), decided by the body alone so that none leaks."""
    bucket = int.from_bytes(hashlib.sha256(body.encode()).digest()[:4], "big") % 100
    return "train" if bucket < 60 else "dev" if bucket < 80 else "test"


def split_of_passage(batch: str, body: str) -> str:
    """The split of a passage of `passages/{batch}.txt`."""
    if batch in TRAIN_BATCHES:
        return "train"
    return "test" if batch in TEST_BATCHES else split_of(body)
