"""No case of an outcome (复议3件，无撤销、变更): which cases they were, the words before tell."""

from __future__ import annotations

from extractor.language.first import swift

_CORRECTED = r"撤销|变更|纠[正错]|确认违法|改判|责令[^，。；、]{2,6}|重作"
_OUTCOME = (
    rf"(?:{_CORRECTED}|维持|驳回|撤诉|撤回|终止|调解|其他(?:结果|情形)"
    r"|(?:尚|仍)?[未没]有?(?:审结|[办了]?结)|在审|待审)"
)
_ONLY_OUTCOMES = swift(
    r"(?:(?:任何)?一[件例起]?|任何|出现|发生|存在|有)?(?:案件)?"
    r"(?:因[^，。；、]{1,10}(?:而)?)?(?:被|遭|予以?|判决|判令|裁定|法院|人民法院|复议机关|依法|上级|责令)*"
    rf"(?P<which>{_OUTCOME}(?:(?:、|和|与|或|及|或者|以及)(?:被|予以)?{_OUTCOME})*)"
    r"(?:结果|裁决|决定)?(?:的|者)?(?:情形|情况|案件|结果|现象|件|案|记录|案例)?[也亦均都皆]*\s*"
)
"""被撤销、变更情形: nothing but outcomes."""
_CASES = swift(
    r"(?P<after_review>复议后[再又]?(?:提起)?(?:的)?(?:行政)?(?:起诉|诉讼)|(?<![未不])经(?:过)?复议的)"
    r"|(?P<direct>(?:[未不](?:曾)?经(?:过)?复议[^，。；、]{0,4}(?:起诉|诉讼)?)|直接(?:提起)?(?:行政)?(?:起诉|诉讼))"
    r"|(?P<litigation>诉讼|起诉|应诉|被诉|被告|官司)|(?P<review>复议|被申请人)"
)
"""The cases of the last table."""
_OF_EACH = swift(
    rf"(?:因[^，。；、]{{1,12}})?(?:行政)?复议(?:案件|决定)?(?:被|遭|予以|结果)*(?:{_CORRECTED}|改变)"
    r"(?:、|和|与|或|及|或者|以及)(?:行政)?诉讼(?:案件)?(?:被|遭|判决|判)*(?:败诉?|撤销|纠[正错])"
    r"(?:的)?(?:情形|情况|案件|现象)?\s*"
)
"""行政复议被纠错或行政诉讼败诉案件: of either kind those that went against the body."""
_ALL = swift(r"(?:均|都|皆|全部|以上[^，。；]{0,8}|上述[^，。；]{0,8})$")
"""Before the statement: it is about all that was told."""
_TOLD_BEFORE = swift("以上|上述")
"""The cases are those of the sentence before, too."""
LOOK_BACK = 60
"""How many characters before the sentence hold them."""
_RESULTS = swift(rf"{_OUTCOME}|结果")
"""Since the first of several kinds of cases: what became of each is told apart."""
_IN_COURT = swift("判决|判令|裁定|法院|撤诉|改判|审")
"""What no review ends with."""
BEFORE_ALL = 12
"""How many characters before the statement may say that it is about all."""
_ROWS = (
    ("upheld", swift("维持|驳回")),
    ("corrected", swift(_CORRECTED)),
    ("other", swift("其他|撤诉|撤回|终止|调解")),
    ("pending", swift("结(?!果)|审")),
)


def no_outcome(words: str, text: str, start: int, at: int) -> str | None:
    """What it comes to that there was none of `words`, told at `at` of the sentence from `start`.

    >>> no_outcome("被撤销、变更情形", "行政复议3件，无被撤销、变更情形。", 0, 7)
    't4.review.corrected'
    """
    if "复议" in words and _OF_EACH.fullmatch(words.strip()):
        return "t4.review.corrected+t4.litigation.corrected"
    m = _ONLY_OUTCOMES.fullmatch(words.strip())
    if m is None:
        return None
    if _TOLD_BEFORE.search(text, start, at):
        start = max(0, start - LOOK_BACK)
    told = list(_CASES.finditer(text, start, at))
    if not told:
        return None
    cases = [str(told[-1].lastgroup)]
    if _IN_COURT.search(words) and cases == ["review"]:
        return None
    since = next((c for c in told if ";" not in text[c.end() : at].replace("；", ";")), told[-1])
    apart = _RESULTS.search(text, since.end(), at) or told[-1].end() == at  # 行政复议零纠错
    if _ALL.search(text[max(start, at - BEFORE_ALL) : at]) or not apart:
        every = {str(c.lastgroup) for c in told if c.start() >= since.start()}
        if len(every) > 1:
            cases = ["review", "litigation"] if "review" in every else ["litigation"]
    outcomes = [name for name, pattern in _ROWS if pattern.search(m["which"])]
    return "+".join(f"t4.{c}.{o}" for c in cases for o in outcomes)
