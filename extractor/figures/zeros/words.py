"""Wordings that zero statements are read by, and how far around them is looked."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from extractor.language.first import swift


@cache
def rows() -> dict[str, Any]:
    """`data/zeros.toml`: the triggers, and what they say none of."""
    return tomllib.loads((files("extractor.figures") / "data" / "zeros.toml").read_text("utf-8"))


REACH = 36
"""How far from its trigger an object may stand, in characters of the same clause."""

MAX_TRIGGERS = 60
"""Triggers of one sentence that are looked at; a sentence that says none so often says nothing."""

TOPIC_REACH = 120
"""How far back in the sentence the topic of an elliptic clause stands, in characters."""
SHORT_CLAUSE = 3
"""A clause with fewer characters before its trigger is read with the one before."""
NOTHING_BEHIND = 4
"""So few characters behind a trigger hold no object: it stands before (申请未收到)."""
LABEL = 24
"""How far before a sentence of nothing but 未收到 or 无 the label with its object begins."""
BEFORE_CONDITION = 16
"""How many characters before a trigger make it a condition or a quotation."""
BEFORE_LEAD = 14
"""How many characters before a trigger hold what it says none of together with its object."""

CLAUSE_END = swift(r"[，,。；;！？\n]")
"""Where a clause ends, for an object before the trigger."""
STOP = swift(
    r"[。；;！？\n]|、(?=[也亦]?(?:没有|无|未))|[，,](?!(?:也|亦)?[^，,。；;]{0,4}(?:复议|诉讼))"
)
"""Where it ends for one behind: 未发生复议，也无诉讼 goes on over the comma."""
PART_OF_YEAR = swift(
    r"截至(?!12月)\d{1,2}月底?[^，。；]{0,4}$|(?<!至)(?:(?<![\d至])\d{1,2}(?:月(?!31日)|至\d{1,2}月)|[一二三四]季度|[上下]半年)[^，。；]{0,8}$"
)
"""1至3月未收到: none in a part of the year, which no table has."""
PLAIN_NONE = frozenset(["没有", "没", "无"])
"""Triggers that say none of the next words only."""
WORDS_BEHIND = re.compile(r"[\u4e00-\u9fff]{2}")
"""Something that may be the object."""
COMMA = swift(r"[，,]")
"""The part of a clause that a comma ends."""
BARE = re.compile(
    r"\s*(?:——|答[:：])?(?:(?:本|全|今|上)?年(?:度|内)?|\d{4}年(?:度)?|我[局厅委镇乡办县市区]|本[局厅委镇乡办机关级])*"
    r"(?:[两三]者|[两三]项|各项|以上|上述(?:各|[两三])项)?(?:均|都|皆|全|暂|尚)?(?:无|没有|不涉及|未(?:收到|接到|发生|收取|产生|制发|制定|涉及|开展|出台))[。；;，,\s]*"
)
"""A sentence that says none and nothing else: the heading or label before it names the object."""
MARKS = swift(r"[。；;！？\n：:．]")
"""What a heading or label ends at, looked at from behind."""
NOT_OURS = swift(
    r"(?:并非|不是|绝非|\d+[个家][县市区乡镇街单部]?[^，。；、\d]{0,8})$"
    r"|(?:部分(?=单位|部门|乡镇|街道|县|区|科室|村|社区|工作)|个别|有[的些]|少数|一些|某些|不少)[^，。；、]{0,8}$"
    r"|(?:其余|其他|另外|别的)(?!组织|法人)[^，。；、]{0,5}$"
    r"|(?:(?:当事人|申请人)(?![^，。；]{0,3}[均都]$)|是否|有无|若|如|如果|凡|对|既然)[^，。；]{0,4}$|[“\"][^”\"]{0,12}$|(?<!不)再$"
    r"|\d\s*[件起宗](?:案件)?[也均都还]*$|(?:其余|其他)\d+[件起宗](?:申请)?[均都]?$"
    r"|经[^，。；]{0,6}(?:解释|说明|释明|沟通)后$"
)
"""A condition, a quotation, no more of it (再无), or some of what was counted (6件没有经过复议)."""
CHARGED = swift(r"[对向][^，。；]{2,8}$")
"""对申请人未收取费用: who was charged nothing."""
DECISIONS = swift(
    r"(?:故|因此|因而)?(?:本年(?:度)?|全年)?(?:作出)?(?:处理决定(?:数量?|件数)?|决定(?:数量?|件数))"
)
"""处理决定数: of what, stands before."""
DECIDED = swift("许可|处罚|强制")
"""What decisions of the second table are of."""
THIS_ITEM = swift(r"[本此该]项(?:为|内容|数据)?$")
"""本项无: the heading names the object."""
SAYS_WHO = frozenset(["零", "未就"])
"""Triggers that are told of applicants as well (申请人未就答复提起诉讼)."""
WORD = swift(r"[、，,”\"]")
"""Where the word of 零申请 ends."""
LEAD = swift(
    r"(?:上(?:一)?年|去年|往年|历年|既往|[年期][初末底]|20\d\d年)(?:度|及以前)?[也亦均都]?$"
    r"|(?:结转|申请|复议|(?<!民事)诉讼|起诉|规章|文件)[^，。；、]{0,3}$"
)
"""上年无结转: what stands before the trigger belongs to the object."""
NAMES_OBJECT = swift(r"申请|起诉|被诉|复议|收取|收费|结转")
"""A trigger that names its object itself (未被申请)."""
COUNTED = swift(r"、?[^，。；、]{0,14}?\d+\s*(?:[件起宗条次份个人篇项家户名所])")
"""A number follows: nothing is said to be none."""
WHO_DID_NOT = swift(r"[^，,。；;]{0,30}的[，,]")
"""未申请复议、未起诉的，由本机关归档: a rule for whoever did not."""
OF_OTHERS = swift(r"他人|别人|旁人|其他人")
"""再无他人申请: none besides those told."""
DEFINED = swift(
    r"[^，。；]{0,16}的(?:(?:申请)?(?:予以|不予|依法|一律|视为|应当)|(?:情况|局面|状态|记录)(?:已|连续|保持))"
)
"""A rule about what is not there (不存在的予以告知), or a state of things that lasts."""
NO_OBJECT = swift(
    r"(?:相关)?(?:数据|记录|情形|情况|先例|案例|业务|更新|推送|(?:处理)?决定|新制发?|新增)?[，。；;]?\s*"
)
"""规章一栏无数据: nothing behind the trigger says what there is none of."""
ELLIPTIC = swift(
    r"(?:[既也亦则又均都]|(?:本|今|当|上(?:一)?|去)学?年(?:度|内)?|年内|全年|[今当]期|\d{4}年(?:度)?)*"
)
"""本年度没有发生: a clause that leaves its object to one before it in the sentence."""
HAPPENED = swift(
    r"(?:没有?|[未无](?:有|再|曾)?|不曾)(?:新)?(?:发生|出现|收到|接到|产生|发|制发?|制定|出台|增|废止)?[。；;，,、]?\s*"
)
"""What an elliptic clause says did not happen."""
APPLIED = swift(r"(?:未|没有|零)(?:有人)?(?:提出|提交|递交)?(?:过)?(?:(?:政府)?信息公开)?申请")
"""Somebody did not apply, who is told before."""
APPLICANT = swift(r"法人|组织|个人|自然人|公民")
MORE_APPLICANTS = swift(r"自然人|个人|公民")
"""Beside one kind of applicant: persons, or all of them."""
OF_ANYBODY = ("t3.new.total", "t3.new.org")
"""What words for kinds of applicants may narrow to columns."""
OF_APPLICANTS = ("t3.new.total", "t3.new.org", "t3.new.person")
"""The same, and persons: what an applicant before the trigger may tell."""
REPEALED = swift(r"废止|失效")
"""Of documents that were repealed, so that none made is not said of them."""
TOPIC_OF = ("t3.new.total", "t4.", "t2.normative.", "t2.rules.", "n.fee_collected")
"""What such a clause may say none of."""
OF_LAW = swift(r"处罚|强制|许可|执法权|事业性|收费(?:项目|目录)")
"""Before 收费 in a list of what the second table counts: charges of the administration."""
OF_DISCLOSURE = swift(r"申请|信息|复议|诉讼|处理费|复制|邮寄|检索|成本|工本")
"""Charges for information, or something told since that is no part of that list."""
BEFORE_CHARGES = 30
"""How many characters before 收费 hold that list."""
NO_CENT = swift("分文|一分钱")
"""分文未取: of charges, named or not."""
NOMINAL = swift(r"[^，。；、\d]{4}的$")
"""要求听证的没有: the clause names what there was none of, whatever it is."""
NOUN = swift(
    r"、?[\u4e00-\u9fff、]{0,12}"
    r"(?:[链类费]|退费|延期|申诉|(?<![相对]应)栏目|信息|材料|差错|问题)"
)
NONE_AT_ALL = swift("(?:[均都皆]|全部)?(?:无|为零)|零")
"""退费无, 错链、暗链均无: of a thing that stands alone before."""
SIMPLY_NONE = frozenset(["没有", "无", "未有"])
"""Triggers that say none and nothing else."""
CASES = frozenset("件份宗起例")
"""Units in which what is counted in 一件未收 was told before."""
NAMES_ROW = swift(
    r"索取|引[起发]|秘密|稳定|隐私|第三方|出版物|重复|反复|补正|缴费|维持|撤|[审办未]结|提供|掌握|处理|结转|申请"
    r"|复议|(?<!申)诉|许可|处罚|强制|收费|规章|文件|制[定发]|名义"
)
"""What there was none of has an indicator, which was not told which."""
NO_CASE = swift(
    r"(?:机制|制度|意识|标准|职责|职能|权限|专人|(?:专职|专门|工作|专业)人员|机构|平台|网站|渠道|能力|经验|条件|流程|计划|义务"
    r"|依据|复议决定|职权|(?:制定|执法|处罚|许可|收费|审批)权|(?:变更|不同|修改|补充|处理)意见)\s*$"
)
"""没有发布会制度: of a thing that is no case, and that nobody counts."""
ONE_OF = swift(
    r"(?:任何)?[一哪][家个位名](?:商业)?"
    r"(?:企业|社会|公益|组织|律|法律|市民|村民|居民|公民|自然人)"
)
"""没有一家企业: of whom none applied, where applications are told of."""
POINTED_AT = ("该", "此", "这", "其")
"""没有该图: something in particular, and none of what the clause before tells of."""
SOME_OF = swift(r"\d\s*[件起宗](?:案件|申请)?[也均都还]*$")
"""1件没有: some of what was counted."""
ALSO = swift(
    r"^[\s，,；;]*(?:(?:19|20)\d\d年|上年|去年|前一年)度?(?:也|亦|同样|一[件个份起宗])"
    r"|^[\s，,；;]*(?:今年|本年|(?:19|20)\d\d年)度?(?:还是|仍然?|依然)"
)
"""2022年也没有: what the words before said none of."""

SAYS_NONE = re.compile("[未无没不零空缺阙]")
"""One of these stands in whatever says none."""
