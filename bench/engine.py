"""`coins.find` and `pages.read` inside a running process."""

import statistics
from collections.abc import Iterator

from farthing import coins
from farthing.pages import read
from measure import Row, milliseconds, pages, seconds

BULK = 2**20


def rows() -> Iterator[Row]:
    documents = pages()
    texts = [data for name, data in documents.items() if not name.endswith(".png")]
    bulk = b"\n".join(texts * (BULK // sum(map(len, texts)) + 1))[:BULK]
    rate = BULK / 1e6 / statistics.median(seconds(lambda: coins.find(bulk), 3))
    yield Row("`find`, 1 MiB of pages, one core", f"{rate:.1f} MB/s")
    taken = [one for data in texts for one in seconds(lambda data=data: coins.find(data), 20)]
    yield Row("`find`, one page", milliseconds(taken), "< 1 ms")
    taken = [
        one for name in documents for one in seconds(lambda name=name: read(documents[name], name=name), 10)
    ]
    rate = f"{len(taken) / sum(taken):.0f} pages/s"
    yield Row("`read`, one page", f"{milliseconds(taken)}, {rate}", "≥ 300 pages/s")
