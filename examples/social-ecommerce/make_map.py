"""Map the example study: ``python make_map.py`` writes ``map.html`` where it is run."""

from pathlib import Path

import cooccur

folder = Path(__file__).parent
knowledge_map = cooccur.map(folder / "cnki", folder / "wos")

print("The ten most frequent keywords")
print(knowledge_map.nodes[["occurrences", "cluster", "first_year"]].head(10).to_string())
print("\nThe clusters")
print(knowledge_map.clusters[["label", "size", "mean_year"]].to_string())
print("\nThe ten strongest links")
strongest = knowledge_map.links.sort_values(
    ["cooccurrences", "source", "target"], ascending=[False, True, True]
)
print(strongest[["source", "target", "cooccurrences"]].head(10).to_string(index=False))

knowledge_map.save("map.html")
