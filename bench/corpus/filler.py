"""What stands between the addresses: text, lists of links, digests, scripts, tokens, encoded bytes and logs.

None of it speaks of payment or of a coin. Texts, lists and statements are drawn from pools that are made
once; what looks random (digests, tokens, encoded bytes) is made anew each time, since it is there that a
search loses time.
"""

import base64
from collections.abc import Callable
from random import Random

_LATIN_WORDS = """
lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore
magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo
consequat duis aute irure in reprehenderit voluptate velit esse cillum fugiat nulla pariatur excepteur sint
occaecat cupidatat non proident river mountain garden window morning library station harbour bridge valley
summer winter paper lantern meadow copper
"""
_OTHER_WORDS = """
Brücke Gärten schön über Straße Flüsse Größe wählen Öfen Käfer
море лес книга ветер дорога город утро река окно сад
山水 天空 森林 图书馆 列车 早晨 海边 花园
بحر جبل مدينة صباح نهر
ποτάμι βουνό κήπος πρωί
नदी पहाड़ बगीचा सुबह
"""
_LATIN, _OTHERS = _LATIN_WORDS.split(), _OTHER_WORDS.split()
_VARIABLES = [*"abcdefghijklmnopqrstuvwxyz", "ee", "te", "ne", "re", "ie", "oe", "ue"]
_STATEMENTS = (
    "function {0}({1},{2}){{return {1}.{3}?{1}.{3}({2}):{2}.{4}}}",
    'var {0}=document.querySelector(".{3}-{4}");{0}&&{0}.addEventListener("click",({1}=>{{{2}({1})}}));',
    "{0}.exports=Object.freeze({{{3}:{5},{4}:!0,{1}:void 0}});",
    "for(var {0}=0;{0}<{1}.length;{0}++)if({1}[{0}].{3}==={2})break;",
    'const {0}=({1})=>{{switch({1}){{case"{3}":return {5};default:return"{4}"}}}};',
    "!function({0},{1}){{{0}.{3}={1}({2}),{0}.{4}=void 0}}(window,{2});",
    "try{{{0}({1})}}catch({2}){{console.warn({2},{5})}}",
)
_LINES = (
    "2026-03-{0:02d}T{1:02d}:{2:02d}:{3:02d}.{4:03d}Z INFO gateway id={5} path=/members/{6} bytes={7}\n",
    '203.0.113.{0} - - [{1:02d}/Mar/2026:{2:02d}:{3:02d}:11 +0000] "GET /{6}/{5}.js HTTP/1.1" 304 {7} {4}\n',
    "<14>Mar {0:2d} {1:02d}:{2:02d}:{3:02d} node{4} worker[{7}]: {6} {5} done\n",
)
_POOL = 1500


class Filler:
    """Makes fragments of documents, of some hundred to some ten thousand bytes."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._texts = [self._make_text() for _ in range(_POOL)]
        self._links = [self._make_links() for _ in range(_POOL // 3)]
        self._scripts = [self._make_statement() for _ in range(_POOL)]

    def text(self) -> bytes:
        """A paragraph: long enough that the words before an address cannot be seen behind it."""
        return self.random.choice(self._texts)

    def links(self) -> bytes:
        return self.random.choice(self._links)

    def script(self) -> bytes:
        chunk = self.random.randbytes(10).hex()
        inside = b"".join(self.random.choices(self._scripts, k=self.random.randint(5, 60)))
        return b'<script data-chunk="%b">"use strict";%b</script>\n' % (chunk.encode(), inside)

    def digests(self) -> bytes:
        """Checksums of files, commits, UUIDs, integrity attributes, transactions, 0x strings cut short."""
        make = self.random.choice(_DIGESTS)
        return b"".join(make(self.random) for _ in range(self.random.randint(3, 12)))

    def token(self) -> bytes:
        """What a JSON Web Token looks like."""
        head, body, signature = (
            _url(self.random.randbytes(size)) for size in (27, self.random.randint(90, 400), 64)
        )
        return b'<meta name="session" content="eyJ%b.eyJ%b.%b">\n' % (head, body, signature)

    def blob(self) -> bytes:
        """From 1 to 32 KB, small ones more often (log-uniform)."""
        data = base64.b64encode(self.random.randbytes(int(750 * 32 ** self.random.random())))
        return b'<link rel="preload" href="data:font/woff2;base64,%b">\n' % data

    def log(self) -> bytes:
        return b"".join(self._line() for _ in range(self.random.randint(5, 30)))

    def _line(self) -> bytes:
        random = self.random
        numbers = random.randint(1, 28), *(random.randrange(top) for top in (24, 60, 60, 1000))
        word = random.choice(_LATIN)
        line = random.choice(_LINES).format(
            *numbers, random.randbytes(12).hex(), word, random.randrange(99_999)
        )
        return line.encode()

    def _make_text(self) -> bytes:
        words = self.random.choices(_LATIN, k=self.random.randint(80, 220))
        for _ in range(self.random.choice((0, 0, 2, 8))):
            words[self.random.randrange(len(words))] = self.random.choice(_OTHERS)
        return f"<p>{' '.join(words).capitalize()}.</p>\n".encode()

    def _make_links(self) -> bytes:
        rows = []
        for _ in range(self.random.randint(4, 14)):
            words = self.random.choices(_LATIN, k=4)
            slug = f"/{'-'.join(words)}-{self.random.randrange(10**6)}/"
            rows.append(f'<li class="nav-item"><a href="{slug}">{" ".join(words[:2])}</a></li>\n')
        return f"<ul>\n{''.join(rows)}</ul>\n".encode()

    def _make_statement(self) -> bytes:
        names = self.random.choices(_VARIABLES, k=3) + self.random.choices(_LATIN, k=2)
        return self.random.choice(_STATEMENTS).format(*names, self.random.randrange(10**5)).encode()


def _url(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _row(pattern: str, *sizes: int) -> Callable[[Random], bytes]:
    """A line with random hexadecimal digits in it."""

    def make(random: Random) -> bytes:
        return pattern.format(*(random.randbytes(size).hex() for size in sizes)).encode()

    return make


def _integrity(random: Random) -> bytes:
    digest = base64.b64encode(random.randbytes(48))
    return b'<link rel="stylesheet" href="/style.css" integrity="sha384-%b">\n' % digest


_DIGESTS: tuple[Callable[[Random], bytes], ...] = (
    _row("{}  package-1.2.3.tar.gz\n", 32),
    _row("commit {}\n", 20),
    _row("{}-{}-4{:.3}-a{:.3}-{} md5 {}\n", 4, 2, 2, 2, 6, 16),
    _integrity,
    _row("tx 0x{}\n", 32),
    _row("0x{:.39} sample\n", 20),
)
