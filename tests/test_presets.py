"""What other programs do by default, as options of ours."""

from pathlib import Path

import pytest

from cooccur.errors import UnknownChoiceError
from cooccur.network.labels import LABELLINGS
from cooccur.network.pruning import PRUNINGS
from cooccur.options import CHOICES, OPTIONS, Options, options_of
from cooccur.pipeline import map as make_map
from cooccur.presets import PRESETS, preset_values
from cooccur.summary import selection_of

PAGE = Path(__file__).resolve().parents[1] / "docs" / "presets.md"


def test_every_preset_can_be_chosen_and_sets_options_that_exist():
    assert tuple(PRESETS) == CHOICES["preset"][1:]
    for name, preset in PRESETS.items():
        assert preset.name == name
        assert preset.values.keys() <= OPTIONS.keys()
        assert preset.source
        assert preset.differs
        Options(**preset.values)


def test_the_page_on_presets_tells_every_option_and_every_difference():
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    for name, preset in PRESETS.items():
        part = text.split(f"## {name} ")[1].split(" ## ")[0]
        for option, value in preset.values.items():
            told = "on" if value is True else value
            assert f"| `--{option.replace('_', '-')}` | {told} |" in part
        assert all(sentence in part for sentence in (preset.source, *preset.differs))


def test_options_beside_a_preset_win_over_it():
    options = options_of({"preset": "vosviewer", "min_occurrences": 3, "cluster": "modularity"})
    assert (options.min_occurrences, options.cluster) == (3, "modularity")
    assert (options.max_keywords, options.palette) == (1000, "vos")
    assert options_of({"preset": "vosviewer", "min_occurrences": "auto"}).min_occurrences == "auto"
    assert options_of({"preset": "citespace", "slices": None}).slices is None


def test_without_a_preset_the_options_are_ours():
    assert options_of({}) == Options()
    assert options_of({"preset": ""}) == Options()
    assert not preset_values("")


def test_an_unknown_preset_names_those_that_exist():
    with pytest.raises(UnknownChoiceError, match="citespace, vosviewer, biblioshiny"):
        options_of({"preset": "bibexcel"})


def test_the_preset_of_citespace_follows_its_rules(export):
    knowledge_map = make_map(export, preset="citespace")
    assert selection_of(knowledge_map) == ("11 slices of 1 year(s), g-index:25, LRF=3, L/N=10, e=1")
    # One word is too little for an author keyword; the database's TRUST counts all the same.
    assert "logistics" not in knowledge_map.nodes.index
    assert knowledge_map.nodes.loc["TRUST", "occurrences"] == 7
    steps = {step.name: dict(step.options) for step in knowledge_map.network.history}
    assert steps["normalise"]["similarity"] == "cosine"
    assert steps["slice"]["decimals"] == 2
    assert "prune" not in steps


def test_the_preset_of_vosviewer_takes_what_occurs_five_times(export):
    knowledge_map = make_map(export, preset="vosviewer")
    assert selection_of(knowledge_map) == "occurrences >= 5"
    assert knowledge_map.nodes["occurrences"].min() == 5


def test_the_preset_of_biblioshiny_drops_rare_links_and_lonely_keywords(export):
    knowledge_map = make_map(export, preset="biblioshiny", keywords="all")
    assert (knowledge_map.links["cooccurrences"] >= 2).all()
    assert (knowledge_map.nodes["links"] > 0).all()


def test_choices_are_those_of_the_tables():
    assert CHOICES["prune"] == tuple(PRUNINGS)
    assert CHOICES["labels"] == tuple(LABELLINGS)
