"""Settings that all tests share."""

from __future__ import annotations

from hypothesis import settings

# The same examples on every run: a gate must not depend on luck.
settings.register_profile("gate", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("gate")
