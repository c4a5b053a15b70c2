import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cooccur
from cooccur import studies
from cooccur.errors import CallError, DataError
from cooccur.options import CHOICES, FIGURE_OPTIONS, OPTIONS, FigureOptions, options_of
from cooccur.presets import PRESETS
from cooccur.studies import Call, combined, read_study, save_study, study_text

WORDS = st.text(max_size=12)
OWN = {
    "format": st.sampled_from([None, "wos-tagged"]),
    "years": st.sampled_from([None, "2010-2020"]),
    "author_words": st.sampled_from(["", "2-4"]),
    "columns": st.sampled_from([None, "title=题名,keywords=关键词"]),
    "limit": st.sampled_from([(), ("record_bytes=1M", "keyword_length=9")]),
    "thesaurus": st.none(),
    "stop_list": st.none(),
    "since": st.none(),
    "min_occurrences": st.one_of(st.just("auto"), st.integers(1, 9)),
    "slices": st.one_of(st.none(), st.integers(1, 5)),
    "select": st.sampled_from([None, "top:50", "thresholds:2,2,20;4,3,20;4,3,20"]),
    "periods": st.sampled_from(["auto", "3", "2010,2016"]),
    "decimals": st.integers(0, 12),
    "align_score": st.floats(0, 1),
    "jobs": st.one_of(st.just("auto"), st.integers(1, 9)),
    "title": WORDS,
    "scheduler": WORDS,
}


def values_of(name, option):
    if name in CHOICES:
        return st.sampled_from(CHOICES[name])
    if name in OWN:
        return OWN[name]
    if isinstance(option.default, bool):
        return st.booleans()
    if isinstance(option.default, tuple):
        return st.lists(WORDS, max_size=3).map(tuple)
    if isinstance(option.default, int):
        return st.integers(1, 10**6)
    return st.floats(1.001, 1e6)


ANY_OPTIONS = st.fixed_dictionaries(
    {}, optional={name: values_of(name, option) for name, option in OPTIONS.items()}
)
FIGURES = st.builds(
    FigureOptions, width=st.floats(40, 420), dpi=st.integers(72, 1200), transparent=st.booleans()
)


@given(options=ANY_OPTIONS, figures=FIGURES)
def test_every_option_comes_back_from_a_study(tmp_path_factory, options, figures):
    file = tmp_path_factory.getbasetemp() / "study.toml"
    save_study(file, Call((), options, figures))
    call = combined(file, (), {})
    assert options_of(call.options) == options_of(options)
    assert call.figures == figures


def test_only_what_differs_is_written_each_under_its_help():
    text = study_text(Call(("exports",), {"preset": "citespace", "lrf": 2.0}, FigureOptions()))
    assert set(tomllib.loads(text)) == {"inputs", "preset", "lrf"}
    above = text[: text.index("lrf =")].splitlines()[-1]
    assert above.startswith("# ")
    assert above[2:] in OPTIONS["lrf"].metadata["help"]


def test_an_option_that_a_preset_sets_can_be_taken_back():
    text = study_text(Call((), {"preset": "citespace", "slices": None}, FigureOptions()))
    assert 'slices = "off"' in text


@pytest.mark.parametrize("preset", PRESETS)
def test_the_call_wins_over_the_study_and_the_study_over_the_preset(tmp_path, preset):
    file = tmp_path / "s.toml"
    file.write_text(f'preset = "{preset}"\ncluster = "spectral"\nseed = 5\n', encoding="utf-8")
    chosen = options_of(combined(file, (), {"seed": 7}).options)
    assert (chosen.cluster, chosen.seed) == ("spectral", 7)
    assert chosen.similarity == PRESETS[preset].values["similarity"]


def test_names_of_files_are_seen_from_the_study(tmp_path, monkeypatch):
    (tmp_path / "study").mkdir()
    monkeypatch.chdir(tmp_path)
    call = Call(("data/*.txt",), {"thesaurus": "lists/t.txt"}, FigureOptions())
    save_study("study/s.toml", call)
    text = (tmp_path / "study" / "s.toml").read_text(encoding="utf-8")
    assert '"../data/*.txt"' in text
    assert 'thesaurus = "../lists/t.txt"' in text
    assert str(tmp_path) not in text
    monkeypatch.chdir("/")
    found = read_study(tmp_path / "study" / "s.toml")
    assert found.inputs == (str(tmp_path / "data" / "*.txt"),)
    assert found.options["thesaurus"] == str(tmp_path / "lists" / "t.txt")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("min_occurences = 3", "min_occurrences"),
        ("[options]\nseed = 1", "no option"),
        ("seed = ", "no TOML"),
        ("inputs = 3", "inputs"),
        ("stability = 1", "true or false"),
        ("seed = [1]", "one value"),
        ("hide = [1]", "one value"),
        ("widht = 84", "width"),
    ],
)
def test_a_wrong_study_is_a_wrong_call_that_says_where(tmp_path, text, told):
    file = tmp_path / "wrong.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CallError, match=told) as caught:
        read_study(file)
    assert "wrong.toml" in str(caught.value)


def test_dashes_are_taken_and_a_byte_order_mark_too(tmp_path):
    file = tmp_path / "s.toml"
    file.write_text("min-occurrences = 2\n", encoding="utf-8-sig")
    assert read_study(file).options == {"min_occurrences": 2}


def test_a_study_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(studies, "read_regular", refuse)
    with pytest.raises(DataError, match=r"Permission denied\); check its permissions") as caught:
        read_study(tmp_path / "s.toml")
    assert caught.value.code == "unreadable"


def test_a_file_on_another_drive_is_named_in_full(tmp_path, monkeypatch):
    def refuse(*_):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(studies.os.path, "relpath", refuse)
    save_study(tmp_path / "s.toml", Call(("/data/a.txt",), {}, FigureOptions()))
    assert '"/data/a.txt"' in (tmp_path / "s.toml").read_text(encoding="utf-8")


def test_a_missing_study_is_told(tmp_path):
    with pytest.raises(DataError, match="no such study"):
        read_study(tmp_path / "none.toml")


def test_a_study_is_not_written_over_an_input(export):
    name = export / "savedrecs.txt"
    with pytest.raises(CallError, match="input"):
        save_study(name, Call((name,), {}, FigureOptions()))


def test_a_map_from_a_study_is_that_of_its_options(export, tmp_path):
    file = tmp_path / "s.toml"
    file.write_text('inputs = "exports"\nmin_occurrences = 3\nwidth = 84\n', encoding="utf-8")
    one, other = cooccur.map(study=file), cooccur.map(export, min_occurrences=3)
    assert one.manifest == other.manifest
    assert cooccur.map(study=file, min_occurrences=1).options["min_occurrences"] == 1
    with pytest.raises(CallError, match="width"):
        cooccur.map(export, width=84)


def test_the_command_writes_a_study_and_reads_it_again(run, export, tmp_path):
    first = run("map", "exports", "-o", "a.html", "--hide", "信任", "--save-study", "s.toml")
    assert first.returncode == 0, first.stderr.decode()
    second = run("map", "--study", "s.toml", "-o", "b.html", "-q")
    assert (second.returncode, second.stderr) == (0, b"")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_run_that_fails_writes_no_study(run, export, tmp_path):
    done = run("map", "exports", "--years", "1900-1901", "--save-study", "s.toml")
    assert done.returncode == 1
    assert not (tmp_path / "s.toml").exists()


def test_every_figure_option_is_one_of_studies():
    assert not set(FIGURE_OPTIONS) & set(OPTIONS)
