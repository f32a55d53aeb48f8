"""Exit statuses of the command line, the same for every command."""

from __future__ import annotations

OK = 0
"""Done, and nothing of severity error found."""
FOUND = 1
"""At least one finding of severity error."""
BAD_INPUT = 2
"""Wrong usage, or an input that could not be read."""
INTERRUPTED = 130
"""Ended by Ctrl-C."""
CLOSED = 141
"""Whoever read standard output closed it (`| head`)."""
