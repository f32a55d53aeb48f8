"""Prose that lists the rows of a form is no table; a table stays one in every rendering."""

from __future__ import annotations

import pytest

from extractor.layout.sections import find_sections
from extractor.layout.tables import read_tables
from extractor.readers import read

PROSE = [
    "全年不予公开12件，其中属于国家秘密1件、其他法律行政法规禁止公开2件、危及“三安全一稳定”0件、"
    "保护第三方合法权益4件、属于三类内部事务信息2件、属于四类过程性信息3件。",
    "行政复议中，结果维持3件，结果纠正1件，其他结果1件，尚未审结2件，总计7件；行政诉讼2件。",
    "因公开被诉6件(其中结果维持3件,其他结果1件,尚未审结2件);行政复议9件。",
    "行政许可上一年项目数量为28，本年增/减为0，处理决定数量为1377。",
]
TABLES = [
    "第二十条第（五）项信息内容本年处理决定数量行政许可23第二十条第（六）项信息内容本年处理决定数量"
    "行政处罚6行政强制0第二十条第（八）项信息内容本年收费金额（单位：万元）行政事业性收费0",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_table(text: str) -> None:
    document = read(text)
    tables = read_tables(document, find_sections(document))
    assert tables.readings == ()
    assert not tables.cells


def test_a_fused_table_stays_a_table() -> None:
    document = read(TABLES[0])
    tables = read_tables(document, find_sections(document))
    assert [r.table for r in tables.readings] == ["t2"]
    assert {str(c.value) for c in tables.cells.values() if c.value} == {"23", "6"}
