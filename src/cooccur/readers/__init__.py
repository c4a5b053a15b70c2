"""From files to a Corpus."""
