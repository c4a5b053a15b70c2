from collections import Counter

import numpy as np
import pytest

from cooccur.draw.figures.changes import changes_figure
from cooccur.scene import Path

BAND = 0.34


def test_every_cluster_of_both_maps_is_named_and_new_ones_in_bold(full_map, style_of):
    texts = changes_figure(full_map, style=style_of(174)).texts
    table = full_map.network.tables["cluster_changes"]
    then = [n for n, k in table.rows("earlier_cluster", "earlier_keywords") if n >= 0 and k > 1]
    now = [n for n, k in table.rows("cluster", "keywords") if n >= 0 and k > 1]
    named = {
        anchor: [t for t in texts if t.text.startswith("#") and t.anchor == anchor]
        for anchor in ("end", "start")
    }
    numbers = {side: {int(t.text[1:].split()[0]) for t in found} for side, found in named.items()}
    assert numbers == {"end": set(then), "start": set(now)}
    new = {n for n, change in table.rows("cluster", "change") if change == "new"}
    bold = {int(t.text[1:].split()[0]) for t in named["start"] if t.bold}
    assert bold == new & set(now) != set()


def test_bands_are_as_thick_as_the_keywords_are_many_that_went_from_one_to_the_other(
    full_map, style_of
):
    scene = changes_figure(full_map, style=style_of(174))
    keywords, clusters = (full_map.network.tables[n] for n in ("changes", "cluster_changes"))
    several = [
        {number for number, size in clusters.rows(*names) if number >= 0 and size > 1}
        for names in (("earlier_cluster", "earlier_keywords"), ("cluster", "keywords"))
    ]
    pairs = Counter(keywords.rows("earlier_cluster", "cluster"))
    counts = [n for (was, now), n in pairs.items() if was in several[0] and now in several[1]]
    bands = [mark for mark in scene.marks if isinstance(mark, Path) and mark.opacity == BAND]
    starts, lasts = ([mark.commands[i][1][-1][1] for mark in bands] for i in (0, 3))
    thick = np.sort(np.array(lasts) - starts)
    assert len(thick) == len(counts)
    assert thick[-5:] / thick[-1] == pytest.approx(np.sort(counts)[-5:] / max(counts))


def test_the_lists_begin_with_the_largest_changes_under_their_numbers(full_map, style_of):
    scene = changes_figure(full_map, style=style_of(174, measure=lambda *_: 1.0))
    table = full_map.network.tables["changes"]
    texts = [text.text for text in scene.texts]
    heads = {"new": "New", "grown": "Grown", "shrunk": "Shrunk", "gone": "Gone"}
    for change, head in heads.items():
        assert f"{head} ({table['change'].tolist().count(change)})" in texts
    new = [
        (-n, i, w)
        for i, (w, c, n) in enumerate(table.rows("keyword", "change", "occurrences"))
        if c == "new"
    ]
    first = [word for _, _, word in sorted(new)[:10]]
    at = texts.index(next(text for text in texts if text.startswith("New (")))
    assert texts[at + 1 : at + 1 + 2 * len(first) : 2] == first


def test_keywords_of_both_maps_have_shares_of_the_records(full_map, style_of):
    table, texts = full_map.network.tables["changes"], []
    for change, before, now in table.rows("change", "earlier_share", "share"):
        if change == "grown":
            texts.append(f"{100 * before:.1f} → {100 * now:.1f} %")
    shown = {text.text for text in changes_figure(full_map, style=style_of(84)).texts}
    assert len(shown & set(texts)) > 3
