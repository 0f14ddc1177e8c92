"""options: how one may pay.

`places.py` finds the payment addresses, `addresses.py` settles their coin and network by the words around and
leaves out old ones and contracts; `memo.py` reads the tag or comment beside an address; `lightning.py` adds
LNURLs and lightning addresses. `named.py` reads coins, cards, transfers, wallets and the like that are only
named, `worth.py` says which of them are meant, `payees.py` whom they pay; `processors.py` knows checkouts by
their fingerprints. `page.py` is the page as all of them see it.
"""
