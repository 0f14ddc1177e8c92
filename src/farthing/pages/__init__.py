"""pages: what a saved payment page says.

`read` takes the bytes of a saved page and gives the offers, the ways to pay, the contacts, the language and a
template fingerprint, each beside the words it came from. Media is dropped in memory and never looked at, but
for the payload of a QR code. Pure: no file, no clock, no network.
"""
