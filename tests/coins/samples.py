"""Published addresses that several tests use, and ways in which pages break them."""

from __future__ import annotations

import re
from collections.abc import Iterator

GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"  # BIP-360
SCRIPT = "39bgKC7RFbpoCRbtD5KEdkYKtNyhpsNa3Z"  # BIP-67
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
LITECOIN = "LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz"  # ERC-2304
TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"  # TRON documentation
ETHER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"  # EIP-55
ROOTSTOCK = "0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD"  # EIP-1191
MONERO = "46BeWrHpwXmHDpDEUmZBWZfoQpdc6HaERCNmx1pEYL2rAcuwufPN9rXHHtyUA4QVy66qeFQkn6sfK8aHYjA3jk3o1Bv16em"
INTEGRATED = (  # bip_utils, tests/addr/test_xmr_addr.py
    "4Hn73AucuCcMg3WbxzsTXLP7PAAJVEqXmjnY8wEPhwQwGK5dQ46sdW5EPPw1"
    "sqnJbXRWhCX9zdcKjgYdqa7WMAGhUqByd94QKTJJ9vmXwN"
)


def broken(address: str) -> Iterator[tuple[str, str]]:
    """Name and text of each way to break an address that a reader would still copy right."""
    yield "zero-width spaces", "\u200b".join([address[:7], address[7:20], address[20:]])
    yield "soft hyphen", address[:9] + "\u00ad" + address[9:]
    for size in (3, 4, 5, 8):
        yield f"groups of {size}", " ".join(re.findall(f".{{1,{size}}}", address))
    yield "no-break groups", "\u00a0".join(re.findall(".{1,4}", address))
    yield "hyphenated groups", "-".join(re.findall(".{1,4}", address))
    yield "letter spacing", " ".join(address)
    yield "a line break", address[:20] + "\n" + address[20:]
    yield "two indented line breaks", address[:14] + "\r\n   " + address[14:28] + "\r\n   " + address[28:]
    yield "quoted line break", address[:20] + "\n> " + address[20:]
    yield "br", address[:17] + "<br/>\n" + address[17:]
    yield "wbr", address[:17] + "<wbr>" + address[17:]
    yield "decimal references", "".join(f"&#{ord(c)};" for c in address)
    yield (
        "hexadecimal references",
        address[:5] + "".join(f"&#x{ord(c):x};" for c in address[5:9]) + address[9:],
    )
    yield (
        "a span in the middle",
        address[:6] + '<span style="color:red">' + address[6:15] + "</span>" + address[15:],
    )
    yield "a comment", address[:6] + "<!-- x -->" + address[6:]
    yield "a hidden decoy", address[:11] + '<span style="display:none">zz</span>' + address[11:]
    yield "full width", "".join(chr(ord(c) + 0xFEE0) for c in address)
    yield "soft line break", address[:11] + "=\r\n" + address[11:]
    yield "escaped line break", address[:18] + "\\n" + address[18:]
