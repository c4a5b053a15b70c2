"""Map the example study: ``python make_map.py`` writes ``map.html`` where it is run."""

from pathlib import Path

import cooccur

folder = Path(__file__).parent
map = cooccur.map(folder / "cnki", folder / "wos")  # noqa: A001

print("The ten most frequent keywords")
print(map.nodes[["occurrences", "cluster", "first_year"]].head(10).to_string())
print("\nThe clusters")
print(map.clusters[["label", "size", "mean_year"]].to_string())
print("\nThe ten strongest links")
strongest = map.links.sort_values(
    ["cooccurrences", "source", "target"], ascending=[False, True, True]
)
print(strongest[["source", "target", "cooccurrences"]].head(10).to_string(index=False))

map.save("map.html")
