"""`gouji demo`: the bundled sample reports, checked."""

from __future__ import annotations

import click

from extractor.cli._options import format_option
from extractor.cli._printing import print_results


@click.command("demo")
@format_option
def command(format_: str) -> None:
    """Checks the bundled sample reports and shows the result."""
    from importlib.resources import files

    from extractor.bulk import Item
    from extractor.writers import Options

    samples = sorted(files("extractor").joinpath("demo").iterdir(), key=lambda f: f.name)
    stream = (Item(f.read_bytes(), f"demo/{f.name}") for f in samples)
    print_results(stream, format_, Options())
