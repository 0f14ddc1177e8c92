"""offers: what is sold, for how much and how long.

`quantities.py` finds numbers with their multiples, `money.py` sums with their currency, `bare.py` those
whose currency stands elsewhere, `periods.py` how long. `inline.py` reads a page line by line, `clauses.py`
pairs what stands in one clause; `refuse.py` and `prose.py` tell prices from other sums. `wrapped.py`,
`grid.py` and `settle.py` give each price the period that stands in another line, in a table, in a heading
(`columns.py` and `piped.py`: tables drawn in text); `currencies.py` settles what "$" means; `records.py`
reads scripts and data attributes, `asked.py` payment URIs. `choose.py` lists each offer once, `offers.py`
puts it together.
"""
