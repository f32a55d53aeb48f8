"""D210: the text was recognised from pictures of pages."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule

_TITLE = 60


@rule("D210", severity="notice", since="0.1.0", title="文字由图片识别得出")
def read_off_pictures(context: Context) -> Iterator[Outcome]:
    """The document had no text of its own: what was checked is what a recogniser saw.

    What it checks
    Whether the text was read off a scan or a picture, which happens only where that was asked for.

    Why it matters
    A recogniser may take one digit for another. Numbers that it was not sure of, or did not read
    twice alike, are not read at all (D201); of the others one in some thousands may still be
    wrong. No finding of such a report is of severity error, and each wants a look at the original.
    Readers cannot search a scan.

    How approximation and blanks are treated
    The confidence is the mean over all characters, as the recogniser tells it.

    Source
    政府信息公开条例 article 49 and 50.

    Fires on
        @recognised 3 0.982 2
        @table t2 t3 t4
        2023年，全县收到政府信息公开申请15件。

    Silent on
        2023年，全县收到政府信息公开申请15件。
    """
    found = context.extraction.document.recognised
    if found is None:
        yield Verdict.PASSED
        return
    doubt = f"，{found.doubtful}个字符不能确认，未予采用" if found.doubtful else ""
    yield Fault(
        message=(
            f"文件没有文字层，内容由{found.pages}页图片识别得出（平均置信度{found.confidence:.1%}{doubt}），"
            "以下各项请对照原件核对。"
        ),
        spans=(Span(0, min(_TITLE, len(context.text.split("\n", 1)[0]))),),
    )
