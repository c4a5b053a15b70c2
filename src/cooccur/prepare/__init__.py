"""From a Corpus to a Corpus: cleaner keywords, fewer duplicates, fewer records."""
