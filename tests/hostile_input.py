"""Hostile input of any size: for each way in which bytes can be bad, a maker of as many as one asks for.

Seeded, so that a case is the same bytes each time. `tests/fuzz` reads them small and sees that they hold, the
bench reads them large and measures seconds a megabyte and memory.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import lzma
import random
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import zstandard

ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"  # BIP-173
LEGACY = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"  # bitcoin/bips, bip-0360
LANGUAGES = Path(__file__).parents[1] / "src" / "farthing" / "pages" / "languages"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
HEX = "0123456789abcdef"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

Maker = Callable[[int], bytes]


def over(unit: str, *, head: str = "", tail: str = "") -> Maker:
    """One piece again and again, up to the size."""

    def make(size: int) -> bytes:
        body = unit.encode()
        room = size - len(head.encode()) - len(tail.encode())
        return head.encode() + (body * (room // len(body) + 1))[: max(0, room)] + tail.encode()

    return make


def drawn(draw: Callable[[random.Random], str], *, head: str = "") -> Maker:
    """Pieces drawn by a seeded generator, up to the size."""

    def make(size: int) -> bytes:
        chance, pieces, length = random.Random(head or 1), [head.encode()], len(head)
        while length < size:
            pieces.append(draw(chance).encode())
            length += len(pieces[-1])
        return b"".join(pieces)[:size]

    return make


def encoded(how: str, body: Callable[[int], bytes], charset: str = "utf-8") -> Maker:
    """A mail whose body is made by `body` and written in a transfer encoding."""

    def make(size: int) -> bytes:
        head = (
            "From: a@members.example\r\nSubject: 30 days access\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {how}\r\n\r\n"
        ).encode()
        return head + body(size - len(head))

    return make


def _quoted_printable(size: int) -> bytes:
    lines = b"=3Cp=3E30 days access =E2=82=AC20 soft line en=\r\nds =D0=B4=D0=BD\r\n"
    return (lines * (size // 60 + 1))[:size]


def _base64_with_noise(size: int) -> bytes:
    """Lines with blanks, stray signs and a wrong length here and there."""
    chance = random.Random(2)
    text = base64.b64encode(f"<p>30 days access: $20 to {ADDRESS}</p>\n".encode() * (size // 80))
    lines = []
    for at in range(0, len(text), 61):
        line = text[at : at + 61]
        cut = chance.randrange(len(line) + 1)
        lines.append(line[:cut] + chance.choice((b" ", b"*", b"\t-", b"")) + line[cut:])
    return b"\r\n".join(lines)[:size]


def _a_mail(number: int) -> str:
    return f"From x\nFrom: a{number}@b.example\nSubject: 30 days\n\n$20\n"


def mails(size: int) -> bytes:
    """A mailbox of mails as small as they can be."""
    pieces, length, number = [], 0, 0
    while length < size:
        pieces.append(_a_mail(number))
        length, number = length + len(pieces[-1]), number + 1
    return "".join(pieces).encode()


def nested_mail(size: int) -> bytes:
    """Multiparts in one another, then as many parts as fit."""
    head = ["From: a@members.example\nSubject: 30 days\nContent-Type: multipart/mixed; boundary=b0\n\n"]
    head += [f"--b{n}\nContent-Type: multipart/alternative; boundary=b{n + 1}\n\n" for n in range(40)]
    return over("--b40\nContent-Type: text/html\n\n<p>$20\n", head="".join(head))(size)


def sibling_parts(size: int) -> bytes:
    """One multipart of very many alternatives."""
    head = "From: a@members.example\nSubject: 30 days\nContent-Type: multipart/alternative; boundary=b\n\n"
    return over("--b\n\n$9\n", head=head)(size)


def warc(size: int, *, block: Maker | None = None) -> bytes:
    """A WARC of small answers, or of one; the last one is cut short."""
    make = block or (lambda _: b"<p>30 days access $20</p>")
    records, length = [], 0
    while length < size:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + make(size)
        records.append(
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (len(body), body)
        )
        length += len(records[-1])
    return b"".join(records)[: size - 7]


def chunked(size: int) -> bytes:
    """An answer in chunks of one byte."""
    body = b"1\r\na\r\n" * (size // 6)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % (len(head) + len(body))
    return record + head + body


def _words(size: int) -> bytes:
    """The words of price of every language, in order, again and again."""
    said: list[str] = []
    for path in sorted(LANGUAGES.glob("*.toml")):
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name != "language" and isinstance(table, dict):
                lists = (words for words in table.values() if isinstance(words, list))
                said += [word.strip("*") for words in lists for word in words]
    return over(" ".join(f"{word} 9" if n % 3 == 0 else word for n, word in enumerate(said)) + "\n")(size)


def _a_qr(chance: random.Random) -> str:
    data = base64.b64encode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + chance.randbytes(60)).decode()
    return f"<img src='data:image/png;base64,{data}'>"


def pictures(size: int) -> bytes:
    """Sound QR codes as `data:` pictures."""
    import zxingcpp
    from PIL import Image

    barcode = zxingcpp.create_barcode(f"bitcoin:{ADDRESS}?amount=0.01", zxingcpp.BarcodeFormat.QRCode)
    target = io.BytesIO()
    Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=8)).save(target, "PNG")
    return over(f"<img src='data:image/png;base64,{base64.b64encode(target.getvalue()).decode()}'>\n")(size)


def one_wrong(alphabet: str, address: str) -> Maker:
    """Addresses with one wrong character, and nothing else."""

    def draw(chance: random.Random) -> str:
        at = chance.randrange(4, len(address))
        return f"{address[:at]}{chance.choice(alphabet.replace(address[at], ''))}{address[at + 1 :]} "

    return drawn(draw)


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def _tar(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return target.getvalue()


def bomb(pack: Callable[[bytes], bytes]) -> Maker:
    """Zeros packed until they take the size (or as near as one stream of 600 MB comes)."""

    def make(size: int) -> bytes:
        packed = pack(bytes(20_000_000))
        return pack(bytes(min(600_000_000, 20_000_000 * max(1, size // len(packed)))))

    return make


def many_files(pack: Callable[[dict[str, bytes]], bytes]) -> Maker:
    """An archive of files as small as they can be."""
    return lambda size: pack({f"{n}.txt": b"$20 a month" for n in range(max(1, size // 900))})


def wide(codec: str, body: Maker) -> Maker:
    """The same text in another charset than it says."""
    return lambda size: body(size).decode("utf-8", "ignore").encode(codec, "replace")[:size]


def _tag(chance: random.Random) -> str:
    name = chance.choice("div p span td tr li b table ul section a h2 sup".split())  # noqa: SIM905
    end, words = chance.choice(("", "/")), chance.choice(("", "$9", "x"))
    return f"<{end}{name} class=c{chance.randrange(999)}>{words}"


def _some(alphabet: str, chance: random.Random, count: int) -> str:
    return "".join(chance.choices(alphabet, k=count))


HTML = "<!doctype html><title>30 days</title>"
PAGES: dict[str, Maker] = {
    "tags, opened": over("<p>x", head=HTML),
    "tags, opened and empty": over("<b>", head=HTML),
    "tags, closed": over("<i></i>", head=HTML),
    "tags, stray ends": over("</b>", head=HTML + "<div>" * 110),
    "tags, at random": drawn(_tag, head=HTML),
    "tags with many attributes": over("<a " + "a=1 " * 400 + ">", head=HTML),
    "tags with one long attribute": over("<p title='" + "x>" * 3000 + "'>", head=HTML),
    "list items": over("<li>$9", head=HTML),
    "nested deeply": over("<div>", head=HTML),
    "nested deeply, with prices": over("<div>$9", head=HTML),
    "tables in tables": over("<table><tr><td>", head=HTML),
    "table of prices": over("<tr><td>30 days<td>$20", head=HTML + "<table>"),
    "table of one row": over("<td>$20 a month", head=HTML + "<table><tr>"),
    "table of modules": over("<td bgcolor=1></td>", head=HTML + "<table><tr>", tail="</table>"),
    "options of a form": over("<option>Bitcoin $9</option>", head=HTML + "<select name=method>"),
    "a quote that never ends": over('<p title="x <b>$9</b> ', head=HTML),
    "angle brackets": over("<", head=HTML),
    "tags that never end": over("<svg ", head=HTML, tail=">"),
    "comments that never end": over("<!-- <!", head=HTML),
    "references": over("&amp;&#36;9 &euro; ", head=HTML),
    "references without an end": over("&#x41&amp&", head=HTML),
    "line ends": over("a\n", head=HTML + "<p>"),
    "breaks": over("$9<br>", head=HTML),
    "struck prices": over("<s>$9</s> <b>$8</b> ", head=HTML),
    "style sheets": over("<style>.a{text-decoration:line-through}</style>", head=HTML),
    "selectors": over(".a .b,", head=HTML + "<style>line-through"),
    "JSON in a script": over('{"price":20,"currency":"USD","days":30},', head=HTML + "<script>x=["),
    "JSON in scripts": over('<script>{"price":20,"period":"month"}</script>', head=HTML),
    "JSON nested deeply": over('{"a":', head=HTML + "<script>"),
    "JSON of escapes": over('{"price":"\\u0024\\u0039"},', head=HTML + "<script>x=["),
    "data attributes": over("<p data-price=20 data-days=30>", head=HTML),
    "links": over("<a href='https://t.me/members_area'>", head=HTML),
    "drawings": over("<svg><path d='M1 1h1v1h-1z'/></svg>", head=HTML),
    "pictures with codes": pictures,
    "pictures that are none": drawn(_a_qr, head=HTML),
    "one line": over("30 days access for $20 "),
    "one line without a blank": over("abcdefghij"),
    "one line of digits": over("1234567890"),
    "one line of markup": over("<b>30 days $20</b> ", head=HTML),
    "short lines": over("$9\n"),
    "empty lines": over("\n", tail="$9"),
    "numbers": drawn(lambda chance: f"{chance.randrange(10 ** chance.randrange(1, 9))} "),
    "prices": drawn(lambda chance: f"${chance.randrange(999)}.{chance.randrange(100):02} "),
    "prices, a line each": drawn(lambda chance: f"{chance.randrange(365)} days ${chance.randrange(999)}\n"),
    "words of price in every language": _words,
    "mail addresses": drawn(lambda chance: f"a{chance.randrange(10**6)}@members.example "),
    "signs of mail addresses": over("a [at] b [dot] c "),
    "handles": over("telegram @members_area t.me/abc "),
    "brands": over("PayPal Visa Skrill iban DE89 3704 0044 0532 0130 00 "),
    "addresses": over(f"{ADDRESS} {LEGACY} "),
    "addresses in columns": over(f"BTC\t{ADDRESS}\tmemo\t{LEGACY}\n"),
    "addresses in lines broken up": over(f"{ADDRESS[:14]} {ADDRESS[14:28]} {ADDRESS[28:]}\n"),
    "addresses with one wrong character": one_wrong(BASE58, LEGACY),
    "bech32 with one wrong character": one_wrong(BECH32, ADDRESS),
    "cash addresses with one wrong character": one_wrong(
        BECH32, "bitcoincash:qpm2qsznhks23z7629mms6s7cwef74vcwvy22gdx6a"
    ),
    "base58 at random": drawn(lambda chance: _some(BASE58, chance, chance.randrange(24, 110)) + " "),
    "bech32 at random": drawn(lambda chance: f"bc1q{_some(BECH32, chance, 38)} "),
    "hex at random": drawn(lambda chance: f"0x{_some(HEX, chance, 40)} {_some(HEX, chance, 64)} "),
    "links to messengers at random": drawn(lambda chance: f"t.me/a{chance.randrange(10**6)} "),
    "dense pages, one after another": lambda size: warc(
        size, block=lambda _: drawn(lambda chance: f"{chance.randrange(365)} days $9\n")(60_000)
    ),
    "letters in pairs": over("AB CD "),
    "block letters": over("██  ██ █" * 8 + "\n"),
    "bulletin board code": over("[b][s]$9[/s] $8[/b][*]30 days[/list]\n"),
    "payment links": over(f"bitcoin:{ADDRESS}?amount=0.1&label=a%20b "),
    "quoted-printable": encoded("quoted-printable", _quoted_printable),
    "quoted-printable, every sign": encoded("quoted-printable", over("=41")),
    "quoted-printable, one sign a line": encoded("quoted-printable", over("a=\n")),
    "base64 with noise": encoded("base64", _base64_with_noise),
    "base64, one sign a line": encoded("base64", over("Q\n")),
    "a mailbox of tiny mails": mails,
    "parts in one another": nested_mail,
    "parts beside one another": sibling_parts,
    "header fields": over("X-A: b\n", head="From: a@members.example\nSubject: a\n"),
    "a WARC of tiny answers": warc,
    "a WARC cut short": lambda size: warc(size, block=over("<p>$20 a month</p>")),
    "an answer in chunks": chunked,
    "UTF-16": wide("utf-16", over("<p>30 days $20 ", head=HTML)),
    "UTF-16 of pairs": wide("utf-16-le", over("\U0001f600 $9 ", head="\ufeff" + HTML)),
    "UTF-8 of pairs": over("\U0001d7d7\U0001f600 "),
    "one pair in much markup": over("<p>x", head=HTML + "\U0001f600"),
    "Cyrillic in a charset of its own": wide("koi8-r", over("30 дней доступ 20 руб ")),
    "Chinese in a charset of its own": wide("gb18030", over("三十天 会员 20元 ")),
    "charsets mixed": lambda size: (b"caf\xe9 \xd0\xb4 \x8140 \xff\xfe $9 " * (size // 20 + 1))[:size],
    "bytes at random": lambda size: random.Random(3).randbytes(size),
    "letters and controls": lambda size: (b"$9 \x1b$B\x7f\x80 " * (size // 9 + 1))[:size],
}

CONTAINERS: dict[str, Maker] = {
    "gzip bomb": bomb(lambda data: gzip.compress(data, 6)),
    "bzip2 bomb": bomb(bz2.compress),
    "xz bomb": bomb(lambda data: lzma.compress(data, preset=1)),
    "zstd bomb": bomb(lambda data: zstandard.ZstdCompressor().compress(data)),
    "zip bomb": bomb(lambda data: _zip({"a": data})),
    "gzip members": lambda size: gzip.compress(b"$9") * (size // 22),
    "zip of tiny files": many_files(_zip),
    "zip of stored tiny files": many_files(lambda files: _zip(files, zipfile.ZIP_STORED)),
    "zip marks": over("PK\3\4"),
    "tar of tiny files": many_files(_tar),
    "packed in one another": lambda size: _packed(over("30 days $20 ")(size)),
    "a WARC of nothing": over("WARC/1.0\r\n\r\n"),
    "hex of a file": lambda size: binascii.hexlify(random.Random(4).randbytes(size // 2)),
}


def _packed(data: bytes) -> bytes:
    for _ in range(7):
        data = gzip.compress(data, 1)
    return data
