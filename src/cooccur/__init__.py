"""Keyword co-occurrence knowledge maps from literature exports."""
