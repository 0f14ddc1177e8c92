"""Published addresses that several tests use, and ways in which pages break them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farthing.coins import Hit, find

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
SUBADDRESS = (  # Monero, URI_SCHEME.md
    "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H"
)
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"  # BIP-350
SILENT = (  # BIP-352
    "sp1qqgste7k9hx0qftg6qmwlkqtwuy6cycyavzmzj85c6qdfhjdpdjtdgqjuexzk6murw56suy3e0rd2cgqvycxttddwsvgxe2us"
    "fpxumr70xc9pkqwv"
)
CASH = "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"  # cashaddr.md
ZCASH = "t3QKR6mLBwPY6DeqHwjJCxUwSsGUToB5sWJ"  # librustzcash
TEX = "tex10wur2u9clts5dcpu2vc6qg93uzyj7cca2xm732"  # ZIP-320
UNIFIED = (  # zcash-test-vectors, unified_address.json
    "u187vrwl4ampyxd5m6aj38n4ndkmj8v6gs97hkt23aps3sn5k89a0gk2smluexgdprcrtm56ezc5c7tjwlrnnl79tjtrxmqd42c5"
    "mpyz7g"
)
XRP = "rPMh7Pi9ct699iZUTWaytJUoHcJ7cgyziK"  # xrpl.js
X_ADDRESS = "X7WZKEeNVS2p9Tire9DtNFkzWBZbFtJHWxDjN9fCrBGqVA4"  # xrpl.js
SOLANA = "mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN"  # Solana Pay
CARDANO = (  # CIP-19
    "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x"
)
TON = "EQBaKIMq5Am2p_rfR1IFTwsNWHxBkOpLTmwUain5Fj4llTXk"  # wallet-core
STELLAR = "GA6HCMBLTZS5VYYBCATRBRZ3BZJMAFUDKYYF6AH6MVCMGWMRDNSWJPIH"  # SEP-37
COSMOS = "cosmos135qla4294zxarqhhgxsx0sw56yssa3z0f78pm0"  # wallet-core
ALGORAND = "362T7CSXNLIOBX6J3H2SCPS4LPYFNV6DDWE6G64ZEUJ6SY5OJIR6SB5CVE"  # wallet-core
INVOICE = (  # BOLT 11
    "lnbc25m1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5vdhkven9v5sxyetpdeessp5zyg3"
    "zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygs9q5sqqqqqqqqqqqqqqqqsgq2a25dxl5hrntdtn6zvydt7d66hyzs"
    "yhqs4wdynavys42xgl6sgx9c4g7me86a27t07mdtfry458rtjr0v92cnmswpsjscgt2vcse3sgpz3uapa"
)
OFFER = (  # BOLT 12
    "lno1pgx9getnwss8vetrw3hhyucjy358garswvaz7tmzdak8gvfj9ehhyeeqgf85c4p3xgsxjmnyw4ehgunfv4e3vggzamrjghtt"
    "05kvkvpcp0a79gmy3nt6jsn98ad2xs8de6sl9qmgvcvs"
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


def hits(text: str) -> list[Hit]:
    """What is found in a text, each where it says that it stands."""
    data = text.encode()
    found = find(data)
    for hit in found:
        assert data[hit.start : hit.end].decode() == hit.text
    return found
