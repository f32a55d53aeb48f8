"""What each figure states: frames, cues, the readers of the topics, relations between figures."""

from extractor.indicators.linker import link

__all__ = ["link"]
