"""The progress of a long run on standard error: how far, how fast, how much longer."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.bulk.run import Progress, Watch


@contextlib.contextmanager
def run_progress(names: tuple[str, ...], *, quiet: bool) -> Iterator[Watch]:
    """Gives the function to tell the progress to. Silent where stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich import progress as rich
    from rich.console import Console

    from extractor.bulk.count import counted

    bar = rich.Progress(
        rich.TextColumn("检查中"),
        rich.BarColumn(),
        rich.TextColumn("{task.completed:.0f}/{task.fields[of]}件"),
        rich.TextColumn("{task.fields[rate]}"),
        rich.TextColumn("{task.fields[failed]}件未能读取", style="red"),
        rich.TextColumn("剩余"),
        rich.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("", total=None, of="?", rate="", failed=0)
    with bar, counted(names) as total:

        def watch(now: Progress) -> None:
            all_ = total()
            read = now.done - now.kept + now.under_work
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(
                task,
                completed=now.done + now.under_work,
                total=all_,
                of="?" if all_ is None else all_,
                rate=f"{read / elapsed:.0f}件/秒" if elapsed > 1 and read > 0 else "",
                failed=now.failed,
            )

        yield watch
