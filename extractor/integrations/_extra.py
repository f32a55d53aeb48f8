"""What to say where the library that an adapter is for is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Around the imports that need the extra `name`; says what to install where they fail.

    Raises `ImportError` with that advice, the library's own error as its cause. What is missing
    inside gouji itself is raised as it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("extractor"):
            raise
        advice = f"缺少 {error.name}，需要安装附加组件：pip install 'gouji[{name}]'"
        raise ImportError(advice, name=error.name) from error
