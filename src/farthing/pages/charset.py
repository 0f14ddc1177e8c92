"""Which charset a page is written in, and the page as text.

Order as browsers do it (WHATWG, "determining the character encoding"): byte order mark, the transport's word,
the page's own `<meta>`, then what the bytes look like. A declared charset that the bytes contradict gives way
to UTF-8 where the bytes are valid UTF-8.
"""

from __future__ import annotations

import codecs
import re

from farthing.pages.layers import Decoded, Raw

_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,30})|^\s*<\?xml[^>]{0,80}encoding=[\"']([\w-]+)",
    re.I,
)
_DECLARED_WITHIN = 4096

# WHATWG labels: what pages call by the old name is written in the larger charset.
_WHATWG = {
    "iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254",
    "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_SINGLE_BYTE = re.compile(r"cp125\d|cp874|cp866|koi8|iso8859|mac")
_BY_SCRIPT = ("gb18030", "cp932", "cp949", "big5hkscs")


def decode(raw: Raw, declared: str | None = None, *, markup: bool = True) -> Decoded:
    """The text of `raw`. Never fails: bytes that fit nothing stay as lone surrogates."""
    data = raw.data
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decoded(raw, codec, len(mark))
    wide = _wide(data[:4096])
    if wide:
        return _decoded(raw, wide)
    claimed = _codec(declared) or (_codec(_meta(data)) if markup else None)
    if claimed not in ("iso2022_jp", "hz", "utf-7") and _is_utf8(data):
        return _decoded(raw, "utf-8")
    return _decoded(raw, claimed or _guess(data))


def _meta(data: bytes) -> str | None:
    found = _META.search(data, 0, _DECLARED_WITHIN)
    return (found.group(1) or found.group(2)).decode("ascii", "replace") if found else None


def _codec(label: str | None) -> str | None:
    """The Python codec for a charset label, None for an unknown one."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name.startswith(("utf-16", "utf-32", "utf-7")) or not codecs.lookup(name)._is_text_encoding:
        return None
    return _WHATWG.get(name, name)


def _is_utf8(data: bytes) -> bool:
    """Valid UTF-8 but for a character cut off at the end."""
    if data.isascii():
        return True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str | None:
    half = len(head) // 2
    if half < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else None


def _guess(data: bytes) -> str:
    """A charset for bytes that declare none and are not UTF-8 (mostly text saved by old programs).

    A few stray bytes in UTF-8 leave it UTF-8; bytes that decode in a multi-byte charset to common characters
    of its script are in it; what remains is Cyrillic by the share of high bytes, else Western.
    """
    sample = data[:65536]
    high = sum(1 for byte in sample if byte > 127)
    text = sample.decode("utf-8", "replace")
    if text.count("\ufffd") * 8 < high:
        return "utf-8"
    letters = sum(1 for byte in sample if chr(byte).isalpha() and byte < 128)
    for codec in _BY_SCRIPT if high > 40 or high > letters else ():
        try:
            text = sample[: len(sample) - 3].decode(codec, "strict" if len(sample) < 65536 else "ignore")
        except UnicodeDecodeError:
            continue
        if _common(text) > 0.9:
            return codec
    if high * 2 > letters:
        koi = sum(1 for byte in sample if 0xC0 <= byte <= 0xDF)
        return "koi8-r" if koi > high * 0.6 else "cp1251"
    return "cp1252"


def _common(text: str) -> float:
    """The share of a text's non-ASCII characters that stand in the everyday blocks of East Asian scripts."""
    wide = [c for c in text if ord(c) > 127]
    everyday = sum(
        1
        for c in wide
        if "\u4e00" <= c <= "\u9fff"
        or "\u3000" <= c <= "\u30ff"
        or "\uac00" <= c <= "\ud7a3"
        or "\uff00" <= c <= "\uffef"
    )
    return everyday / len(wide) if wide else 0.0


def _decoded(raw: Raw, codec: str, lead: int = 0) -> Decoded:
    data = raw.data[lead:] if lead else raw.data
    if _SINGLE_BYTE.match(codec):
        text = data.decode(codec, "surrogateescape")
    else:
        text = data.decode(
            codec, "surrogatepass" if codec.startswith("utf-16") and len(data) % 2 == 0 else _errors(codec)
        )
    return Decoded(raw, text, codec, lead)


def _errors(codec: str) -> str:
    return "replace" if codec.startswith("utf-16") else "surrogateescape"
