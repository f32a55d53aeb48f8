"""Sentences beside tables that are right: which of them contradict one, and in what words.

Developed on these rows. The tables are those of the bundled report without a fault: 69 new
applications, 4 carried in, 67 decided, 6 carried out.
"""

from __future__ import annotations

from importlib.resources import files

import msgspec
import pytest

from extractor import Finding, check
from extractor.rules import _some_cases
from extractor.rules._context import Context

DEMO = (files("extractor") / "demo" / "1-water-2024.txt").read_text(encoding="utf-8")
_HEAD, _BEHIND = DEMO.split("（一）主动公开。")
_TABLES = _BEHIND[_BEHIND.index("二、主动公开政府信息情况") :]


def errors(sentence: str) -> list[Finding]:
    """The errors in the report with this sentence for its whole first section."""
    return list(check(f"{_HEAD}{sentence}\n{_TABLES}").errors())


HOLDS = [
    # of another matter, whatever the model takes it for
    "不动产登记业务上年结转31件，本年受理2406件，办结2410件，结转下年27件。",
    "建设项目环评审批上年结转5件，受理106件，办结100件，结转下年11件。",
    # the year's cases without those carried in
    "共收到申请69件；已办结63件，其余6件结转下年度；上年度结转的4件全部办结。",
    # added up over years
    "2023年收到申请60件，2024年收到69件，增长15%；两年累计129件。",
    "截至2024年12月31日，累计收到政府信息公开申请412件，其中本年69件。",
    "自《条例》实施以来，累计受理申请1,236件，办结1,230件。",
    # of some year, month or applicant, and kinds of licences
    "全年收到申请69件。去年收到申请60件。前年收到申请48件。",
    "单月收到申请最多的是3月，收到申请11件。",
    "同一申请人提交申请8件。",
    "取消行政许可事项2项，下放1项，保留行政许可23项。",
    # reviews and lawsuits: in parts, among all others
    "新增复议3件、诉讼1件，上年结转诉讼1件。",
    "全年政府信息公开类复议案件3件，占全部复议案件12件的25%。",
    "全县水务系统涉诉5件，其中因信息公开2件。",
    # how papers may be disclosed, and what was done in another's name
    "全年印发文件32件，其中主动公开28件，依申请公开2件，不予公开2件。",
    "以县政府名义作出行政处罚决定8件。",
    # what there was at the end of the year before
    "截至2023年底，现行有效规范性文件13件；2024年新制发2件、废止1件，现为14件。",
    # parts that a body or a channel has
    "本局机关收到申请40件，下属二级单位收到29件，合计69件。",
    "全年共收到申请69件，其中县局收到52件，转交其他部门8件。",
    "通过政府网站收到在线申请45件、邮政信函24件，均为有效申请。",
    "申请量居前的部门：县规划局15件、县住建局12件、县公安局8件，合计35件。",
    # the rest of a list
    "办结67件，其中公开和部分公开36件，不予公开7件，无法提供17件，其他7件。",
    # a change in other words
    "与上年相比，2024年收到的申请多出9件，增幅15%。",
    "申请量由2022年的48件增至69件，年均增长20%。",
    # lists whose parts all begin alike, and those of either of two numbers
    "共受理69件，其中涉及征地拆迁的22件，涉及水库移民的15件，涉及其他的32件。",
    "共受理69件，办结67件；其中涉及征地拆迁的22件，涉及水库移民的15件，涉及其他的32件。",
    "共受理69件，办结67件，其中网上提交45件、信函20件、当面4件。",
    # in time, and when
    "收到69件申请，全部在法定期限内答复，其中当场答复3件，15日内答复40件，延期答复24件。",
    # all that was to be handled, and readings of one number
    "全年共办理政府信息公开申请73件（含上年结转4件），其中已答复67件，结转下年6件。",
    "收到申请近70件，办结60余件。",
    "67件办结申请中，予以公开和部分公开共36件，占53.7%；不予公开7件，占10.4%。",
    "第一季度收到15件，第二季度20件，第三季度18件，第四季度16件，全年合计69件。",
    "公开行政许可386条、行政处罚41条；收取行政事业性收费736,000元。",
    # outcomes of all there was to deal with, beside what came in
    "新收申请69件，其中公开26件，部分公开10件，不予公开7件，无法提供17件，不予处理6件，"
    "其他处理1件，结转下年6件（含上年结转4件）。",
    "新收申请69件，上年结转4件。其中，公开26件，部分公开10件，不予公开7件，无法提供17件，"
    "不予处理6件，其他处理1件，结转下年6件。",
    # outcomes of some cases, and of lawsuits about something else
    "收到申请69件，涉及水费的20件予以公开9件、部分公开4件。",
    "申请公开的内容涉及水费的20件，予以公开9件，不予公开2件。",
    "涉及水土保持处罚的行政诉讼9件，维持8件；涉及信息公开的行政诉讼2件。",
    "办理行政许可4120件，其中依申请许可386件。",
    # complaints of which there were none
    "未接到关于不予公开的来电，没有因不予处理引发的投诉，未出现因重复申请产生的纠纷。",
    "全年未收到要求更正政府信息的申请。",
    "不存在不予公开理由不充分的问题，没有出现不予公开被纠错的情形。",
    "没有其他不予处理的申请，除6件结转外，没有积压。",
    "未发生因行政许可引起的行政诉讼，未发生因处罚引发的复议、诉讼。",
    "行政复议维持2件，未申请再审，未起诉；申请人均未提起诉讼，该案未进入诉讼程序。",
    "没有科研机构提出申请，没有科研机构、其他组织等提出申请。",
    "没有超过法定期限的申请件，未收到对依申请公开答复的投诉。",
    # lawsuits of which some are about disclosure, and a part of the body
    "全年行政应诉18件，胜诉15件，其中信息公开类2件。",
    "局机关27件中予以公开10件、无法提供12件。",
    # cases that the body decides as the organ of review, on all matters, and of both kinds
    "受理行政复议申请45件，审结40件，维持22件，撤销3件，驳回6件，终止9件。",
    "本局作为被告的诉讼案件18件，其中政府信息公开类1件；作为被申请人的复议案件21件。",
    "信息公开复议3件，其他类复议13件。",
    "复议维持2件，诉讼胜诉1件，尚有1件在审。",
    # of another matter though in the words of answers, for another body, looked at again
    "全年受理公民查档申请1300件，予以提供1240件，无法提供60件。",
    "本局新收到申请69件，另代县政府办理申请31件，办结30件，结转1件。",
    "抽查已办结申请20件，发现问题2件。",
    # a row that prose tells in two
    "不属于本机关公开职责9件，信息不存在5件。",
    # documents shown, which are those in force, and charges that were not taken
    "公开本机关制定的规范性文件14件、其他政策文件31件。",
    "减免行政事业性收费35万元。",
    # licences asked for and penalties looked at
    "本年度收到行政许可申请421件，受理418件，不予许可9件，撤销许可4件。",
    "召开处罚案件审理会6次，审理处罚案件22件。",
    # against the year before, beside what it carried over
    "全年办理申请73件（含上年结转4件），同比增加9件。",
    # numbers of an account of its own
    "群众通过信函申请24件，公开9件，部分公开4件，不予公开3件，无法提供8件。",
    "通过网上申请平台收到40件，办结38件，结转2件；通过信函收到29件，办结25件，结转4件。",
    "商业企业申请5件，予以公开3件，不掌握1件，结转1件。",
    "涉及工程招标的申请16件，予以公开7件，不予公开3件，无法提供6件。",
    "对涉及商业秘密的3件征求第三方意见，2件同意公开、1件不同意。",
    "来自律师的申请14件，公开5件，不予公开3件，无法提供6件。",
    "上年结转的4件中，公开2件，不予公开2件。",
    "结转上年4件已在2024年2月底前全部办结，公开2件、不予公开1件、无法提供1件。",
    "评查案卷30件，其中行政处罚12件、行政许可18件。",
    # handed over, in another's name, and of more bodies than this one
    "市水务局转来申请4件，答复4件，其中公开2件、不属于本机关2件。",
    "协助县政府办理依申请公开12件，公开7件，无法提供5件。",
    "受县政府委托办理申请12件，公开7件，无法提供5件。",
    "县水务局收到58件，县河湖中心收到11件，共69件。",
    "全县共收到841件，我局69件，占8.2%；全县办结820件，我局67件。",
    "全县现行有效规范性文件126件，本局14件。",
    "2024年，县政府办转来依申请公开件7件，已办结7件；本局直接受理62件。",
    "全年受理申请69件、办结63件，另办结上年结转4件，6件正在办理。",
    "对申请量较大的征迁类申请22件逐件会商，公开8件，不予公开5件，无法提供9件。",
    "统一规范发布乡镇（街道）行政规范性文件28件。",
    # of a part of the year, or of more than it
    "按季度统计，第一季度收到15件、办结14件，第二季度收到20件、办结19件。",
    "上半年收到申请32件，办结30件；下半年收到37件，办结37件。",
    "2020年以来，共收到申请318件，年均63.6件，2024年最多，为69件。",
    "五年来共办理申请318件，公开152件，部分公开41件。",
    "2022至2024年累计收到申请177件，年均59件。",
    "2022年、2023年、2024年收到申请48件、60件、69件。",
    # reviews that the body decides itself
    "全年受理行政复议申请48件，审结45件，其中维持31件，撤销4件。",
    "未收到因信息公开引起的国家赔偿申请。",
    "申请总量占全县申请总量841件的8.2%。",
    # decided not to, and from elsewhere
    "不予行政处罚8件，从轻处罚6件。",
    "外省申请人提交申请9件，本地60件。",
]


