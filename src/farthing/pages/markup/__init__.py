"""markup: from a page's source to lines of visible text in a tree of blocks, each character with its place.

`html.py`, `bbcode.py` and `plain.py` know their notation and drive one `Builder`; `records.py` finds the
objects that scripts and data attributes hold, `pictures.py` and `blocks.py` what QR codes in the source
carry. Nothing here knows what a price is.
"""
