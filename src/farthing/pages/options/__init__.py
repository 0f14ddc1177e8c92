"""options: how one may pay.

`addresses.py` takes the payment addresses that `coins` finds and settles coin and network by the words
around; `lightning.py` adds LNURLs and lightning addresses; `named.py` reads coins, cards, transfers,
wallets and the like that are only named; `memo.py` the tag or comment beside an address; `payees.py` the
accounts to pay to off the chains.
"""
