"""The command line: arguments and printing only.

A module of this package (without an underscore) is a command: it offers `command`, and nothing
else has to be touched to add one. Everything heavy is imported inside the commands, so that
`gouji --help` starts at once.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from importlib import import_module

import click

from extractor import __version__
from extractor.cli._printing import stdout_for
from extractor.cli._status import BAD_INPUT, CLOSED, INTERRUPTED
from extractor.errors import reason


class _Told(SystemExit):
    """The end of a command that has said why it ends."""


class _App(click.Group):
    """Ends every command alike where its reader goes away, its user has had enough, or the
    system cannot read or write."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_stdout()
            sys.exit(CLOSED)
        except KeyboardInterrupt:
            click.echo("已中断。", err=True)
            sys.exit(INTERRUPTED)
        except OSError as error:
            _say(error)
            raise _Told(BAD_INPUT) from None


@click.group(
    cls=_App, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="gouji")
def app() -> None:
    """Reads Chinese government-information-disclosure annual reports and checks their figures."""
    stdout_for("console")


for _module in pkgutil.iter_modules(__path__):
    if not _module.name.startswith("_"):
        app.add_command(import_module(f"{__name__}.{_module.name}").command)


def main() -> None:
    """The command `gouji`. A closed pipe (`| head`) ends it without a word."""
    try:
        app()
    except SystemExit as end:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            _drop_stdout()
        except OSError as error:
            _drop_stdout()
            if not isinstance(end, _Told):  # the buffer that could not be written is tried again
                _say(error)
            sys.exit(BAD_INPUT)
        raise


def _say(error: OSError) -> None:
    """A disk that is full, a folder that cannot be written to."""
    where = f"：{error.filename}" if error.filename else ""
    click.echo(f"错误：无法读写{where}（{reason(error)}）", err=True)


def _drop_stdout() -> None:
    """Whatever is still buffered goes nowhere, so that the interpreter does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
