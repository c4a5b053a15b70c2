"""From a Corpus to a KeywordNetwork: counts, similarities, clusters, measures."""
