"""The quantities of a report's prose: value, interval, unit, qualifier, kind and scope."""

from extractor.figures.collect import find_figures

__all__ = ["find_figures"]
