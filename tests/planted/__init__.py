"""Corpora with a planted truth: their plans, their records, their exports, and how to judge a map.

Everything is a pure function of a plan and a seed.
"""
