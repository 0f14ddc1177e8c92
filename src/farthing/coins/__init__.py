"""coins: what a payment address is.

One chain table says which networks there are, one module a format says how an address of that format is
written, checked and spelled canonically, and `find` looks for all of them in bytes. Pure: no file, no clock,
no network.
"""
