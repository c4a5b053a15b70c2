import numpy as np

from cooccur.draw.figure import draw_figure
from cooccur.draw.figures.legend import cluster_names
from cooccur.scene import Disc, Path, Raster


def test_the_legend_names_every_cluster_of_several_keywords(example_map, style_of):
    texts = {text.text for text in draw_figure(example_map, "network", style=style_of(174)).texts}
    clusters = example_map.network.cluster_columns
    several = clusters["cluster"][clusters["size"] > 1].tolist()
    names = cluster_names(example_map)
    assert {names[number] for number in several[:20]} <= texts


def test_clusters_without_room_in_the_legend_are_counted(example_map, style_of, monkeypatch):
    several = int((example_map.network.cluster_columns["size"] > 1).sum())
    for shown, told in ((several - 1, "1 more cluster"), (2, f"{several - 2} more clusters")):
        monkeypatch.setattr("cooccur.draw.figures.legend._MOST_CLUSTERS", shown)
        scene = draw_figure(example_map, "network", style=style_of(174))
        assert [text.text for text in scene.texts if " more cluster" in text.text] == [told]


def test_every_keyword_has_a_disc_and_at_most_a_thousand_links_a_curve(example_map, style_of):
    scene = draw_figure(example_map, "network", style=style_of(174))
    keywords = {m.tooltip for m in scene.marks if isinstance(m, Disc) and m.tooltip}
    curves = [m for m in scene.marks if isinstance(m, Path) and m.commands[-1][0] == "Q"]
    assert len(keywords) == example_map.network.n_nodes
    assert len(curves) == min(1000, example_map.network.n_links)


def test_circles_are_as_large_as_their_keywords_are_frequent(example_map, style_of):
    scene = draw_figure(example_map, "network", style=style_of(174))
    discs = {m.tooltip: m.radius for m in scene.marks if isinstance(m, Disc) and m.tooltip}
    counts = np.array([int(tip.rsplit("(", 1)[1][:-1]) for tip in discs])
    radii = np.array(list(discs.values()))
    order = np.argsort(counts)
    assert (np.diff(radii[order]) >= -1e-9).all()


def test_the_overlay_says_between_which_years_its_colours_lie(example_map, style_of):
    texts = {text.text for text in draw_figure(example_map, "overlay", style=style_of(174)).texts}
    years = example_map.network.node_columns["mean_year"]
    low, high = np.nanpercentile(years, (5, 95))
    assert {f"{low:.1f}", f"{high:.1f}"} <= texts


def test_the_density_is_a_surface_that_is_white_far_from_all_keywords(example_map, style_of):
    scene = draw_figure(example_map, "density", style=style_of(174))
    (surface,) = [mark for mark in scene.marks if isinstance(mark, Raster)]
    assert surface.pixels.shape[2] == 3
    assert surface.pixels.max() == 255
    assert surface.pixels.astype(int).sum(axis=2).max() > 740
    assert (surface.pixels == [228, 95, 65]).all(axis=2).any()
