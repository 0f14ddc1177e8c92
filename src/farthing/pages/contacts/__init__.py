"""contacts: how the page says its seller can be reached.

`mailboxes.py` reads mail and jabber addresses, also spelled out ("name [at] host [dot] example");
`messengers.py` the accounts that their shape or their link gives away, `named.py` those that a word
announces, `recorded.py` those in scripts and data attributes; `contacts.py` puts them together.
"""