@pytest.mark.parametrize("sentence", HOLDS)
def test_what_can_be_read_so_that_it_holds_is_no_error(sentence: str) -> None:
    assert not errors(sentence)


FAILS = [
    ("上半年开展培训3次；全年收到申请96件。", "P101", "全年收到申请96件"),
    ("通过平台收到申请45件，全年办结76件。", "P101", "全年办结76件"),
    ("收到申请69件，其中予以公开62件。", "P101", "其中予以公开62件"),
    ("全县现行有效规范性文件41件。", "P101", "全县现行有效规范性文件41件"),
    ("2024年以来，收到申请96件。", "P101", "收到申请96件"),
    ("共收到申请69件；已办结64件。", "P101", "已办结64件"),
    ("全年收到申请96件，均已答复。", "P101", "全年收到申请96件"),
    ("截至2024年12月31日，全年累计收到申请96件。", "P101", "全年累计收到申请96件"),
    ("全年未收到政府信息公开申请。", "P102", "全年未收到政府信息公开申请"),
    ("拓宽申请渠道,2024年未收到政府信息公开申请。", "P102", "2024年未收到政府信息公开申请"),
    ("全年因政府信息公开被提起行政诉讼5件。", "P101", "全年因政府信息公开被提起行政诉讼5件"),
    ("全年群众未提起行政诉讼。", "P102", "全年群众未提起行政诉讼"),
    (
        "没有科研机构、法律服务机构提出申请。",
        "P102",
        "没有科研机构、法律服务机构提出申请",
    ),
    ("作出行政处罚决定（14件）。", "P101", "作出行政处罚决定（14件）"),
]


