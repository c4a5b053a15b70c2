import base64
import hashlib
import html
import importlib.util
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cooccur.writers import html as html_module
from cooccur.writers.html import page, page_script, page_style
from cooccur.writers.links import DOI, SEARCHES, TARGETS
from cooccur.writers.page_data import page_data

BUILD = Path(__file__).parents[2] / "scripts" / "build_page.py"
TEMPLATES = Path(html_module.__file__).parent / "templates"
HOSTILE = '</title><script>window.__x=1</script>"&\u2028'


class Tags(HTMLParser):
    """Start tags in order, and what stands in scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.found, self.blocks = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.blocks.append((tag, ""))

    def handle_data(self, data):
        if self.blocks:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)

    def handle_endtag(self, tag):
        self.blocks.append(("/" + tag, ""))


@pytest.fixture(scope="module")
def knowledge_map(make_map):
    return make_map(60, n_records=200)


@pytest.fixture(scope="module")
def text(knowledge_map):
    return page(knowledge_map).decode()


def block(text, opening):
    begin = text.index(opening) + len(opening)
    return text[begin : text.index("</", begin)]


def sha256(text):
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_comes_first_and_names_script_and_style_by_their_hashes(text):
    tags = Tags(text)
    names = [tag for tag, _ in tags.found]
    assert names[names.index("head") + 1] == "meta"
    attributes = tags.found[names.index("head") + 1][1]
    assert attributes["http-equiv"] == "Content-Security-Policy"
    policy = attributes["content"]
    assert policy.startswith("default-src 'none'; ")
    scripts = [content for tag, content in tags.blocks if tag == "script"]
    styles = [content for tag, content in tags.blocks if tag == "style"]
    assert len(scripts) == 4
    allowed = f"script-src '{sha256(page_script())}' '{sha256(scripts[-1])}';"
    assert allowed in policy
    assert f"style-src '{sha256(styles[0])}'" in policy
    assert "unsafe" not in policy


def test_the_data_block_holds_the_data(text, knowledge_map):
    data = block(text, '<script type="application/json" id="cooccur-data">')
    assert not re.search(r"[<>&\u2028\u2029]", data)
    assert json.loads(data) == json.loads(json.dumps(page_data(knowledge_map)))


def test_a_hostile_title_stays_text(knowledge_map):
    text = page(replace(knowledge_map, title=HOSTILE)).decode()
    tags = [tag for tag, _ in Tags(text).found]
    assert tags.count("script") == 4
    assert html.unescape(block(text, "<title>")) == HOSTILE.strip()


def test_titles_fit_the_language(knowledge_map):
    titles = {"en": "Keyword co-occurrence map", "zh": "关键词共现图谱"}
    for lang, title in titles.items():
        text = page(replace(knowledge_map, lang=lang)).decode()
        assert block(text, "<title>") == title
        assert text.startswith(
            f'<!doctype html>\n<html lang="{lang if lang == "en" else "zh-CN"}">'
        )


def test_half_a_surrogate_pair_does_not_stop_the_page(make_map):
    knowledge_map = make_map(12, n_records=30, titles=("broken \ud800 title",))
    assert b"broken ? title" in page(knowledge_map)


def test_lines_end_with_lf_and_nothing_asks_for_anything(text):
    assert "\r" not in text
    assert not [name for name, attrs in Tags(text).found if {"src", "href"} & set(attrs)]
    addresses = set(re.findall(r"https?://[^\s\"'`/]+", page_script() + page_style()))
    known = {target.address for target in (DOI, *TARGETS, *SEARCHES)}
    hosts = {"/".join(address.split("/")[:3]) for address in known}
    assert addresses == {"http://www.w3.org", *hosts}
    assert "url(" not in page_style()
    assert "@import" not in page_style()


def test_the_script_never_turns_text_into_markup_or_code():
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|"
        r"createContextualFragment|DOMParser|setAttribute\(.on|localStorage|fetch\(|XMLHttp"
    )
    assert not re.search(forbidden, page_script())
    assert "</script" not in page_script().lower()
    assert "<!--" not in page_script()
    assert "</" not in page_style()


@pytest.fixture(scope="module")
def build():
    """The script that makes the kept files of the page from their sources."""
    spec = importlib.util.spec_from_file_location("build_page", BUILD)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_kept_script_and_style_are_what_their_sources_give(build):
    pytest.importorskip("minify", reason="tdewolff-minify has no wheel for this machine")
    built = build.built()
    # How it is packed may differ between versions of zlib; what is packed may not.
    is_new = {"page.js": page_script() == built.pop("page.js").rstrip("\n")}
    for name, text in built.items():
        is_new[name] = (TEMPLATES / name).read_bytes().replace(b"\r\n", b"\n") == text.encode()
    old = [name for name, new in is_new.items() if not new]
    assert not old, f"{old} are old: run python scripts/build_page.py"


def test_every_script_file_is_part_of_the_page(build):
    assert {path.stem for path in (TEMPLATES / "js").glob("*.js")} == set(build.SCRIPTS)


def test_both_languages_have_every_word_that_is_asked_for():
    words = (TEMPLATES / "js" / "words.js").read_text(encoding="utf-8")
    blocks = re.split(
        r"^  (?:en|zh): \{$", words[: words.index("let language")], flags=re.MULTILINE
    )[1:]
    en, zh = ({*re.findall(r"(?:^ {4}|\", )(\w+): \"", block, re.MULTILINE)} for block in blocks)
    assert en == zh
    source = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.j*"))
    asked = set(re.findall(r"\bword\(\"(\w+)\"", source))
    asked |= set(re.findall(r"data-word(?:-\w+)?=\"(\w+)\"", source))
    assert asked <= en
    assert len(asked) > 80


def test_a_page_is_small(text, knowledge_map):
    data = json.dumps(page_data(knowledge_map), ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) - len(data.encode()) <= 120_000


def test_the_same_map_gives_the_same_bytes_in_every_process():
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from conftest import build_map;"
        "from cooccur.writers.html import page;"
        "print(hashlib.sha256(page(build_map(30, n_records=60))).hexdigest())"
    )
    found = set()
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        }
        run = subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(run.stdout)
    assert len(found) == 1
