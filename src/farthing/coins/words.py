"""Words that pages put beside addresses, as one compiled pattern each.

A word of ASCII letters must not touch other ASCII letters or digits (so `eth_address` and `USDT地址` both
speak); a word of another alphabet with spaces must begin a word but may go on (inflection); words of scripts
without spaces or with prefixes match anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .chains import ASSET_WORDS, CHAINS, EVM_CHAINS

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

_PLAIN = re.compile(r"[a-z0-9 .()+/_-]+")
_SPACED = re.compile(r"[\u00c0-\u052f\u1e00-\u1fff]")
_RESERVED_WORDS = frozenset({"NOT", "LINK", "CRO", "DAI", "SHIB", "PEPE"})


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all `words`, the longest first, by the rule of this module's docstring."""
    alternatives = []
    for word in sorted(set(words), key=len, reverse=True):
        escaped = re.escape(word)
        if _PLAIN.fullmatch(word):
            left = "(?<![a-z0-9])" if word[0].isalnum() else ""
            right = "(?![a-z0-9])" if word[-1].isalnum() else ""
            alternatives.append(left + escaped + right)
        elif _SPACED.search(word):
            alternatives.append(r"(?<!\w)" + escaped)
        else:
            alternatives.append(escaped)
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _asset_words() -> dict[str, str]:
    words = {word: asset for asset, names in ASSET_WORDS.items() for word in names}
    for chain in CHAINS.values():
        words.update((asset.lower(), asset) for asset in chain.assets)
    return words


def _payment_words() -> list[str]:
    return [word.replace("_", " ") for word in _PAYMENT.split()]


ASSETS: dict[str, str] = _asset_words()
ASSET = pattern(ASSETS)
CHAIN_OF: dict[str, str] = {word: row.chain for row in EVM_CHAINS for word in row.words}
CHAIN = pattern(CHAIN_OF)
NETWORK_OF: dict[str, str] = {word: row.network for row in CHAINS.values() for word in row.words}
NETWORK = pattern(NETWORK_OF)
CASH = pattern((*CHAINS["bitcoin-cash"].words, *ASSET_WORDS["BCH"]))
PAYMENT = pattern(_payment_words())
DIGEST = pattern(_DIGESTS.split())


def asset_named(word: str) -> str | None:
    """The asset that a matched word names; tickers that are also common words count in capitals only."""
    asset = ASSETS.get(word.lower())
    return None if asset in _RESERVED_WORDS and not word.isupper() else asset
