"""Words that pages put beside addresses: coins, chains, and what speaks of a payment at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from string import ascii_lowercase, digits

from farthing.coins.chains import ASSET_WORDS, CHAINS, EVM_CHAINS

# Roots of "pay", "wallet", "address", "send", "deposit", "donate" and "transfer" in many languages; an
# underscore stands for a space.
_PAYMENT = """
pay payment payments payable paying wallet wallets address addresses addr send sending sent deposit deposits
donate donation donations transfer transfers crypto cryptocurrency recipient payee receiver checkout invoice
zahlen bezahlen bezahlung zahlung zahlungen überweis adresse adressen spende spenden einzahl geldbörse
payer paiement paiements portefeuille envoyer envoyez adresser dons versement
pagar pago pagos dirección direccion billetera cartera monedero enviar envía depósito donar donación
pagamento pagamentos endereço endereco carteira envie doação doar
pagare pagamenti indirizzo portafoglio inviare donazione versare
betalen betaling betaal adres portemonnee storten doneer
zapłać płatność płatności portfel wpłat przelew darowizn
platba platby adresa peněženk platit zaplať
оплат платеж платёж заплат кошел адрес перевод перевед перевест донат депозит пожертв реквизит
сплат гаманец гаманц адреса переказ платіж плаща плаћа новчаник
ödeme öde adresi cüzdan gönder bağış yatır
bayar pembayaran alamat dompet kirim donasi
plata plată plăți portofel adresa trimite
fizet utal tárca cím címre címe
πληρωμ διεύθυνσ πορτοφόλι κατάθεσ
betala betaling adress plånbok skicka donera overfør lommebok tegnebog indbetal
maksu maksa osoite lompakko lähetä
thanh_toán địa_chỉ gửi_đến chuyển_khoản chuyển_tới ví
دفع محفظة عنوان أرسل إرسال تبرع تحويل پرداخت کیف_پول آدرس ادائیگی
תשלום ארנק כתובת שלח שלחו העברה
भुगतान वॉलेट पता पते भेजें পেমেন্ট ঠিকানা ওয়ালেট
支付 付款 钱包 錢包 地址 转账 轉帳 轉賬 充值 捐赠 捐款 收款 打款 汇款
支払 決済 ウォレット アドレス 送金 入金 寄付 振込
결제 지불 지갑 주소 송금 입금 후원 보내
ชำระ กระเป๋า ที่อยู่ โอน
"""
# Words that say the hex beside them is something else.
_DIGESTS = (
    "sha1 sha-1 sha hash commit checksum txid tx txhash signature topic block merkle digest fingerprint"
)

_SPACED = re.compile(r"[a-z\u00c0-\u052f\u1e00-\u1fff]")
_TOKEN = re.compile(r"[a-z0-9]+")
_PLAIN_LETTERS = frozenset(ascii_lowercase + digits)
_NEAR = re.compile(r"[ _.-]{1,2}")
# Letters with accents as the plain ones: endings change a vowel ("Solanán"), and words keep their length.
_ACCENTED = re.compile("[\u00c0-\u017f]")
_PLAIN = {
    chr(code): plain
    for code in range(0xC0, 0x180)
    if (plain := unicodedata.normalize("NFD", chr(code))[0]).isascii() and plain.isalpha()
}
# Names of coins that are no other word, with the endings that many languages give them.
_ENDED = (
    *("bitcoin", "litecoin", "dogecoin", "toncoin", "monero"),
    *("solana", "ethereum", "cardano", "polkadot", "algorand"),
)
_ENDING = re.compile(rf"\A({'|'.join(_ENDED)})[a-z]{{1,5}}\Z")
_PLATFORMS = frozenset({"SOL", "ETH", "DOT", "ALGO"})
_WORD = re.compile(r"\w+")
_FIRSTS: set[str] = set()  # the first words of what any vocabulary looks for
_IN_CAPITALS_ONLY = frozenset({"NOT", "LINK", "CRO", "DAI", "SHIB", "PEPE"})


@lru_cache(maxsize=64)
def _tokens(lower: str) -> list[tuple[str, int, int]]:
    """The words of plain letters in a text that some vocabulary knows, and where they stand, a coin's name
    without its ending; several vocabularies ask for the same text."""
    plain = lower if lower.isascii() else _ACCENTED.sub(_unaccented, lower)
    tokens = set(_TOKEN.findall(plain))
    known = {token: token for token in _FIRSTS & tokens}
    if any(map(plain.__contains__, _ENDED)):
        known |= {token: _ENDING.sub(r"\1", token) for token in tokens if token.startswith(_ENDED)}
    found = []
    for token, meant in known.items():
        start = plain.find(token)
        while start >= 0:
            end = start + len(token)
            if plain[start - 1 : start] not in _PLAIN_LETTERS and plain[end : end + 1] not in _PLAIN_LETTERS:
                found.append((meant, start, end))
            start = plain.find(token, end)
    return sorted(found, key=itemgetter(1)) if len(found) > 1 else found


def _unaccented(match: re.Match[str]) -> str:
    return _PLAIN.get(match[0], match[0])


def says_anything(text: str) -> bool:
    """Whether `text` may hold a word of any vocabulary."""
    lower = text.lower()
    return not lower.isascii() or bool(_tokens(lower))


class Vocabulary:
    """Words to look for in text, and what each of them means.

    A word of ASCII letters must be a whole token (so `eth_address` and `USDT地址` both speak), a phrase of
    several may have spaces, hyphens or underscores between them. A word with other letters must begin a word
    where its script has spaces, but may go on (inflection); elsewhere it matches anywhere.
    """

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._others: dict[str, str] = {}
        for word, meaning in meanings.items():
            if word.isascii():
                first, *rest = _TOKEN.findall(word)
                self._phrases.setdefault(first, []).append((tuple(rest), meaning))
                _FIRSTS.add(first)
            else:
                self._others[word] = meaning
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        longest_first = sorted(self._others, key=len, reverse=True)
        self._other = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def found(self, text: str) -> list[tuple[int, str]]:
        """Where words stand in `text` and what they mean, in order."""
        lower = text.lower()
        found = [*self._named(lower)] if _tokens(lower) else []
        if not lower.isascii():
            found += self._inflected(lower)
            found.sort()
        return found

    def _named(self, lower: str) -> Iterator[tuple[int, str]]:
        phrases = self._phrases
        for token, start, end in [one for one in _tokens(lower) if one[0] in phrases]:
            for rest, meaning in phrases[token]:
                if not rest or self._goes_on(lower, end, rest):
                    yield start, meaning
                    break

    @staticmethod
    def _goes_on(lower: str, at: int, rest: tuple[str, ...]) -> bool:
        for token in rest:
            gap = _NEAR.match(lower, at)
            following = _TOKEN.match(lower, gap.end() if gap else at)
            if following is None or following[0] != token:
                return False
            at = following.end()
        return True

    def _inflected(self, lower: str) -> Iterator[tuple[int, str]]:
        for match in self._other.finditer(lower):
            start = match.start()
            if not (start and _SPACED.match(match[0]) and _SPACED.match(lower[start - 1])):
                yield start, self._others[match[0]]


def _asset_words() -> dict[str, str]:
    words = {word: asset for asset, names in ASSET_WORDS.items() for word in names}
    for chain in CHAINS.values():
        words.update((asset.lower(), asset) for asset in chain.assets)
    return words


ASSETS = Vocabulary(_asset_words())
EVM = Vocabulary({word: row.chain for row in EVM_CHAINS for word in row.words})
NETWORKS = Vocabulary({word: row.network for row in CHAINS.values() for word in row.words})
PAYMENT = Vocabulary({word.replace("_", " "): "payment" for word in _PAYMENT.split()})
DIGESTS = Vocabulary({word: "digest" for word in _DIGESTS.split()})


def assets_in(text: str) -> list[str]:
    """The assets that `text` names, in order; tickers that are also common words count in capitals only, and
    platforms without an ending only, since that may say where ("Solanán"), and not what."""
    return [
        asset
        for start, asset in ASSETS.found(text)
        if (asset not in _IN_CAPITALS_ONLY or text.startswith(asset, start))
        and (asset not in _PLATFORMS or _is_whole(text, start))
    ]


def _is_whole(text: str, start: int) -> bool:
    word = _WORD.match(text, start)
    return word is not None and _ENDING.match(_ACCENTED.sub(_unaccented, word[0].lower())) is None
