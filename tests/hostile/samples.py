"""Three records in every text format: what the hostile cases are made from."""

WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Lee, A
TI First paper
SO JOURNAL
DE trust; social commerce
PY 2020
UT WOS:000000000000001
ER

PT J
AU Kim, B
TI Second paper
SO JOURNAL
DE trust; live streaming
PY 2021
UT WOS:000000000000002
ER

PT J
AU Wu, C
TI Third paper
SO JOURNAL
DE social commerce; live streaming
PY 2022
UT WOS:000000000000003
ER

EF
"""
_TITLES = ("直播电商研究", "乡村物流研究", "信任机制研究")
_KEYWORDS = ("直播电商;信任", "物流;信任", "直播电商;物流")


def _records(text):
    return "".join(
        text.format(title=title, words=words, year=2020 + n, name="张王李"[n])
        for n, (title, words) in enumerate(zip(_TITLES, _KEYWORDS, strict=True))
    )


REFWORKS = _records(
    "RT Journal Article\nSR 1\nA1 {name}三\nAD 大学\nT1 {title}\nJF 学报\nYR {year}\nK1 {words}\n"
    "AB 摘要。\nLA 中文;\n\n"
)
ENDNOTE = _records(
    "%0 Journal Article\n%A {name}三\n%T {title}\n%J 学报\n%D {year}\n%K {words}\n"
    "%X 摘要\n%W CNKI\n\n"
)
NOTEEXPRESS = _records(
    "{{Reference Type}}: Journal Article\n{{Title}}: {title}\n{{Author}}: {name}三\n"
    "{{Journal}}: 学报\n{{Year}}: {year}\n{{Keywords}}: {words}\n{{Database Provider}}: CNKI\n\n"
)
SELF_DEFINED = _records(
    "SrcDatabase-来源库: 期刊\nTitle-题名: {title}\nAuthor-作者: {name}三\nSource-文献来源: 学报\n"
    "Keyword-关键词: {words}\nYear-年: {year}\nLink-链接: x\n\n"
)
RIS = _records(
    "TY  - JOUR\nAU  - {name}三\nTI  - {title}\nT2  - 学报\nPY  - {year}\nKW  - {words}\nER  - \n\n"
)
BIBTEX = "".join(
    f"@article{{key{n},\n  author = {{Lee, A{n}}},\n  title = {{Paper number {n}}},\n"
    f"  journal = {{Journal}},\n  year = {{202{n}}},\n  keywords = {{trust; topic {n % 2}}}\n}}\n\n"
    for n in range(3)
)
WOS_TABLE = "PT\tAU\tTI\tSO\tDE\tPY\tUT\n" + "".join(
    f"J\tLee, A\tPaper {n}\tJOURNAL\ttrust; topic {n % 2}\t202{n}\tWOS:00000000000010{n}\n"
    for n in range(3)
)
CNKI_HTML = (
    "<html><meta charset=gb2312><table>"
    "<tr><td>题名</td><td>作者</td><td>关键词</td><td>年</td></tr>\n"
    + _records("<tr><td>{title}</td><td>{name}三</td><td>{words}</td><td>{year}</td></tr>\n")
    + "</table></html>\n"
)
CNKI_CSV = "题名,作者,关键词,年\n" + _records("{title},{name}三,{words},{year}\n")

SAMPLES = {
    "wos": WOS,
    "refworks": REFWORKS,
    "endnote": ENDNOTE,
    "noteexpress": NOTEEXPRESS,
    "self-defined": SELF_DEFINED,
    "ris": RIS,
    "bibtex": BIBTEX,
    "wos-table": WOS_TABLE,
    "cnki-html": CNKI_HTML,
    "cnki-csv": CNKI_CSV,
}
