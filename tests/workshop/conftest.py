"""Keywords and texts built by hand."""

import pytest

from cooccur.model import Details
from cooccur.prepare.keywords import comparison_key
from cooccur.workshop.keywords import Keywords


def keywords_made(counts, n_records=1000):
    """Keywords from a dict of labels and their occurrences."""
    rows = sorted((comparison_key(label), label, n) for label, n in counts.items())
    keys, labels, occurrences = zip(*rows, strict=True) if rows else ((), (), ())
    return Keywords(keys, labels, occurrences, n_records)


class Texts:
    """What rules ask of a corpus: its length and its long fields."""

    def __init__(self, abstracts):
        self.abstracts = abstracts

    def __len__(self):
        return len(self.abstracts)

    def details(self, records):
        return [Details(title="", abstract=self.abstracts[record]) for record in records]


@pytest.fixture(scope="session")
def make_keywords():
    return keywords_made


@pytest.fixture(scope="session")
def make_texts():
    return Texts
