"""What each figure states: frames, cues, the readers of the topics, relations between figures."""

from extractor.indicators.linker import link
from extractor.indicators.model import Decide, by_rules, jointly

__all__ = ["Decide", "by_rules", "jointly", "link"]
