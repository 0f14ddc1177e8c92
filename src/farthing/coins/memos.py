"""The memo, destination tag or payment id that stands in the words beside an address.

Services that share one address among their customers tell them apart by it, so a wrong one accuses a stranger
and a missing one leaves an address that nobody may match. It is believed where its name and its value stand
together: joined by a colon or the like, in neighbouring cells, in JSON, in a form's field, or (digits alone)
side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

# What pages call it; an underscore stands for a space, a hyphen or nothing.
_NAMES = """
memo memo_id memo_text memo_tag destination_tag dest_tag dest\\._tag ziel_tag zielmarke payment_id pay_id
extra_id payin_extra_id deposit_tag deposit_memo xrp_tag tag_de_destino etiqueta_de_destino
étiquette_de_destination tag_de_destination tag_di_destinazione etichetta_di_destinazione bestemmingstag
zahlungs_id id_de_pago id_de_pagamento id_di_pagamento id_de_paiement identifiant_de_paiement
identificador_de_pago betalings_id id_płatności identyfikator_płatności tag_docelowy znacznik_docelowy
ödeme_kimliği hedef_etiketi ödeme_id id_pembayaran tag_tujuan id_plată mã_thanh_toán thẻ_đích
maksutunniste id_platby cílový_tag id_платежа id_платежу идентификатор_платежа ідентифікатор_платежу
платёжный_id платежный_id мемо тег_назначения тег_получателя тег_призначення метка_назначения
支付id 付款id 目标标签 目的地标签 目標標籤 目的標籤 备忘录 備忘錄 宛先タグ 支払いid ペイメントid メモ
메모 데스티네이션_태그 목적지_태그 결제_id 페이먼트_id
معرف_الدفع وسم_الوجهة علامة_الوجهة مذكرة
भुगतान_आईडी गंतव्य_टैग मेमो แท็กปลายทาง เมโม תג_יעד מזהה_תשלום
"""
# Names that also mean other things: they count with a digit in the value, or with quotation marks around it.
_LOOSE_NAMES = """
tag tags dt comment comments note notes message text kommentar commentaire comentario comentário commento
opmerking komentarz poznámka nota notiz verwendungszweck etiqueta étiquette etichetta etiket etykieta znacznik
štítek címke açıklama catatan komentar ghi_chú тег тэг метка мітка комментарий комментарием комментарии
коментар коментарем примечание сообщение 标签 標籤 备注 備註 附言 留言 タグ コメント 태그 코멘트 وسم علامة
comentariu comentariul comentariului mențiune mențiunea komentarzu komentář komentáře komentáři poznámku
megjegyzés megjegyzésben megjegyzésbe közlemény közleményben omschrijving mededeling besked meddelande melding
poznámce viesti viestiin kommentti бележка бележката коментара yorum yoruma açıklamaya dopisek dopisku
tytuł tytule
یادداشت توضیح توضیحات کامنت הערות σχόλια ملاحظة تعليق टैग टिप्पणी แท็ก หมายเหตุ תג הערה σχόλιο ετικέτα
"""
_NO_VALUES = """
none required not no is optional empty needed null must undefined true false nil n/a - id for нет не без ohne
keine aucun ninguno nessuna 无 无需 不需要 nie yok
"""


def _pattern(names: str) -> str:
    longest_first = sorted(names.split(), key=len, reverse=True)
    return "|".join(name.replace("_", "[ _-]?") for name in longest_first)


# A name, up to three words that go on with it ("к переводу", "(required)", "for XLM"), what joins, the value.
_MEMO = re.compile(
    rf"(?<![^\W_])(?:(?P<name>{_pattern(_NAMES)})|(?P<loose>{_pattern(_LOOSE_NAMES)}))(?![^\W_])"
    r"(?:(?:[ _-]{0,2}(?:id|no\.?|number|text|#|№))?\s?\([^()\n]{0,40}\))?(?:[ _-](?:id|no\.?|number|text))?"
    r"(?P<more>(?:[ ](?!is\b)[^\W\d_]{1,14}){0,3})"
    r"(?P<glue>[\"'\])]{0,2}\s*(?:(?P<mark>[:=#：＝№]|\bis\b|[–—]|\n)\s*)?)"
    r"(?:[\"“„«「'](?P<quoted>[^\"”“»」'\n<>]{1,64})[\"”“»」']|(?P<value>[^\s\"'<>,;(){}\[\]\\«»“”|，。；）]{1,64}))",
    re.IGNORECASE,
)
# The same in a form's field or a data attribute, and in a link's query.
_FIELD = re.compile(
    r"(?:\b(?:name|id)\s*=\s*[\"']?(?:dest(?:ination)?[_-]?tag|memo(?:[_-]?id)?|payment[_-]?id|tag)\b[^<>]{0,120}?"
    r"\bvalue|\bdata-(?:[a-z]+-)?(?:dest(?:ination)?-?tag|memo|payment-?id|tag))\s*=\s*[\"']([^\"'<>]{1,64})[\"']",
    re.IGNORECASE,
)
_QUERY = re.compile(
    r"\A[/?][^\s\"'<>]{0,200}?[?&](?:dt|memo|memo_?id|tag|text|comment)=([^\s\"'<>&#]{1,64})", re.IGNORECASE
)
_BEHIND_COLON = re.compile(r"\A[:?](?:dt=)?(\d{1,10})(?![\w.])")
_BLOCK = re.compile(r"(?:\s*<[^<>]*>\s*)+")
_ROW = re.compile(r"[\r\n]|</?(?:br|p|li|div|tr|dl|table)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{2,20}")
_SHAPES = {
    "xrp": re.compile(r"\d{1,10}"),
    "monero": re.compile(r"[0-9a-fA-F]{16}|[0-9a-fA-F]{64}"),
}
# Whether any name is there at all: in lower case, because that search is the fastest.
_NAMED = re.compile(rf"(?<![^\W_])(?:{_pattern(_NAMES)}|{_pattern(_LOOSE_NAMES)})")
_WORD = re.compile(r"[a-z0-9]+")
# The first words of names in plain letters, also run together with those behind them: a plain text that has
# none of them names none.
_FIRST_WORDS = {
    "".join(words[:count])
    for name in (_NAMES + _LOOSE_NAMES).split()
    if name.isascii() and (words := _WORD.findall(name))
    for count in range(1, len(words) + 1)
}
_HIGHEST_TAG = 2**32 - 1
_NONE = frozenset(_NO_VALUES.split())


def memo_beside(before: str, behind: str, network: str) -> str | None:
    """The memo in the text before or behind an address of a network where a payment carries one.

    The address's own row comes first (behind, then before), then what follows it, then what led to it.
    """
    in_link = (_BEHIND_COLON.match(behind) if network == "xrp" else None) or _QUERY.match(behind)
    if in_link and _fits(unquote(in_link[1]), network):
        return unquote(in_link[1])
    if not _names_any(before.lower()) and not _names_any(behind.lower()):
        return None
    row_end = _ROW.search(behind)
    row_start = max((match.end() for match in _ROW.finditer(before)), default=0)
    regions = (
        (behind[: row_end.start()] if row_end else behind, False),
        (before[row_start:], True),
        (behind, False),
        (before, True),
    )
    for region, nearest_is_last in regions:
        found = [value for value in _stated(region) if _fits(value, network)]
        if found:
            return found[-1 if nearest_is_last else 0]
    return None


def _names_any(lower: str) -> bool:
    """Whether a name occurs in lower-case text."""
    may = not lower.isascii() or not _FIRST_WORDS.isdisjoint(_WORD.findall(lower))
    return may and _NAMED.search(lower) is not None


def _stated(region: str) -> Iterator[str]:
    """Every value that a name in the region states."""
    for match in _FIELD.finditer(region):
        yield match[1].strip()
    text = _BLOCK.sub("\n", region.replace('\\"', '"'))
    found = _MEMO.search(text)
    while found:
        value = _value(found)
        if value:
            yield value
        found = _MEMO.search(text, found.end() if value else found.start() + 1)


def _value(match: re.Match[str]) -> str | None:
    """The value, if name, joint and value make a statement."""
    mark, loose, quoted = match["mark"], match["loose"] is not None, match["quoted"]
    value = (quoted or match["value"].rstrip(".:!?…")).strip()
    if not value or value.lower() in _NONE or (match["more"] and not mark):
        return None
    if quoted is not None:
        return value if mark or not loose or value.isdigit() else None
    digit = any(character.isdigit() for character in value)
    if mark is None:
        return value if _DIGITS.fullmatch(value) or (digit and not loose and len(value) > 7) else None
    ends = match.string[match.end() :][:2].lstrip(" ")[:1] in ("", "\n", ",", ";", ")", '"', "'", "，", "。")
    return value if digit or (not loose and mark != "\n" and ends) else None


def _fits(value: str, network: str) -> bool:
    """Whether the network takes this for a memo."""
    shape = _SHAPES.get(network)
    if shape is not None and not shape.fullmatch(value):
        return False
    return network != "xrp" or int(value) <= _HIGHEST_TAG
