"""The small words and signs that stand between ways to pay, in any language."""

from __future__ import annotations

AND = frozenset({
    "and", "or", "und", "oder", "y", "o", "e", "ou", "et", "и", "или", "і", "або", "a", "i", "lub", "albo",
    "of", "og", "eller", "och", "ja", "tai", "sau", "și", "si", "és", "vagy", "nebo", "ve", "veya", "dan",
    "atau", "hoặc", "và", "ή", "και", "或", "和", "و", "أو", "یا", "או", "या", "と", "또는", "หรือ", "als",
    "as", "plus", "also", "与", "與", "及", "跟", "同", "以及", "และ", "กับ", "lẫn", "sowie", "oraz",
    "तथा", "एवं", "और", "와", "과", "하고", "ו", "ali", "anebo", "sekä", "samt", "resp", "či", "および", "や",
})  # fmt: skip
BY = frozenset({
    "by", "via", "with", "per", "par", "por", "con", "com", "mit", "przez", "med", "met", "cu", "qua",
    "bằng", "με", "через", "по", "преко", "用", "以", "通过",
})  # fmt: skip
ON = frozenset({
    "on", "in", "via", "over", "na", "en", "auf", "sur", "su", "в", "по", "на", "through", "network",
    "networks", "the", "chain", "сети", "сеть", "rede", "red",
})  # fmt: skip
LISTING = frozenset("/,&+、|·")
BRACKETS = frozenset("()-–—:[]（）")
