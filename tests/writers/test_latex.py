import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.model import Columns
from cooccur.writers.latex import TOP, escape, supplement_tex, tables_tex

COMMANDS = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"\char34{}": '"',
    r"\textasciigrave{}": "`",
}


def read_back(text):
    """What LaTeX prints for a text of escape."""
    pattern = "|".join(map(re.escape, COMMANDS)) + r"|\\[{}$&#%_]|\{\}"
    return re.sub(
        pattern, lambda f: COMMANDS.get(f.group(), f.group().strip("\\").replace("{}", "")), text
    )


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])))
def test_what_is_escaped_prints_as_it_was(text):
    assert read_back(escape(text)) == text


@given(st.text())
def test_no_sign_is_left_that_means_something(text):
    bare = re.sub("|".join(map(re.escape, COMMANDS)) + r"|\\[{}$&#%_]|\{\}", "", escape(text))
    assert not set(bare) & set('\\{}$&#%_~^<>|"`')
    assert "--" not in escape(text)
    assert not escape(text).lstrip().startswith(("[", "*"))


def test_chinese_stays_as_it_is():
    assert escape("社会化商务（R&D）") == "社会化商务（R\\&D）"


def rows_of(text, label):
    begin = text.index(label)
    body = text[text.index("\\midrule", begin) : text.index("\\bottomrule", begin)]
    return [line for line in body.splitlines() if line.endswith(" \\\\")]


def test_a_floating_table_holds_the_first_rows_and_says_of_how_many(knowledge_map):
    text = tables_tex(knowledge_map).decode()
    rows = rows_of(text, "tab:cooccur-keywords")
    nodes = knowledge_map.network.node_columns
    assert len(rows) == TOP
    assert rows[0].startswith(escape(nodes["keyword"][0]) + f" & {nodes['occurrences'][0]} & ")
    assert f"(the first {TOP} of {len(nodes['keyword'])})" in text
    assert len(rows_of(text, "tab:cooccur-clusters")) == knowledge_map.clusters.shape[0]


def test_the_supplement_holds_all_rows(knowledge_map):
    text = supplement_tex(knowledge_map).decode()
    begin = text.index("tab:cooccur-all-keywords")
    body = text[text.index("\\endlastfoot", begin) : text.index("\\end{longtable}", begin)]
    assert body.count(" \\\\\n") == knowledge_map.network.n_nodes


def test_captions_follow_the_language_of_the_map(knowledge_map):
    assert "关键词频次（前 25 个" in tables_tex(replace(knowledge_map, lang="zh")).decode()


def test_bursts_are_the_strongest_in_the_order_of_their_begin(knowledge_map):
    n = 40
    bursts = Columns(
        {
            "node": list(range(n)),
            "year": [2008] * n,
            "strength": [float((7 * k) % n) for k in range(n)],
            "begin": [2008 + k // 10 for k in range(n)],
            "end": [2012] * n,
            "level": [1] * n,
        }
    )
    network = knowledge_map.network.with_columns(tables={"bursts": bursts})
    text = tables_tex(replace(knowledge_map, network=network)).decode()
    rows = [row.removesuffix(" \\\\").split(" & ") for row in rows_of(text, "tab:cooccur-bursts")]
    assert sorted(float(row[2]) for row in rows) == [float(k) for k in range(n - TOP, n)]
    assert [row[3] for row in rows] == sorted(row[3] for row in rows)


def test_every_line_of_a_table_has_as_many_cells_as_columns(hostile_map):
    text = tables_tex(hostile_map).decode()
    for label in ("tab:cooccur-keywords", "tab:cooccur-clusters"):
        begin = text.index(label)
        head = text[text.index("\\toprule", begin) :].splitlines()[1]
        cells = {len(re.findall(r"(?<!\\)&", row)) for row in (head, *rows_of(text, label))}
        assert len(cells) == 1


def test_latex_sets_it(hostile_map, tmp_path):
    if not shutil.which("xelatex"):
        pytest.skip("xelatex is not installed")
    (tmp_path / "tables.tex").write_bytes(tables_tex(hostile_map))
    (tmp_path / "supplement.tex").write_bytes(supplement_tex(hostile_map))
    paper = "\\documentclass{article}\\usepackage{booktabs,longtable}\\begin{document}"
    paper += "\\input{tables}\\input{supplement}\\end{document}"
    (tmp_path / "paper.tex").write_text(paper, encoding="utf-8")
    done = subprocess.run(
        ["xelatex", "-halt-on-error", "paper.tex"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]
