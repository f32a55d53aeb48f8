"""Damages a report's text as archives, mirrors and careless editors do; seeded.

Each kind keeps what is right apart from what is lost: `Damaged.lost` says whether cells may be
missing afterwards. No kind ever makes a number that was not there, so whatever a reader still
tells with certainty must be the gold value.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.render import render
from corpus.spec import REPORTS, Spec, read

_TRADITIONAL = dict(
    zip(
        "与个为么义书务东两严产亲从众优会传体余关兴养内册写军农决况净减击创别则办务动劳势区华协单卖卫历压"
        "参双发变号听员响问团围国图场坚块处备复够夺奖妇学实审对导专将尔层属岁岛师帅带帐帮广庆库应废开张"
        "强录彻征总态恶惠战户执扩护报担拥择挂挥损换据数断无旧时显晓术机权条来标树样档桥检楼欢欧残毕气汇"
        "汉汤沟没济渐湾满灭灵点热爱状独环现电监盘确码种称积稳穷竞笔简类粮级纪约纯纳纸线组细终结给络绝统"
        "继续绩维综缩网罚习职联脑腾范荐药营虑补装规视览观计订认让议记讲许论设访证评识诉词译试话询该详语"
        "误说请诸读课调谈谢负财责败货质贫购费资赛赞赵转轮软载较输辖达过运还这进远违连适选递邮郑采里鉴针"
        "钟银销错键镇长门闭问间闻阅队际陆险随难雾静项顺须预领频题额风飞馆马验",
        "與個為麼義書務東兩嚴產親從眾優會傳體餘關興養內冊寫軍農決況淨減擊創別則辦務動勞勢區華協單賣衛歷壓"
        "參雙發變號聽員響問團圍國圖場堅塊處備復夠奪獎婦學實審對導專將爾層屬歲島師帥帶帳幫廣慶庫應廢開張"
        "強錄徹徵總態惡惠戰戶執擴護報擔擁擇掛揮損換據數斷無舊時顯曉術機權條來標樹樣檔橋檢樓歡歐殘畢氣匯"
        "漢湯溝沒濟漸灣滿滅靈點熱愛狀獨環現電監盤確碼種稱積穩窮競筆簡類糧級紀約純納紙線組細終結給絡絕統"
        "繼續績維綜縮網罰習職聯腦騰範薦藥營慮補裝規視覽觀計訂認讓議記講許論設訪證評識訴詞譯試話詢該詳語"
        "誤說請諸讀課調談謝負財責敗貨質貧購費資賽贊趙轉輪軟載較輸轄達過運還這進遠違連適選遞郵鄭採裡鑒針"
        "鐘銀銷錯鍵鎮長門閉問間聞閱隊際陸險隨難霧靜項順須預領頻題額風飛館馬驗",
        strict=True,
    )
)
_PINYIN = {
    "政": "zheng", "府": "fu", "信": "xin", "息": "xi", "公": "gong", "开": "kai", "申": "shen",
    "请": "qing", "年": "nian", "度": "du", "机": "ji", "关": "guan", "件": "jian", "行": "xing",
    "本": "ben", "收": "shou", "到": "dao", "数": "shu", "量": "liang", "处": "chu", "理": "li",
    "结": "jie", "果": "guo", "复": "fu", "议": "yi", "诉": "su", "讼": "song", "其": "qi",
    "他": "ta", "予": "yu", "以": "yi", "总": "zong", "计": "ji", "法": "fa", "人": "ren",
}  # fmt: skip
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_MASKS = "□＊*■"


@dataclass(frozen=True)
class Damaged:
    """`lost`: some cells or figures may be missing now. `code`: the notice that must be there."""

    text: str
    lost: bool
    code: str | None


def traditional(spec: Spec, text: str, rng: random.Random) -> Damaged:
    return Damaged(text.translate(str.maketrans(_TRADITIONAL)), False, None)


def pinyin(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """Readings in brackets behind characters, run by run, as some mirrors have them."""

    def read(found: re.Match[str]) -> str:
        word = found[0]
        if rng.random() < 0.5:
            return word
        return word + "".join(f"({_PINYIN[c]})" for c in word)

    known = "".join(_PINYIN)
    return Damaged(re.sub(f"[{known}]{{1,3}}", read, text), False, "D202")


def masked_words(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """Single characters of words hidden, none of a number or its unit."""
    mask = rng.choice(_MASKS)
    out = list(text)
    for i in range(len(text)):
        near = text[max(0, i - 4) : i + 5]
        safe = not re.search(r"\d", near) and all(map(_IDEOGRAPH.match, text[i - 2 : i + 3]))
        if len(near) == 9 and safe and rng.random() < 0.02 and mask not in out[max(0, i - 4) : i]:
            out[i] = mask
    return Damaged("".join(out), True, "D201")


def masked_digits(spec: Spec, text: str, rng: random.Random) -> Damaged:
    mask = rng.choice((*_MASKS, "\ufffd"))
    return Damaged(
        re.sub(r"\d", lambda m: mask if rng.random() < 0.05 else m[0], text), True, "D201"
    )


def lost_characters(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """Characters of words gone without a trace."""
    return Damaged(
        re.sub(
            "(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff](?=[\u4e00-\u9fff]{2})",
            lambda m: "" if rng.random() < 0.01 else m[0],
            text,
        ),
        True,
        None,
    )


def doubled_lines(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """Every paragraph of prose twice."""
    lines = text.split("\n")
    out = []
    for line in lines:
        out.append(line)
        if len(line) > 30 and "|" not in line:
            out.append(line)
    return Damaged("\n".join(out), False, "D203")


def doubled_page(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """The whole page twice: once for the screen, once for the printer."""
    return Damaged(f"{text}\n{text}", False, "D203")


def unique_lines(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """A line that equals the one before it is gone."""
    out: list[str] = []
    for line in text.split("\n"):
        if not out or line != out[-1]:
            out.append(line)
    return Damaged("\n".join(out), True, None)


def first_lines(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """Every line stands only where it stood first."""
    return Damaged("\n".join(dict.fromkeys(text.split("\n"))), True, None)


def thinned_lines(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """Of the lines that stand above already one in five is gone."""
    seen: set[str] = set()
    out = []
    for line in text.split("\n"):
        if line not in seen or rng.random() > 0.2:
            out.append(line)
        seen.add(line)
    return Damaged("\n".join(out), True, None)


def renumbered(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """A section of one's own before the statutory ones, which are numbered on."""
    numerals = "一二三四五六七八九"
    shift = {f"\n{numerals[i]}、": f"\n{numerals[i + 1]}、" for i in range(6)}
    return Damaged(re.sub(r"\n[一二三四五六]、", lambda m: shift[m[0]], text), False, None)


