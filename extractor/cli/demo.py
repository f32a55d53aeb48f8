"""`gouji demo`: the bundled sample reports, checked."""

from __future__ import annotations

import click

from extractor.cli._printing import print_results
from extractor.writers import formats


@click.command("demo")
@click.option("--format", "format_", type=click.Choice(formats()), default="console")
def command(format_: str) -> None:
    """Checks the bundled sample reports and shows the result."""
    from importlib.resources import files

    from extractor.bulk import Item
    from extractor.writers import Options

    samples = sorted(files("extractor").joinpath("demo").iterdir(), key=lambda f: f.name)
    stream = (Item(f.read_bytes(), f"demo/{f.name}") for f in samples)
    print_results(stream, format_, Options())
