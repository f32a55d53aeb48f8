"""The project's own evaluation: corpus in, scores out. The scorer is `extractor.evaluation`."""
