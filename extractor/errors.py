"""Coded errors for input that cannot be read, and what to say where an extra is missing."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_REASONS = {
    errno.EPERM: "不允许此操作",
    errno.ENOENT: "文件或文件夹不存在",
    errno.EIO: "磁盘读写出错",
    errno.ENXIO: "设备不存在",
    errno.EBADF: "文件已关闭",
    errno.ENOMEM: "内存不足",
    errno.EACCES: "没有权限",
    errno.EBUSY: "正被占用",
    errno.EEXIST: "已存在同名文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EINVAL: "名称或参数无效",
    errno.ENFILE: "系统打开的文件过多",
    errno.EMFILE: "打开的文件过多",
    errno.EFBIG: "文件过大",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘为只读",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ELOOP: "链接循环",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EDQUOT: "超出磁盘配额",
    errno.ESTALE: "网络文件已失效",
    errno.ETIMEDOUT: "操作超时",
}


def reason(error: OSError) -> str:
    """Why the system refused, for users: its own words are in the language of its locale.

    >>> reason(PermissionError(13, "Permission denied")), reason(OSError("odd"))
    ('没有权限', '系统错误')
    >>> reason(OSError(9999, "Unknown"))
    '系统错误9999'
    """
    return _REASONS.get(error.errno or 0) or f"系统错误{error.errno or ''}"


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
