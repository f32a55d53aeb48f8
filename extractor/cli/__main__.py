"""`python -m extractor.cli`, the same as `gouji`."""

from __future__ import annotations

from extractor.cli import main

if __name__ == "__main__":
    main()
