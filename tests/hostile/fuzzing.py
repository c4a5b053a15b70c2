"""Damaged exports without end: what may come of one, and how they are made from good ones."""

import gzip
import io
import json
import lzma
import random
import tarfile
import tempfile
import time
import zipfile
from pathlib import Path

from samples import SAMPLES

from cooccur.errors import CODES, CooccurError
from cooccur.exchange import read_network
from cooccur.readers.reading import read_sources

NETWORKS = {
    "graphml": '<graphml><graph><node id="a"/><node id="b"/><edge source="a" target="b"/>'
    "</graph></graphml>",
    "gexf": '<gexf><graph><nodes><node id="a" label="x"/><node id="b"/></nodes><edges>'
    '<edge source="a" target="b" weight="2"/></edges></graph></gexf>',
    "pajek": '*Vertices 2\n1 "trust" 0.1 0.2\n2 "信任"\n*Edges\n1 2 3\n',
    "vosviewer-map": "id\tlabel\tx\ty\tcluster\n1\ttrust\t0.1\t0.2\t1\n2\t信任\t1\t1\t2\n",
    "vosviewer-json": '{"network": {"items": [{"id": 1, "label": "a"}, {"id": 2, "label": "b"}],'
    ' "links": [{"source_id": 1, "target_id": 2, "strength": 2}]}}',
}
DATABASES = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).parents[1] / "readers" / "samples").iterdir())
}
_WORKS = "".join(json.dumps(work) + "\n" for work in json.loads(DATABASES["openalex"])).encode()
_ROWS = [line.split(",") for line in SAMPLES["cnki-csv"].splitlines()]


def _zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("wos", "refworks"):
            archive.writestr(f"{name}.txt", SAMPLES[name])
    return buffer.getvalue()


def _tarred(mode):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name in ("wos", "ris"):
            data = SAMPLES[name].encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _xlsx():
    from openpyxl import Workbook

    book, buffer = Workbook(), io.BytesIO()
    for row in _ROWS:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def _xls():
    import xlwt

    book, buffer = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("a")
    for row, cells in enumerate(_ROWS):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(buffer)
    return buffer.getvalue()


WORKBOOKS = {"xlsx": _xlsx(), "xls": _xls()}
"""Each is opened in a process of its own, which takes a hundred times as long as a text."""
PACKED = {
    "zip": _zipped(),
    "tar": _tarred("w"),
    "tar.gz": _tarred("w:gz"),
    "tar.xz": _tarred("w:xz"),
    "jsonl": _WORKS,
    "jsonl.gz": gzip.compress(_WORKS, mtime=0),
    "wos.xz": lzma.compress(SAMPLES["wos"].encode()),
    "utf-16": SAMPLES["refworks"].encode("utf-16"),
    "gb18030": SAMPLES["noteexpress"].encode("gb18030"),
    "glued": "".join(SAMPLES.values()).encode(),
}
_TEXTS = SAMPLES | NETWORKS | DATABASES
SEEDS = {name: text.encode() for name, text in _TEXTS.items()} | PACKED | WORKBOOKS
"""The seed corpus, made anew every time: at least one good file a reader, encoding, archive."""
_MARKS = b"\0 \xff \n \r \t ; \xef\xbc\x9b , { } \" ' < > & @ % [ ] ( ) \\ = # -".split(b" ")
_TAGS = (
    "PT J\n|ER\n|EF\n|DE |UT WOS:|RT Journal Article\n|K1 |T1 |%0 |%K |TY  - JOUR\n|ER  - \n|KW  - "
    "|@article{|@string{|keywords = {|{Title}: |<tr>|<td>|</table>|\ufeff|&amp;|&#0;|<!DOCTYPE a>"
    "|<![CDATA[|*Edges\n|\x1b[31m|\u202e"
)
WORDS = (*_MARKS, *_TAGS.encode().split(b"|"), b"\xff\xfe", b"9" * 40, b"a" * 600)
"""What is put in: what means something to a reader."""
MOST_SECONDS = 5.0


def mutated(data, chance):
    """The bytes with one to eight changes: cut, dropped, doubled, moved, replaced, put in."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        a, b = sorted(chance.randint(0, len(data)) for _ in range(2))
        kind = chance.randrange(7)
        if kind == 0:
            del data[a : min(b, a + 200)]
        elif kind == 1:
            data[a:a] = data[a : min(b, a + 300)] * chance.randint(1, 3)
        elif kind == 2 and data:
            data[a % len(data)] = chance.randrange(256)
        elif kind == 3:
            data[a:a] = chance.choice(WORDS) * chance.choice((1, 1, 1, 2, 50))
        elif kind == 4:
            other = chance.choice(list(SEEDS.values()))
            begin = chance.randrange(len(other))
            data[a:a] = other[begin : begin + chance.randint(1, 400)]
        elif kind == 5:
            data[a:b] = bytes(data[a:b]).replace(b"\n", chance.choice((b"\r", b"\r\n", b"")))
        elif chance.random() < 0.1:
            del data[a:]
    return bytes(data)


def cuts(data, *, step=1, reach=4096):
    """The bytes cut at, and with another byte at, every place near their ends."""
    places = {*range(min(reach, len(data))), *range(max(0, len(data) - reach), len(data))}
    for place in sorted(places)[::step]:
        yield data[:place]
        for byte in (b"\0", b"\xff", b"\n"):
            yield data[:place] + byte + data[place + 1 :]


class Finding(Exception):  # noqa: N818 it is none of the program's errors
    """What must not come of any file."""


def check(data, path):
    """Read what a file holds; whatever it is, it is told in words and counted."""
    path.write_bytes(data)
    started = time.process_time()
    try:
        network = read_network(path)
        if network is None:
            corpus = read_sources(path, lenient=True)
            if corpus.records_in != corpus.kept + len(corpus.skipped):
                raise Finding("the records do not add up")
            corpus.details(range(len(corpus)))
            codes = {problem.code for problem in corpus.problems}
            codes |= {record.code for record in corpus.skipped}
            if not codes <= CODES.keys():
                raise Finding(f"a code that is not in the table: {codes - CODES.keys()}")
    except CooccurError as error:
        if error.code not in CODES or not error.message:
            raise Finding(f"an error without code or words: {error!r}") from error
    if time.process_time() - started > MOST_SECONDS:
        raise Finding("it takes too long")


def run(name, chance, path):
    """Check one mutation of a seed and tell what was read when something is found."""
    data = mutated(SEEDS[name], chance)
    try:
        check(data, path)
    except Exception as error:
        kept = Path(tempfile.gettempdir()) / f"finding-{name}-{random.getrandbits(32):08x}"
        kept.write_bytes(data)
        raise Finding(f"{type(error).__name__}: {error}; the file is {kept}") from error
