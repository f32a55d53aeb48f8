"""Whose figure it is, where a sentence names a part of the whole (市本级, 各区县, 某局)."""

from __future__ import annotations

import regex

_LEVEL = (
    r"(?:[省市县区州旗盟]|自治区|兵团|全[市区县省])?(?:人民)?(?:政府|管委会)?本级|"
    r"(?:各(?:县|区|市)|(?:县|区|市)(?=[（(、和]))(?:[（(][^）)]{1,6}[）)]|[、和]?[区县市])?(?:及|和)?(?:乡镇|镇街)?(?:各级)?(?:人民)?(?:政府)?(?:行政机关|机关)?|"
    r"(?:各)?(?:市|县|区|省|厅|局)?(?:直|属|级)?(?:政府)?(?:各)?(?:部门|单位|机关|职能部门|工作部门)(?:和(?:镇街|街道|乡镇|直属单位))?|"
    r"(?:各)?(?:乡镇?|镇|街道|苏木)(?:[（(][^）)]{1,6}[）)]|[、和]?(?:街道|镇街|乡镇|苏木乡镇|办事处))?(?:办事处)?|"
    r"(?:厅|局|委|办)?(?:属|直属|下属|所属|系统)(?:各)?(?:单位|事业单位|机构|院校|各单位)|基层(?:单位|行政机关)?|市县(?:行政机关|两级)?|(?:市|县|区)(?:人民)?政府(?=为|及|（|\(|\d|收|受|共|$)"
)
_NAMED = r"[\u4e00-\u9fff、]{2,18}(?:局|委员会|委|厅|办公室|中心|镇|街道|乡|图书馆|文化馆|博物馆|大队|支队|分局|机关|派出机构|所|院|公司|集团|医院|学校|管委会|处|站|总队)"
_HEAD = regex.compile(
    rf"^[\s，,；;、（(：:]*(?:其中|另|另外|此外|而|以|由|及|和|与|[，,])*(?P<body>{_LEVEL}|{_NAMED})(?P<tail>[^，,；;。：:]{{0,24}})$"
)
_PART = regex.compile(
    r"^[\s，,；;、：:]*(?:其中|另|而)?[，,]?(?P<body>[\u4e00-\u9fff、（）()\d]{0,16}?(?:行政机关|政府|部门|[省市县区乡镇]级|两级|级及以下|机关|单位|镇|乡|街道|区县|市县|县区|[县市]|局|委|办|厅|中心|本级|管委会|办事处|分局|公司)(?:[（(][^）)]{1,16}[）)])?)"
    r"(?:共|均|约|有|为|占|分别|合计|收到|受理|公开|主动公开|发布|办理|办结|答复|收取|新收)*\s*$"
)
_THIN = regex.compile(r"[\s，]*(?:为|共|有|达|计|是)+\s*")
_SELF_IN_LIST = regex.compile(
    r"我[局委厅办市县区镇乡省院校]|本[局委厅办市县区镇乡省院校机关]|网站|专栏|平台"
)
_SELF = regex.compile(
    r"我[局委厅办市县区镇乡省院校中心街道处]|本[局委厅办市县区镇乡省院校中心街道处机关单位]|^本级|全[市县区省镇乡局系]|机关本部|各(?:渠道|类|种|项|平台)|政府(?:网站|公报)|政务新媒体|行政机关"
)
_VERB = regex.compile(
    r"^(?:[（(][^）)]{1,20}[）)])?(?:全年|共|本年度?|今年|年内|直接|另|另行|单独|自行|合计|累计|分别|实际|则|还)*\s*(?:收到|新收|受理|接收|接到|收|答复|办结|办理|公开|主动公开|发布|收取|结转|申请|为|是|的|有|约|被|作为|$|[\d]|转办|承办)"
)
_NOT_BODY = regex.compile(
    r"律师|事务所|企业|组织|科研|公益|法律服务|网站|公众号|微信|微博|专栏|平台|热线|信箱|问题|情况|处理|工作所|研究所$|申请|无法|公开|办理|场所|答复|收到|受理|信息|结果|处罚|许可|征求|举办|召开|组织|开展|解读|文件|意见|培训|部门规章|依法|投诉|举报|上年|不予|属于|涉及"
)


class BodyReader:
    """Tells a part's name from the report's own body."""

    def __init__(self, agency: str | None) -> None:
        self._agency = agency or ""

    def body_of(self, clause: str, left: str, since: str, in_list: bool) -> str | None:
        """The sub-body that leads `left`; None for the report's own or for none."""
        words = left if left.strip(" ，,、；;：:（(") else clause
        if _THIN.fullmatch(left):  # 交警支队收到的申请最多，为203件
            told = [c for c in regex.split(r"[，；。]", since) if c.strip()]
            words = told[-2] if len(told) > 1 else words
        if in_list:
            m = _PART.match(words)
            if (
                m is not None
                and not _NOT_BODY.search(m["body"])
                and not _SELF_IN_LIST.search(m["body"])
            ):
                return m["body"]
        m = _HEAD.match(words)
        if m is None or not _VERB.match(m.group("tail").lstrip()):
            return None
        body = regex.sub(
            r"^(?:其中|另有|另|此外|以|由|[\d]{4}年度?|全年|本年度?|今年)[，,]?",
            "",
            m.group("body"),
        )
        if len(body) < 2 or _SELF.search(body) or _NOT_BODY.search(body):
            return None
        if self._is_self(body):
            return None
        return body

    def _is_self(self, body: str) -> bool:
        agency = self._agency
        if not agency:
            # without a name, a plain subject (县财政局收到) is the report's own body
            return (
                bool(
                    regex.fullmatch(
                        r"[省市县区州]?[\u4e00-\u9fff]{1,10}(?:局|委|厅|办|镇政府|乡政府|街道办事处|委员会|办公室|中心|公司|镇|乡)",
                        body,
                    )
                )
                and "、" not in body
                and "所属" not in body
                and not regex.search(r"属|直|各|下|分局", body)
            )
        if body in agency or agency in body:
            return body in agency or body == agency
        core = regex.sub(r"^[省市县区州]", "", body)
        if agency.endswith("人民政府") or agency.endswith("管理委员会"):
            return False
        if agency[-1:] != core[-1:]:
            return False
        it = iter(agency)
        return all(c in it for c in core)
