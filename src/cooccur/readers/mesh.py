"""Headings of MeSH as databases write them: ``*Myocardial Ischemia/complications/*diagnosis``."""

from __future__ import annotations

import re
from typing import Final

from cooccur.readers.fields import collapse

_TAGS: Final = (
    "humans;human;animals;animal;male;female;infant, newborn;infant;child, preschool;child;"
    "adolescent;young adult;adult;middle aged;aged;aged, 80 and over;pregnancy;mice;rats;rabbits;"
    "cats;cattle;chick embryo;dogs;guinea pigs;hamsters;history, ancient;history, medieval;"
    "history, 15th century;history, 16th century;history, 17th century;history, 18th century;"
    "history, 19th century;history, 20th century;history, 21st century"
)
CHECK_TAGS: Final = frozenset(_TAGS.split(";"))
"""Headings that indexers check for every paper: who was studied, and when."""

_SUBHEADINGS: Final = (
    "abnormalities;administration & dosage;adverse effects;agonists;analogs & derivatives;analysis;"
    "anatomy & histology;antagonists & inhibitors;biosynthesis;blood;blood supply;cerebrospinal "
    "fluid;chemical synthesis;chemically induced;chemistry;classification;complications;congenital;"
    "cytology;deficiency;diagnosis;diagnostic imaging;diet therapy;drug effects;drug therapy;"
    "economics;education;embryology;enzymology;epidemiology;ethics;ethnology;etiology;genetics;"
    "growth & development;history;immunology;injuries;innervation;instrumentation;isolation & "
    "purification;legislation & jurisprudence;metabolism;methods;microbiology;mortality;nursing;"
    "organization & administration;parasitology;pathogenicity;pathology;pharmacokinetics;"
    "pharmacology;physiology;physiopathology;poisoning;prevention & control;psychology;radiation "
    "effects;radiotherapy;rehabilitation;secondary;standards;statistics & numerical data;supply & "
    "distribution;surgery;therapeutic use;therapy;toxicity;transmission;transplantation;trends;"
    "ultrastructure;urine;veterinary;virology"
)
_QUALIFIERS: Final = frozenset(_SUBHEADINGS.split(";"))


def heading(term: str) -> str:
    """The descriptor alone, without star and qualifiers. Descriptors may contain commas."""
    return collapse(term.partition("/")[0].strip(" *"))


def is_major(term: str) -> bool:
    """Whether the heading or one of its qualifiers is marked as a main topic of the paper."""
    return "*" in term


def is_marked(keyword: str) -> bool:
    """Whether a keyword, in a list that mixes MeSH with others, can only be a heading of MeSH.

    Its star or its qualifiers tell.
    """
    descriptor, slash, qualifiers = keyword.partition("/")
    if not slash:
        return bool(re.match(r"\*\w", keyword))
    parts = (part.strip(" *").casefold() for part in qualifiers.split("/"))
    return bool(heading(descriptor)) and all(part in _QUALIFIERS for part in parts)
