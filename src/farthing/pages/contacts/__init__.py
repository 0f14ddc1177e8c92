"""contacts: how the page says its seller can be reached.

`mailboxes.py` reads mail and jabber addresses, also spelled out ("name [at] host [dot] example");
`messengers.py` the accounts and links of messengers; `contacts.py` puts them together.
"""
