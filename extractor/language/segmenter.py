"""Words of a masked sentence: jieba's dictionary and the domain's, as spaCy documents.

Numbers are found on raw characters long before this stage and stand here as one mark, because a
segmenter cuts `2,240条` in four. Where the compiled twin of jieba is installed it gives the same
tokens many times faster; a test holds the two against each other.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

MARK = "〇"
"""Stands for a number in masked text; a token of its own."""

FREQUENCY = 100_000
"""How often a domain word is taken to occur: enough that it is never cut up."""

Cut = Callable[[str], list[str]]


def domain_words() -> tuple[str, ...]:
    """The field's own words, which the general dictionary would cut up."""
    text = (files("extractor.language") / "data" / "domain.txt").read_text("utf-8")
    return tuple(w for line in text.splitlines() if (w := line.strip()))


@cache
def cutter() -> Cut:
    """The fastest installed segmenter, with the domain's words; loaded once a process."""
    return rust_cutter() or python_cutter()


def rust_cutter() -> Cut | None:
    """The compiled twin, or None where it is not installed."""
    try:
        import rjieba
    except ImportError:
        return None
    tokenizer = rjieba.Jieba()
    for word in domain_words():
        tokenizer.add_word(word, FREQUENCY, "n")
    cut: Cut = tokenizer.cut
    return cut


@cache
def python_cutter() -> Cut:
    """jieba itself. Its cache file goes to a folder of this process, not to a guessable name."""
    with warnings.catch_warnings():
        # Its source has escapes that Python warns of whenever it compiles the module.
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = tempfile.mkdtemp(prefix="gouji-")
    for word in domain_words():
        tokenizer.add_word(word, FREQUENCY, "n")
    cut: Cut = tokenizer.lcut
    return cut


@cache
def vocabulary() -> Vocab:
    """One a process. Of a word it notes how it is written and no more: all that is asked for."""
    from spacy.vocab import Vocab as SpacyVocab

    return SpacyVocab()


def masked(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """`text[start:end]` with each span of a number replaced by the mark.

    >>> masked("收到35件，办结30件", [(2, 5), (8, 11)], 0, 11)
    '收到〇，办结〇'
    """
    out = []
    for lo, hi in spans:
        out.append(text[start:lo])
        out.append(MARK)
        start = hi
    out.append(text[start:end])
    return "".join(out)


def segment(sentence: str) -> Doc:
    """A masked sentence as a spaCy document, one token a word and the mark kept apart."""
    from spacy.tokens import Doc

    words: list[str] = []
    cut = cutter()
    for n, piece in enumerate(sentence.split(MARK)):
        if n:
            words.append(MARK)
        if piece:
            words.extend(cut(piece))
    return Doc(vocabulary(), words=words, spaces=[False] * len(words))
