"""Inputs that nobody should give: every case is made anew, none is stored.

A case is a function that fills an empty folder and returns what stands on the command line behind
``cooccur inspect``. ``expected.tsv`` says what must come of it.
"""

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import zipfile

from samples import SAMPLES, WOS

MIB = 1 << 20


def put(data, name="export.txt"):
    """A case of one file."""

    def make(folder):
        (folder / name).write_bytes(data)
        return [name]

    return make


def sprinkled(text, what):
    """The text with something put behind every eleventh character."""
    return "".join(c + what * (n % 11 == 10) for n, c in enumerate(text)).encode()


def glued(text, other):
    return (text.rstrip("\n") + "\n" + other).encode()


def half_gb(text):
    lines = text.splitlines(keepends=True)
    middle = len(lines) // 2
    return "".join(lines[:middle]).encode() + "".join(lines[middle:]).encode("gb18030")


MUTATIONS = {
    "mark": lambda t: b"\xef\xbb\xbf" + t.encode(),
    "two-marks": lambda t: b"\xef\xbb\xbf" * 2 + t.encode(),
    "utf16": lambda t: t.encode("utf-16"),
    "utf16-unmarked": lambda t: t.encode("utf-16-le"),
    "utf16-odd": lambda t: t.encode("utf-16")[:-1],
    "gb18030": lambda t: t.encode("gb18030"),
    "half-gb18030": half_gb,
    "cr": lambda t: t.replace("\n", "\r").encode(),
    "crlf": lambda t: t.replace("\n", "\r\n").encode(),
    "nul": lambda t: t.encode() + b"\0" * 3 + b"\n",
    "control": lambda t: (t + "\x1b[31m\u202e\x07\n").encode(),
    "bad-byte": lambda t: t.replace("trust", "tru\udcffst").encode("utf-8", "surrogateescape"),
    "half": lambda t: t.encode()[: len(t.encode()) // 2],
    "no-last-line": lambda t: t.rstrip("\n").rpartition("\n")[0].encode(),
    "no-first-line": lambda t: t.partition("\n")[2].encode(),
    "doubled": lambda t: glued(t, t),
    "blank-above": lambda t: b"\n \n\n" + t.encode(),
    "with-wos": lambda t: glued(t, WOS),
    "with-refworks": lambda t: glued(t, SAMPLES["refworks"]),
    "web-page-behind": lambda t: glued(t, "<html><body>please log in</body></html>\n"),
}


def zipped(files, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data, **options)
    return buffer.getvalue()


def tarred(files, mode="w", kind=tarfile.REGTYPE):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname = len(data), kind, "/etc/passwd"
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def wos(field, value):
    """A WOS export of one record with this field."""
    return (
        "FN Clarivate\nVR 1.0\nPT J\nAU A, B\nTI Title\nPY 2020\n" + f"{field} {value}\nER\n\nEF\n"
    ).encode()


def workbook(rows):
    from openpyxl import Workbook

    book, buffer = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


_SHEET = workbook([line.split(",") for line in SAMPLES["cnki-csv"].splitlines()])
_ENTITIES = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
_LAUGHS = f'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a0 "ha">{_ENTITIES}]><graphml>&a9;</graphml>'
_MANY = "; ".join(f"keyword {n}" for n in range(100_000))

FILES = {
    "empty": b"",
    "blanks": b" \n\t\n",
    "only-mark": b"\xef\xbb\xbf",
    "only-utf16-mark": b"\xff\xfe",
    "only-nul": b"\0" * 5000,
    "random": random.Random(0).randbytes(50_000),
    "prose": b"Dear librarian, where are the exports?\n",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(100),
    "gif": b"GIF89a" + bytes(50),
    "sqlite": b"SQLite format 3\0" + bytes(100),
    "rtf": rb"{\rtf1 PT J}",
    "elf": b"\x7fELF" + bytes(200),
    "html": b"<!DOCTYPE html><html><body>Results</body></html>",
    "html-login": b"<!DOCTYPE html><html><body>Sign in <input type=password></body></html>",
    "html-login-zh": "<html><body>请登录后下载</body></html>".encode("gb18030"),
    "xml": b"<?xml version='1.0'?><a/>",
    "xml-laughs": _LAUGHS.encode(),
    "xml-laughs-gexf": _LAUGHS.replace("graphml", "gexf").encode(),
    "xml-external": b'<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml>&x;</graphml>',
    "graphml-cut": b'<graphml><graph><node id="a"/>',
    "graphml-deep": b"<graphml>" + b"<g>" * 100_000,
    "graphml-nothing": b"<graphml></graphml>",
    "json": b'{"a": 1}',
    "json-deep": b"[" * 200_000,
    "json-network-deep": b'{"network": {"items": [' + b"[" * 200_000,
    "json-network-huge-number": b'{"network": {"items": [{"id": ' + b"9" * 10_000 + b"}]}}",
    "json-network-nan": b'{"network": {"items": [{"id": NaN}], "links": []}}',
    "pajek-huge": b"*Vertices 999999999999\n",
    "pajek-cut": b'*Vertices 2\n1 "a"\n*Edges\n1 9 1\n',
    "rar": b"Rar!\x1a\x07\x00" + bytes(50),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(50),
    "zip": zipped({"a.txt": WOS}),
    "zip-empty": zipped({}),
    "zip-of-strangers": zipped({"a.txt": b"hello", "b.pdf": b"%PDF"}),
    "zip-cut": zipped({"a.txt": WOS})[:-30],
    "zip-newer": zipped({"a.txt": WOS}).replace(b"PK\x03\x04\x14", b"PK\x03\x04\x15"),
    "zip-in-zip": zipped({"a.txt": WOS, "b.zip": zipped({"c.txt": WOS})}),
    "zip-only-zip": zipped({"b.zip": zipped({"c.txt": WOS})}),
    "zip-bomb": zipped({"a.txt": bytes(20 * MIB)}),
    "zip-bomb-beside": zipped({"a.txt": bytes(20 * MIB), "b.txt": WOS}),
    "zip-paths": zipped({"../../a.txt": WOS, "/etc/b.txt": SAMPLES["refworks"]}),
    "zip-same-names": zipped({"a.txt": WOS, "A.txt": SAMPLES["refworks"]}),
    "zip-hidden": zipped({"__MACOSX/._a.txt": WOS, ".b.txt": WOS}),
    "zip-11000": zipped({f"{n}.txt": b"x" for n in range(11_000)}),
    "zip-names": zipped({"\x1b[31m\u202e.txt": WOS, "a\nb.txt": SAMPLES["ris"]}),
    "docx": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
    "xlsx-hollow": zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
    "xlsx": _SHEET,
    "xlsx-cut": _SHEET[:2000],
    "xlsx-other": workbook([["name", "price"], ["tea", 3]]),
    "xlsx-in-zip": zipped({"a.xlsx": _SHEET}),
    "ole2": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "ole2-workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(600)
    + "Workbook".encode("utf-16-le"),
    "tar": tarred({"a.txt": WOS.encode()}),
    "tar-gz": tarred({"a.txt": WOS.encode()}, "w:gz"),
    "tar-cut": tarred({"a.txt": WOS.encode(), "b.txt": bytes(9000)})[:4000],
    "tar-links": tarred({"a": b"", "b": b""}, kind=tarfile.SYMTYPE),
    "tar-devices": tarred({"a": b"", "b": b""}, kind=tarfile.CHRTYPE),
    "tar-bomb": tarred({"a.txt": bytes(20 * MIB)}, "w:xz"),
    "gz": gzip.compress(WOS.encode()),
    "gz-cut": gzip.compress(WOS.encode())[:-20],
    "gz-bomb": gzip.compress(bytes(20 * MIB)),
    "gz-twice": gzip.compress(gzip.compress(WOS.encode())),
    "gz-magic-only": b"\x1f\x8b\x08",
    "bz2": bz2.compress(WOS.encode()),
    "bz2-bomb": bz2.compress(bytes(20 * MIB)),
    "xz": lzma.compress(WOS.encode()),
    "xz-bomb": lzma.compress(bytes(20 * MIB)),
    "wos-100000-keywords": wos("DE", _MANY),
    "wos-long-keyword": wos("DE", "x" * MIB),
    "wos-keyword-of-marks": wos("DE", "...; --; ; ???"),
    "wos-many-fields": wos("DE", "a\n" + "DE b\n" * 50_000),
    "wos-long-doi": wos("DI", "10.1234/" + "a)" * 100_000),
    "wos-dots-doi": wos("DI", "10.1234." * 50_000),
    "wos-e-mails": wos("AU", "x (a@" + "@" * 200_000),
    "wos-brackets": wos("UT ZOOREC:1\nDE", "[" * 200_000),
    "wos-mark-up": wos("DE", "<i a=" * 100_000),
    "wos-entities": wos("DE", "&amp;lt;" * 100_000),
    "wos-year": wos("TC", "9" * 100_000),
    "wos-huge-record": wos("AB", "word " * 2 * MIB),
    "wos-only-header": b"FN Clarivate\nVR 1.0\nEF\n",
    "wos-only-starts": b"FN Clarivate\nVR 1.0\n" + b"PT J\n" * 5000,
    "wos-only-ends": b"FN Clarivate\nVR 1.0\n" + b"ER\n" * 5000,
    "wos-no-er": WOS.replace("ER\n", "").encode(),
    "wos-no-pt": WOS.replace("PT J\n", "").encode(),
    "wos-no-line-end": (WOS.rstrip("\n") + SAMPLES["refworks"]).encode(),
    "wos-notes-between": WOS.replace("ER\n\n", "ER\n\nread this one!\n\n").encode(),
    "wos-formulas": WOS.replace("trust", "=cmd|' /C calc'!A0").encode(),
    "wos-scripts": WOS.replace("trust", "</script><script>alert(1)</script>").encode(),
    "wos-surrogates": WOS.replace("trust", "tr\ud800ust").encode("utf-8", "surrogatepass"),
    "wos-cesu": WOS.encode() + b"\xed\xa0\xbd\xed\xb8\x80\n",
    "wos-latin": WOS.replace("trust", "café").encode("latin-1"),
    "cnki-big5": SAMPLES["refworks"].replace("信任", "信賴").encode("big5", "replace"),
    "wos-shift-jis": WOS.replace("trust", "信頼性").encode("shift_jis"),
    "wos-cyrillic": WOS.replace("trust", "доверие потребителей").encode("cp1251"),
    "wos-utf7": WOS.replace("trust", "+/v8-").encode(),
    "wos-utf32": WOS.encode("utf-32"),
    "wos-utf16-and-utf8": WOS.encode("utf-16") + SAMPLES["refworks"].encode(),
    "wos-mark-and-gb": b"\xef\xbb\xbf" + WOS.encode() + SAMPLES["refworks"].encode("gb18030"),
    "bib-open-brace": b"@article{a, title = {x" + b"{" * 100_000,
    "bib-nested": b"@article{a, title = {" + b"{" * 50_000 + b"}" * 50_000 + b"}}",
    "bib-laughs": b"@string{a={xxxxxxxx}}\n@article{k, title={x}, year=a}\n"
    + b"@string{a = a # a}\n" * 2000,
    "bib-starts": b"@article{a, title = {x}}\n" + b"@article{" * 20_000,
    "bib-tex": b"@article{a, title = {" + b"\\'" * 100_000 + b"}}",
    "ris-only-starts": b"TY  - JOUR\nTI  - a\n" + b"TY  - JOUR\n" * 2000,
    "ris-only-ends": b"TY  - JOUR\nTI  - a\nER  - \n" + b"ER  - \n" * 2000,
    "table-quotes": b"PT\tAU\tTI\tSO\tDE\tUT\n" + b'"a""\n' * 3000,
    "table-wide": b"PT\tAU\tTI\tSO\tDE\tUT\n" + b"J\t" * 200_000,
    "table-tall": b"PT\tAU\tTI\tSO\tDE\tUT\n" + b"\n" * 100_000,
    "csv-open-quote": "题名,关键词\n".encode() + b'"' + b"a,b\n" * 5000,
    "html-cells": "<table><tr><td>题名</td><td>关键词</td></tr>".encode() + b"<tr><td>" * 20_000,
    "cnki-titles": b"RT Journal Article\nSR 1\n" + b"T1 a\nAB b\n\n" * 5000,
    "mixed-line-ends": WOS.replace("\nAU", "\rAU").replace("\nTI", "\r\nTI").encode(),
    "tags-in-lower-case": WOS.lower().encode(),
    "indented": WOS.replace("\n", "\n  ").encode(),
}


def in_folder(**files):
    def make(folder):
        for name, data in files.items():
            (folder / name.replace("__", "/")).parent.mkdir(parents=True, exist_ok=True)
            (folder / name.replace("__", "/")).write_bytes(data)
        return ["."]

    return make


def with_pipe(folder):
    os.mkfifo(folder / "pipe")
    (folder / "a.txt").write_text(WOS, encoding="utf-8")
    return ["."]


def with_loop(folder):
    (folder / "a.txt").write_text(WOS, encoding="utf-8")
    (folder / "up").symlink_to(folder)
    (folder / "round").symlink_to(folder / "round")
    return ["."]


def pipe(folder):
    os.mkfifo(folder / "pipe")
    return ["pipe"]


def link_circle(folder):
    (folder / "a").symlink_to(folder / "b")
    (folder / "b").symlink_to(folder / "a")
    return ["a"]


def link_to_nothing(folder):
    (folder / "a").symlink_to(folder / "gone")
    return ["a"]


def link_twice(folder):
    (folder / "a.txt").write_text(WOS, encoding="utf-8")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    return ["a.txt", "b.txt", "."]


def socket_file(folder):
    import socket

    with socket.socket(socket.AF_UNIX) as made:
        made.bind("plug")
    return ["plug"]


def named(name):
    return put(WOS.encode(), name)


PLACES = {
    "nothing-there": lambda _folder: ["gone.txt"],
    "empty-name": lambda _folder: [""],
    "long-name": lambda _folder: ["x" * 300],
    "name-of-controls": lambda _folder: ["\x1b[31m\u202e\n.txt"],
    "glob-of-nothing": lambda _folder: ["*.txt"],
    "file-as-folder": lambda folder: [f"{put(WOS.encode())(folder)[0]}/x"],
    "empty-folder": in_folder(),
    "folder-of-strangers": in_folder(a=b"hello", b=b"%PDF-1.4"),
    "folder-mixed": in_folder(a=WOS.encode(), b=b"%PDF-1.4", c=b"", d=b"\x89PNG"),
    "folder-hidden": in_folder(**{".a": WOS.encode(), "__MACOSX": b""}),
    "folder-deep": in_folder(**{"__".join("a" * 60) + "__x.txt": WOS.encode()}),
    "folder-pipe": with_pipe,
    "folder-loop": with_loop,
    "folder-twice": in_folder(a=WOS.encode(), b=WOS.encode()),
    "pipe": pipe,
    "socket": socket_file,
    "device": lambda _folder: ["/dev/zero"],
    "device-null": lambda _folder: ["/dev/null"],
    "link-circle": link_circle,
    "link-to-nothing": link_to_nothing,
    "link-twice": link_twice,
    "proc": lambda _folder: ["/proc/self/mem"],
    "name-chinese": named("导出 文件.txt"),
    "name-quotes": named('it\'s a "file".txt'),
    "name-pattern": named("a[1]*?.txt"),
    "name-dash": lambda folder: ["--", *named("-o.txt")(folder)],
    "name-wrong-suffix": named("savedrecs.pdf"),
    "name-bidi": named("a\u202etxt.exe"),
    "limit-file": lambda folder: ["--limit", "file_bytes=100", *put(WOS.encode())(folder)],
    "limit-record": lambda folder: ["--limit", "record_bytes=50", *put(WOS.encode())(folder)],
    "limit-keywords": lambda folder: [
        "--limit",
        "keywords_per_record=200K",
        *put(wos("DE", _MANY))(folder),
    ],
    "limit-unknown": lambda folder: ["--limit", "speed=9", *put(WOS.encode())(folder)],
    "limit-no-number": lambda folder: ["--limit", "file_bytes=much", *put(WOS.encode())(folder)],
    "format-wrong": lambda folder: ["--format", "ris", *put(WOS.encode())(folder)],
    "format-unknown": lambda folder: ["--format", "docx", *put(WOS.encode())(folder)],
}

CASES = {
    **{
        f"{sample}/{name}": put(change(text))
        for sample, text in SAMPLES.items()
        for name, change in MUTATIONS.items()
    },
    **{f"file/{name}": put(data) for name, data in FILES.items()},
    **{f"place/{name}": make for name, make in PLACES.items()},
}
"""What is made, by name."""