@pytest.mark.parametrize(("sentence", "code", "quoted"), FAILS)
def test_what_no_reading_makes_right_is_quoted(sentence: str, code: str, quoted: str) -> None:
    found = errors(sentence)
    assert [f.code for f in found] == [code]
    assert found[0].message.startswith(f"正文称“{quoted}”")


def test_numbers_that_add_up_in_many_ways_are_each_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """1,024 = 512+256+…: asked again for every number that it adds up to, time would double."""
    asked: list[int] = []

    def adds_up(context: Context, at: int, index: int) -> bool:
        asked.append(index)
        return at < index

    halves = [2**k for k in range(24, -1, -1)]
    sentence = "，".join(f"办结{n}件" for n in (*halves, 1)) + "。"
    report = check(f"{_HEAD}{sentence}\n{_TABLES}")
    figures = tuple(
        msgspec.structs.replace(f, indicator="t3.total.total") if f.sentence == at else f
        for at in [next(f.sentence for f in report.figures if f.value == halves[0])]
        for f in report.figures
    )
    extraction = msgspec.structs.replace(report.extraction, figures=figures)
    monkeypatch.setattr(_some_cases, "_adds_up", adds_up)
    monkeypatch.setattr(_some_cases, "states_plainly", lambda context, figure: True)
    last = max(i for i, f in enumerate(figures) if f.indicator == "t3.total.total")
    assert not _some_cases._of_an_account(Context(extraction), last)
    assert 0 < len(asked) < len(halves) ** 2
