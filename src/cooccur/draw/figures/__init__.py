"""Figures for print, one view a file: each a function from a map and a style to a scene."""