def comments(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """Word's comments printed with the text."""
    sentences = re.split(r"(?<=。)", text)
    said = ("请核对，去年是{}件", "这里是不是{}条？", "应为{}件")
    for number in range(1, 4):
        at = rng.randrange(len(sentences))
        if sentences[at].endswith("。") and "\n" not in sentences[at]:
            words = rng.choice(said).format(rng.randint(2, 900))
            sentences[at] += f"\n批注 [w{number}]: {words}\n"
    damaged = "".join(sentences)
    return Damaged(damaged, False, "D204" if damaged != text else None)


def instructions(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """What the template says to whoever fills it in."""
    said = ("（此处填写本年度新收申请数，如收到15件）", "（请根据实际情况填写，没有的填0）",
            "【填写说明：本部分不少于300字】")  # fmt: skip
    headings = [m.end() for m in re.finditer(r"\n[一二三四五六]、[^\n]{2,40}(?=\n)", text)]
    for at in sorted(rng.sample(headings, min(2, len(headings))), reverse=True):
        text = f"{text[:at]}\n{rng.choice(said)}{text[at:]}"
    return Damaged(text, False, "D205" if headings else None)


def swapped_tables(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """The first two tables exchanged (styles with pipes)."""
    parts = re.split(r"((?:^[^\n]*\|[^\n]*\n)+)", text, flags=re.MULTILINE)
    if len(parts) != 7:
        return Damaged(text, False, None)
    parts[1], parts[3] = parts[3], parts[1]
    return Damaged("".join(parts), False, "D209")


def second_report(spec: Spec, text: str, rng: random.Random) -> Damaged:
    """Another body's report behind the first on the same page."""
    others = [p for p in sorted(REPORTS.glob("*.toml")) if p.stem != spec.id]
    other = render(read(rng.choice(others)), "pipe").text
    whole = not spec.omit_sections
    return Damaged(f"{text}\n{other}", False, "D206" if whole else None)


KINDS: dict[str, Callable[[Spec, str, random.Random], Damaged]] = {
    f.__name__: f
    for f in (
        traditional, pinyin, masked_words, masked_digits, lost_characters, doubled_lines,
        doubled_page, unique_lines, first_lines, thinned_lines, renumbered, comments,
        instructions, swapped_tables, second_report,
    )
}  # fmt: skip


def damage(spec: Spec, kind: str, style: str = "pipe", seed: int = 0) -> Damaged:
    """A report in a text style with one kind of damage. Raises KeyError for an unknown kind."""
    text = render(spec, style, seed).text
    assert text is not None, "damage is done to text"
    return KINDS[kind](spec, text, random.Random(f"{seed}:{spec.id}:{style}:{kind}"))
