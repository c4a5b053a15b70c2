import inspect

import click
import pytest

import cooccur
from cooccur.cli import cooccur as command
from cooccur.errors import CallError, UnknownChoiceError
from cooccur.options import CHOICES, OPTIONS, Options, options_of
from cooccur.pipeline import read


def command_options(name):
    parameters = command.commands[name].params
    return {p.name: p for p in parameters if isinstance(p, click.Option)}


def test_the_command_has_every_option_of_the_library_with_the_same_default():
    offered = command_options("map")
    for name, option in OPTIONS.items():
        assert f"--{name.replace('_', '-')}" in offered[name].opts
        # The command line has no empty word: not giving --lang is what "" is to the library.
        assert offered[name].default == (
            None if option.default == "" and name in CHOICES else option.default
        )


def test_the_library_function_shows_every_option_with_its_default():
    parameters = inspect.signature(cooccur.map).parameters
    for name, option in OPTIONS.items():
        assert parameters[name].default == option.default


def test_every_option_has_a_help_text():
    for name in ("map", "inspect"):
        for option in command_options(name).values():
            assert option.help, option.name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("counting", "double"),
        ("similarity", "cosin"),
        ("cluster", ""),
        ("lang", "de"),
        ("min_occurrences", 0),
        ("min_occurrences", "few"),
        ("min_occurrences", True),
        ("max_keywords", 0),
        ("min_cluster_size", -1),
        ("resolution", -0.5),
        ("resolution", float("nan")),
        ("seed", -1),
        ("align_score", 1.1),
        ("align_score", "high"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(name, value):
    with pytest.raises(CallError):
        Options(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slices", 0),
        ("slices", "1"),
        ("min_cooccurrences", 0),
        ("resamples", 0),
        ("lrf", -2),
        ("lrf", float("inf")),
        ("lrf", "3"),
        ("e", float("nan")),
        ("links_per_node", -2),
        ("links_per_node", True),
        ("decimals", 13),
        ("decimals", 1.5),
        ("author_words", "many"),
        ("author_words", 0.5),
        ("select", "top:0"),
        ("select", 50),
        ("preset", "excel"),
    ],
)
def test_what_selects_keywords_and_links_is_checked_before_a_file_is_read(name, value):
    with pytest.raises(CallError):
        Options(**{name: value})


def test_no_limit_and_numbers_as_text_are_taken():
    options = Options(lrf=-1, links_per_node=-1, e=-1, author_words=3, select=None)
    assert (options.author_words, options.select) == ("3", None)


def test_an_unknown_choice_names_those_that_exist():
    with pytest.raises(UnknownChoiceError, match="cosine"):
        Options(similarity="cos")


def test_an_unknown_option_names_the_nearest():
    with pytest.raises(CallError, match="min_occurrences"):
        options_of({"min_ocurrences": 3})


def test_one_word_is_a_list_of_one():
    assert Options(hide="trust").hide == ("trust",)
    assert Options(hide=["a", "b"]).hide == ("a", "b")


def test_values_of_a_near_type_are_taken_or_refused_in_words():
    assert Options(years=2015).years == "2015"
    assert Options(hide=None).hide == ()
    with pytest.raises(CallError, match="--resolution"):
        Options(resolution="1")


@pytest.mark.parametrize("name", ["merge", "vocabulary", "engine"])
def test_an_unknown_choice_of_reading_names_those_that_exist(export, name):
    with pytest.raises(UnknownChoiceError, match=CHOICES[name][1]):
        read(export, **{name: "none of them"})
