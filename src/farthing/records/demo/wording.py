"""The words of the demonstration's invented pages: neutral, short, in nine languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's sentences, and the currency that its pages ask for with how many make a dollar."""

    language: str
    currency: str
    per_dollar: int
    welcome: str
    days: str
    lifetime: str
    pay: str
    card: str
    write: str
    mirror: str
    on_request: str


WORDINGS = (
    Wording(
        "en", "USD", 1, "Members area. You are on {host}.", "{count} days access", "Lifetime access",
        "Send {coin} to {address}", "We also take {brand}", "Questions? Write to {contact}",
        "If this page is down, go to {mirror}", "We take {coin}; ask for the address",
    ),
    Wording(
        "de", "EUR", 1, "Mitgliederbereich. Sie sind auf {host}.", "{count} Tage Zugang", "Zugang auf Dauer",
        "Senden Sie {coin} an {address}", "Wir nehmen auch {brand}", "Fragen? Schreiben Sie an {contact}",
        "Ist diese Seite nicht erreichbar: {mirror}", "Zahlung in {coin}, Adresse auf Anfrage",
    ),
    Wording(
        "fr", "EUR", 1, "Espace membres. Vous êtes sur {host}.", "{count} jours d'accès", "Accès à vie",
        "Envoyez {coin} à {address}", "Nous acceptons aussi {brand}", "Des questions ? Écrivez à {contact}",
        "Si cette page ne répond pas : {mirror}", "Paiement en {coin}, adresse sur demande",
    ),
    Wording(
        "es", "EUR", 1, "Zona de miembros. Está en {host}.", "{count} días de acceso", "Acceso de por vida",
        "Envíe {coin} a {address}", "También aceptamos {brand}", "¿Preguntas? Escriba a {contact}",
        "Si esta página no responde: {mirror}", "Pago en {coin}, dirección a petición",
    ),
    Wording(
        "pt", "BRL", 5, "Área de membros. Você está em {host}.", "{count} dias de acesso", "Acesso vitalício",
        "Envie {coin} para {address}", "Também aceitamos {brand}", "Perguntas? Escreva para {contact}",
        "Se esta página não abrir: {mirror}", "Pagamento em {coin}, endereço a pedido",
    ),
    Wording(
        "nl", "EUR", 1, "Ledengedeelte. U bent op {host}.", "{count} dagen toegang", "Toegang voor altijd",
        "Stuur {coin} naar {address}", "Wij nemen ook {brand}", "Vragen? Schrijf naar {contact}",
        "Als deze pagina niet werkt: {mirror}", "Betaling in {coin}, adres op aanvraag",
    ),
    Wording(
        "pl", "PLN", 4, "Strefa członków. Jesteś na {host}.", "{count} dni dostępu", "Dostęp na zawsze",
        "Wyślij {coin} na {address}", "Przyjmujemy też {brand}", "Pytania? Napisz na {contact}",
        "Jeśli strona nie działa: {mirror}", "Płatność w {coin}, adres na życzenie",
    ),
    Wording(
        "ru", "RUB", 90, "Раздел для участников. Вы на {host}.", "{count} дней доступа", "Доступ навсегда",
        "Отправьте {coin} на {address}", "Принимаем также {brand}", "Вопросы? Пишите: {contact}",
        "Если страница недоступна: {mirror}", "Оплата в {coin}, адрес по запросу",
    ),
    Wording(
        "ja", "JPY", 150, "会員エリア。現在のサイト {host}", "{count}日間アクセス", "無期限アクセス",
        "{coin} の送り先 {address}", "{brand} も使えます", "お問い合わせ {contact}",
        "開けないときは {mirror}", "{coin} 可、アドレスはお問い合わせください",
    ),
)  # fmt: skip

TIERS = (("Basic",), ("Silver", "Gold"), ("Bronze", "Silver", "Gold"), ("Standard", "Plus"), ("",))
PERIODS = ((30, "P30D", 1.0), (90, "P90D", 2.5), (365, "P365D", 7.0), (0, "lifetime", 12.0))

# Brands, hosts and handles are put together from plain words that mean nothing here.
FIRST_WORDS = [
    "Amber",
    "Birch",
    "Cobalt",
    "Drift",
    "Ember",
    "Fallow",
    "Granite",
    "Hazel",
    "Indigo",
    "Juniper",
    "Kelp",
    "Linden",
]
SECOND_WORDS = [
    "Harbour",
    "Mill",
    "Quarry",
    "Lantern",
    "Orchard",
    "Meadow",
    "Compass",
    "Bridge",
    "Terrace",
    "Foundry",
]
HOST_WORDS = [
    "otter",
    "plover",
    "heron",
    "wagtail",
    "marten",
    "badger",
    "lapwing",
    "curlew",
    "dunlin",
    "siskin",
    "linnet",
    "stoat",
    "vole",
    "thrush",
    "merlin",
    "osprey",
    "pipit",
    "tern",
    "shrew",
    "newt",
]
CARD_BRANDS = ("Northcard", "Bluecrest Card")
WALLET_BRANDS = ("Quill Pay", "Tally Wallet")
VOUCHER_BRANDS = ("Sprig Voucher", "Copper Gift Card")
