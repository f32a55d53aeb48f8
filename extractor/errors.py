"""Coded errors for input that cannot be read, and what to say where an extra is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtra(ImportError):
    """A library that comes with an extra is not installed; the message says what to install."""


def to_install(name: str) -> str:
    """What users are told where the extra `name` is missing."""
    return f"需要安装附加组件：pip install 'gouji[{name}]'"


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Around imports of what comes with the extra `name`. Raises `MissingExtra`.

    What is missing inside gouji itself is raised as it is.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("extractor"):
            raise
        raise MissingExtra(f"缺少 {error.name}，{to_install(name)}", name=error.name) from error


class GoujiError(Exception):
    """A document that could not be read; `code` is permanent, `message` is for users (Chinese)."""

    code = "E000"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class EmptyInput(GoujiError):
    code = "E101"


class NotText(GoujiError):
    """Binary content of no known format."""

    code = "E102"


class UnsupportedFormat(GoujiError):
    """A known format that needs an extra, or that is not read yet."""

    code = "E103"


class NoText(UnsupportedFormat):
    """A scan or a picture: there is text to be seen and none to be read.

    `what` is the beginning of the message; what can be done is added.
    """

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}请换用网页（HTML）、Word版本，或先做文字识别"
            f"（加 --ocr 由本工具识别，{to_install('ocr')}）。"
        )


class TooLarge(GoujiError):
    code = "E104"


class Damaged(GoujiError):
    """A known format whose container is broken or encrypted."""

    code = "E105"


class BadRecord(GoujiError):
    """A line of a record stream that is no usable record."""

    code = "E106"


class Missing(GoujiError):
    """A path that does not exist or cannot be opened."""

    code = "E107"


class TimedOut(GoujiError):
    code = "E108"


class OutOfMemory(GoujiError):
    """Reading the document took more memory than a worker may have."""

    code = "E109"


class Crashed(GoujiError):
    """The process that read the document ended while it did so."""

    code = "E110"


class OwnResult(GoujiError):
    """A folder that `gouji run` has made: it holds results, no documents."""

    code = "E111"

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"{folder} 是 gouji run 的结果（数据集），其中没有可供核对的文件："
            f'查询请用 gouji query {folder} "SELECT ..."，导出请用 gouji export {folder}'
        )


def failure_object(error: GoujiError, uri: str | None, record_id: str | None) -> dict[str, object]:
    """The object of the output contract that takes a report's place where it could not be read."""
    return {
        "source": {
            "uri": uri,
            "id": record_id,
            "sha256": None,
            "media_type": None,
            "encoding": None,
            "chars": None,
        },
        "error": {"code": error.code, "message": error.message},
    }


class BadModel(GoujiError):
    """The trained model in the package does not fit the program."""

    code = "E201"
