"""A glance at a saved page: its templates, and whether it can hold an account or a contact at all.

Of what a crawler brings home most pages are neither payment pages nor near them. A glance builds the document
and looks for signs, at a tenth of what reading costs; where there is a sign the page is read. It may be wrong
in one direction only by design: a sign without an account costs time, while an account without any sign would
have to be written in pieces, without a coin's, a messenger's or a rail's name beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from farthing.pages.containers import READERS
from farthing.pages.errors import Unreadable
from farthing.pages.fingerprint import fingerprint
from farthing.pages.kinds import Kind, sniff
from farthing.pages.markup.tree import Document
from farthing.pages.reader import build

# What an account or a contact is written with, or beside: runs of signs, parts of words, words.
_LONG = 20
_RUN = re.compile(f"[0-9a-z]{{{_LONG}}}")
_CASHTAG = re.compile("[$][a-z]")
_PARTS = (
    *(
        "bitcoin",
        "bit coin",
        "litecoin",
        "ethereum",
        "monero",
        "tether",
        "crypto",
        "wallet",
        "doge",
        "ripple",
    ),
    *(
        "solana",
        "toncoin",
        "tron",
        "zcash",
        "cardano",
        "stellar",
        "polkadot",
        "cosmos",
        "algorand",
        "lightning",
    ),
    *(
        "telegram",
        "session id",
        "wickr",
        "jabber",
        "xmpp",
        "signal",
        "whatsapp",
        "skype",
        "discord",
        "matrix",
    ),
    *(
        "threema",
        "viber",
        "wechat",
        "line id",
        "kakao",
        "email",
        "e-mail",
        "onion",
        "t.me",
        "paypal",
        "pay pal",
    ),
    *(
        "cash app",
        "cashapp",
        "venmo",
        "revolut",
        "alipay",
        "qiwi",
        "yoomoney",
        "gift card",
        "voucher",
        "swift",
    ),
)
_FOREIGN = (
    "＠",
    *(
        "биткоин",
        "биткойн",
        "крипто",
        "кошел",
        "телегра",
        "比特",
        "加密",
        "钱包",
        "錢包",
        "电报",
        "微信",
        "支付宝",
    ),
    *(
        "ビットコイン",
        "仮想通貨",
        "暗号",
        "비트코인",
        "지갑",
        "텔레그램",
        "बिटकॉइन",
        "بيتكوين",
        "محفظة",
        "تلگرام",
    ),
    *("کیف پول", "ביטקוין", "ארנק", "บิตคอยน์", "กระเป๋า", "κρυπτο", "πορτοφόλι"),
)
_WORDS = frozenset({
    "btc", "xbt", "ltc", "eth", "xmr", "usdt", "usdc", "xrp", "trx", "dash",
    "tox", "icq", "i2p", "pix", "iban", "upi",
})  # fmt: skip
_WHOLE = {word: re.compile(rf"\b{word}\b") for word in sorted(_WORDS)}
_PICTURES = (b"data:image/", b"Content-Type: image/")  # one may be a QR code
_LOOKED_AT = (Kind.HTML, Kind.MHTML, Kind.TEXT, Kind.WARC)


@dataclass(frozen=True, slots=True)
class Glance:
    """`may_say`: the page is worth reading. `fingerprints`: one a page, the same that `read` gives. What was
    built for the glance, `read` takes as it is."""

    may_say: bool
    fingerprints: tuple[str, ...] = ()
    built: tuple[Document, ...] = ()


def glance(data: bytes) -> Glance:
    """Looks at the bytes of a saved page. Takes any; what is no markup or text is left to `read`."""
    kind = sniff(data)
    if not data.strip() or kind not in _LOOKED_AT or any(picture in data for picture in _PICTURES):
        return Glance(True)
    try:
        documents = [build(page) for page in READERS[kind](data)]
    except Unreadable:
        return Glance(True)
    if any(_shows_a_sign(document.text.lower()) for document in documents):
        return Glance(True, built=tuple(documents))
    return Glance(False, tuple(fingerprint(document) for document in documents))


def _shows_a_sign(text: str) -> bool:
    """Whether small letters show a sign. Plain searches: one pattern of them all takes ten times as long."""
    return (
        "@" in text
        or any(part in text for part in _PARTS)
        or (not text.isascii() and any(part in text for part in _FOREIGN))
        or ("$" in text and _CASHTAG.search(text) is not None)
        or (max(map(len, text.split()), default=0) >= _LONG and _RUN.search(text) is not None)
        or any(word in text and whole.search(text) for word, whole in _WHOLE.items())
    )
