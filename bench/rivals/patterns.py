"""What an address looks like to a regular expression.

One pattern for each family of FORMATS.md, in the part of the syntax that plain `re`, RE2, YARA and
iocextract share. They say what can be said without a checksum: prefix, alphabet, length, and a word's
boundary on either side.
"""

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_BECH32 = "[02-9ac-hj-np-z]"
_BECH32_UPPER = "[02-9AC-HJ-NP-Z]"
_HRP = "bc|sp|ltc|ltcmweb|zs|u|tex|addr|cosmos"

PATTERNS = {
    "bitcoin": f"[13]{_BASE58}{{25,34}}",
    "litecoin, dogecoin, dash": f"[LMDA9X7]{_BASE58}{{32,33}}",
    "zcash": f"t[13]{_BASE58}{{33}}",
    "tron": f"T{_BASE58}{{33}}",
    "xrp": f"r{_BASE58}{{24,34}}|X{_BASE58}{{46}}",
    "monero": f"[48]{_BASE58}{{94}}|4{_BASE58}{{105}}",
    "polkadot": f"1{_BASE58}{{45,47}}",
    "solana": f"{_BASE58}{{43,44}}",
    "byron": f"Ae2{_BASE58}{{54,58}}|DdzFF{_BASE58}{{95,101}}",
    "bech32": f"(?:{_HRP})1{_BECH32}{{38,}}|(?:{_HRP.upper()})1{_BECH32_UPPER}{{38,}}",
    "lightning": f"ln(?:bc[0-9]*[munp]?|o)1{_BECH32}{{50,}}|LN(?:BC[0-9]*[MUNP]?|O)1{_BECH32_UPPER}{{50,}}",
    "cash": f"(?:bitcoincash:)?[qpzr]{_BECH32}{{41}}(?:{_BECH32}{{19}})?",
    "cash, upper case": f"(?:BITCOINCASH:)?[QPZR]{_BECH32_UPPER}{{41}}(?:{_BECH32_UPPER}{{19}})?",
    "evm": "0x[0-9a-fA-F]{40}",
    "ton": "[EU][Qf][0-9A-Za-z_-]{46}|0:[0-9a-f]{64}",
    "stellar": "G[A-Z2-7]{55}|M[A-Z2-7]{68}",
    "algorand": "[A-Z2-7]{58}",
}
UNION = rf"\b(?:{'|'.join(PATTERNS.values())})\b"
