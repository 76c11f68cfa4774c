"""Drives the wizard by keyboard through every page, looks at each by geometry, and takes pictures.

`python -m ui.tour` walks as a person would; `scripts/tour` does so for every language and scale, and
takes each picture in every look and window size. What a key cannot reach, the tour cannot do.
"""
