"""Links out: only addresses of known places, and only for what fits its pattern."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cooccur
from cooccur.writers.links import DOI, SEARCHES, TARGETS, identifiers, links_of, record_links
from cooccur.writers.tables import record_table

HOSTS = {urlsplit(target.address).netloc for target in (DOI, *TARGETS, *SEARCHES)}
DATABASES = ("", "?", "CNKI", "WOS", "Scopus", "PubMed", "OpenAlex", "Lens", "Dimensions")


@pytest.mark.parametrize(
    ("database", "name", "address"),
    [
        ("WOS", "WOS:000330449200006", "www.webofscience.com/wos/woscc/full-record/{}"),
        ("WOS", "WOS:A1997YC40700022", "www.webofscience.com/wos/woscc/full-record/{}"),
        ("WOS", "ZOOREC:ZOOR15512090342", "www.webofscience.com/wos/alldb/full-record/{}"),
        ("Scopus", "2-s2.0-85127865888", "www.scopus.com/record/display.uri?eid={}"),
        ("?", "2-s2.0-85127865888", "www.scopus.com/record/display.uri?eid={}"),
        ("PubMed", "26524502", "pubmed.ncbi.nlm.nih.gov/{}/"),
        ("OpenAlex", "W2795374963", "openalex.org/{}"),
        ("Lens", "000-360-106-493-12X", "www.lens.org/lens/scholar/article/{}"),
        ("Dimensions", "pub.1149896097", "app.dimensions.ai/details/publication/{}"),
    ],
)
def test_an_identifier_leads_to_its_record(database, name, address):
    found = record_links(ids=[(database, name)])
    assert list(found.values()) == [f"https://{address.format(name)}"]


@pytest.mark.parametrize(
    ("database", "name"),
    [
        ("WOS", "WOS:00033044920000"),
        ("WOS", "WOS:000330449200006\n"),
        ("WOS", "WOS:000330449200006?x"),
        ("WOS", "WOS:００0330449200006"),
        ("Scopus", "2-s2.0-"),
        ("Scopus", "x2-s2.0-85127865888"),
        ("PubMed", "123456789"),
        ("PubMed", "012"),
        ("PubMed", "١٢٣"),
        ("WOS", "26524502"),
        ("", "javascript:alert(1)"),
        ("CNKI", ""),
        ("Lens", "//evil.example"),
    ],
)
def test_what_fits_no_pattern_gives_no_link(database, name):
    assert record_links(ids=[(database, name)], databases=[database]) == {}


@pytest.mark.parametrize(
    "doi",
    [
        "10.1000/182",
        "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
        "10.13232/j.cnki.jnju.2018.01.001",
        "10.1000/a#b",
    ],
)
def test_a_doi_is_written_so_that_it_arrives_whole(doi):
    address = urlsplit(record_links(doi=doi)["DOI"])
    assert address.netloc == "doi.org"
    assert not address.query
    assert not address.fragment
    assert (
        address.path.replace("%3C", "<").replace("%3E", ">").replace("%3B", ";").replace("%23", "#")
        == f"/{doi}"
    )


@pytest.mark.parametrize(
    "doi",
    [
        "",
        "10.1000/",
        "10.1/x",
        "https://doi.org/10.1000/182",
        "10.1000/../../evil",
        "10.1000/a/..",
        "10.1000/./a",
        'x" onclick="alert(1)',
        "10.1000/a b",
        "10.1000/a\n",
        "10.1000/a'b",
        "10.1000/a%2e%2e",
        "10.１000/182",
        "10.1000/a。b",
        "10.1000/" + "a" * 201,
        "javascript:alert(10.1000/1)",
    ],
)
def test_what_is_no_doi_gives_no_link(doi):
    assert record_links(doi=doi) == {}


@given(
    doi=st.text() | st.text().map("10.1000/{}".format),
    ids=st.lists(st.tuples(st.sampled_from(DATABASES), st.text())),
    title=st.text(),
    databases=st.lists(st.sampled_from(DATABASES)),
)
def test_whatever_a_record_holds_links_lead_to_known_places(doi, ids, title, databases):
    for address in record_links(doi=doi, ids=ids, title=title, databases=databases).values():
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc in HOSTS) == ("https", True)
        assert address.isascii()
        assert not set("\"'<>\\ ") & set(address.replace("'", "" if parts.query else "'"))


def test_cnki_is_searched_by_the_title_since_its_exports_tell_no_identifier():
    found = record_links(title="数字 & <经济>\u202e", databases=["WOS", "CNKI"])
    assert list(found) == ["CNKI"]
    assert found["CNKI"].endswith(
        "korder=TI&kw=%E6%95%B0%E5%AD%97%20%26%20%3C%E7%BB%8F%E6%B5%8E%3E"
    )
    assert record_links(title="数字经济", databases=["WOS"]) == {}
    assert record_links(title=" \n", databases=["CNKI"]) == {}
    assert len(record_links(title="数" * 900, databases=["CNKI"])["CNKI"]) < 2000


WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Li, X
TI Trust in social commerce
SO INFORMATION PROCESSING
DE trust; commerce
DI 10.1000/TRUST.1
PY 2020
UT WOS:000330449200006
ER

EF
"""
NBIB = """PMID- 26524502
TI  - Trust in social commerce
AU  - Li X
TA  - Inf Process
DP  - 2020
LID - 10.1000/trust.1 [doi]
OT  - trust
OT  - privacy

"""


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    (folder / "savedrecs.txt").write_text(WOS, encoding="utf-8")
    (folder / "pubmed.nbib").write_text(NBIB, encoding="utf-8")
    return cooccur.read(folder)


def test_a_record_of_two_databases_has_a_link_to_each(merged):
    assert identifiers(merged) == [[("PubMed", "26524502"), ("WOS", "WOS:000330449200006")]]
    (found,) = links_of(merged, ["Trust in social commerce"])
    assert list(found) == ["DOI", "PubMed", "WOS"]


def test_the_table_of_records_has_one_link_a_record(merged):
    header, rows = record_table(cooccur.map(merged, min_occurrences=1))
    (row,) = rows
    assert dict(zip(header, row, strict=True))["link"] == "https://doi.org/10.1000/trust.1"
