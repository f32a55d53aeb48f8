"""Writes a report as a Word document (.docx), by hand, so that it holds what is to be tested.

`rich`: headings numbered by Word and not by the writer, tracked changes, hidden text, text boxes in
both their spellings, notes, headers, fields, and a table within a table that only places it.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from corpus.render import _HALF_WIDTH as HALF_WIDTH
from corpus.render import cell_texts
from corpus.spec import Paragraph, Spec, Table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACES = (
    f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
_NUMERALS = "一二三四五六七八九"


def write_docx(spec: Spec, labels: dict[str, str], *, rich: bool) -> bytes:
    body = "".join(
        _table(spec, b, labels, rich=rich) if isinstance(b, Table) else _paragraph(b, rich=rich)
        for b in spec.blocks()
    )
    body = body.translate(HALF_WIDTH) if spec.ascii else body
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        "</Types>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}"
        "<w:sectPr/></w:body></w:document>",
    }
    if rich:
        parts["word/numbering.xml"] = (
            f'<w:numbering {_W}><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start '
            'w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
            '</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
        )
        parts["word/styles.xml"] = (
            f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/>'
            '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="chapter"/><w:basedOn '
            'w:val="a1"/></w:style></w:styles>'
        )
        for name in ("header1", "footer1", "footnotes", "comments"):
            parts[f"word/{name}.xml"] = f"<w:hdr {_W}><w:p>{_run('编外文字共999件')}</w:p></w:hdr>"
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return zipped({k: declared + str(v) for k, v in parts.items()})


def write_word_xml(spec: Spec, labels: dict[str, str], *, flat: bool) -> bytes:
    """The plain document as one XML file: a package in one piece, or in the words of 2003."""
    whole = write_docx(spec, labels, rich=False)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        body = archive.read("word/document.xml").decode().partition("?>")[2].strip()
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    if flat:
        part = f"<pkg:xmlData>{body}</pkg:xmlData></pkg:part>"
        part = f'<pkg:part pkg:name="/word/document.xml">{part}'
        space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
        return f"{declared}<pkg:package {space}>{part}</pkg:package>".encode()
    for new, old in (
        ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", _WORD_2003),
        ("w:vMerge", "w:vmerge"),
        ("<w:document ", f'<w:wordDocument xmlns:wx="{_WORD_2003}/auxHint" '),
        ("</w:document>", "</w:wordDocument>"),
        ("<w:body>", "<w:body><wx:sect>"),
        ("</w:body>", "</wx:sect></w:body>"),
    ):
        body = body.replace(new, old)
    return f'{declared}<?mso-application progid="Word.Document"?>\n{body}'.encode()


def _run(text: str, properties: str = "") -> str:
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _paragraph(block: Paragraph, *, rich: bool) -> str:
    text = block.text
    if not rich:
        return f"<w:p>{_run(text)}</w:p>"
    if block.role == "heading":
        expected = f"{_NUMERALS[block.section - 1]}、"
        if text.startswith(expected) and block.section < 3:
            style = "a2" if block.section == 2 else "a1"
            rest = _run(text.removeprefix(expected))
            return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{rest}</w:p>'
        return f"<w:p>{_run(text)}</w:p>"
    if block.role == "title":
        box = f"<w:txbxContent><w:p>{_run(text)}</w:p></w:txbxContent>"
        return (
            f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx>"
            f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
    half = len(text) // 2
    return (
        f"<w:p>{_run(text[:half])}"
        '<w:del w:id="1" w:author="x"><w:r><w:delText>另有删去的888件</w:delText></w:r></w:del>'
        f"{_run('隐去的777件', '<w:vanish/>')}"
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeStart w:id="3"/>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>PAGE 666</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:ins w:id="4" w:author="x">'
        f"{_run(text[half:])}</w:ins>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _table(spec: Spec, block: Table, labels: dict[str, str], *, rich: bool) -> str:
    texts = cell_texts(spec, block, labels)
    placed = [
        dict(zip(map(id, row), said, strict=True))
        for row, said in zip(block.grid.rows(), texts, strict=True)
    ]
    of_slot = {id(p.slot): p for p in block.grid}
    rows = []
    for r, row in enumerate(block.grid.matrix):
        cells, c = [], 0
        while c < len(row):
            p = of_slot[id(row[c])]
            said = "" if p.row != r else placed[r][id(p)]
            merge = (
                ""
                if p.rowspan == 1
                else "<w:vMerge/>"
                if p.row != r
                else '<w:vMerge w:val="restart"/>'
            )
            span = f'<w:gridSpan w:val="{p.colspan}"/>' if p.colspan > 1 else ""
            lines = "</w:p><w:p>".join(_run(t) if t else "" for t in _split(said, rich=rich))
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{lines}</w:p></w:tc>")
            c += p.colspan
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    if rich:
        rows.insert(
            2,
            "<w:tr><w:trPr><w:del w:id='9'/></w:trPr>"
            f"<w:tc><w:p>{_run('删去的行')}</w:p></w:tc></w:tr>",
        )
        rows[-1] = f"<w:sdt><w:sdtContent>{rows[-1]}</w:sdtContent></w:sdt>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
    if rich and block.grid.name == "t4":
        return f"<w:tbl><w:tr><w:tc>{table}<w:p/></w:tc></w:tr></w:tbl><w:p/>"
    return f"{table}<w:p/>"


def _split(text: str, *, rich: bool) -> list[str]:
    """A long label in two paragraphs, as writers force a line break."""
    return [text[:12], text[12:]] if rich and len(text) > 20 else [text]


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip whose bytes depend on its members alone."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
