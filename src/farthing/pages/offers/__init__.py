"""offers: what is sold, for how much and how long.

`money.py` finds amounts in a line and `periods.py` how long; `refuse.py` tells prices from other sums;
`settle.py` gives each amount its period by where they stand in the page, `grid.py` in tables, `records.py`
in scripts; `offers.py` puts it together.
"""
