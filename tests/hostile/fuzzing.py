"""Damaged exports without end: what may come of one, and how they are made from good ones."""

import random
import tempfile
import time
from pathlib import Path

from samples import SAMPLES

from cooccur.errors import CODES, CooccurError
from cooccur.exchange import read_network
from cooccur.readers.formats import read_sources

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
SEEDS = {name: text.encode() for name, text in (SAMPLES | NETWORKS).items()}
"""The kept seed corpus, one good file a reader."""
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
