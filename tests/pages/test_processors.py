"""A checkout processor is known by what its links, forms, scripts and class names look like."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from farthing.pages import Option, read

UUID = "0c0f9d7e-2a54-4a1b-9d39-6f6f3f1f7a21"


def options(page: str) -> list[Option]:
    [reading] = read(f"<h1>Members area</h1><p>30 days access</p>{page}".encode())
    return list(reading.options)


LED_TO = {
    "BTCPay form": (
        '<form class="btcpay-form" action="https://till.example/api/v1/invoices"><input type="hidden" '
        'name="storeId" value="8sVBTUq3hT9gqpRNB3mUSoR1w"><button>Pay</button></form>',
        ("crypto", "BTCPay", None, "8sVBTUq3hT9gqpRNB3mUSoR1w"),
    ),
    "BTCPay modal": (
        '<script src="https://till.example/modal/btcpay.js"></script>'
        '<script>btcpay.showInvoice("9QmXwB4u7sLRkDqzT3fGhJ")</script>',
        ("crypto", "BTCPay", "9QmXwB4u7sLRkDqzT3fGhJ", None),
    ),
    "NOWPayments link": (
        '<a href="https://nowpayments.io/payment/?iid=5824912345&amp;source=button">Pay</a>',
        ("crypto", "NOWPayments", "5824912345", None),
    ),
    "NOWPayments widget": (
        '<iframe src="https://nowpayments.io/embeds/payment-widget?iid=4417093312"></iframe>',
        ("crypto", "NOWPayments", "4417093312", None),
    ),
    "CoinPayments form": (
        '<form action="https://www.coinpayments.net/index.php" method="post"><input type="hidden" name="cmd" '
        'value="_pay_simple"><input type="hidden" name="merchant" value="606a89bb575311badf510a4a8b79a45e">'
        '<input type="hidden" name="invoice" value="A-1001"></form>',
        ("crypto", "CoinPayments", "A-1001", "606a89bb575311badf510a4a8b79a45e"),
    ),
    "Plisio": (
        '<a href="https://plisio.net/invoice/63c8f1e2a9b4d05e7f3a1c2b">Pay</a>',
        ("crypto", "Plisio", "63c8f1e2a9b4d05e7f3a1c2b", None),
    ),
    "CoinGate": (
        f'<a href="https://pay.coingate.com/invoice/{UUID}">Pay</a>',
        ("crypto", "CoinGate", UUID, None),
    ),
    "Cryptomus in a script": (
        f'<script>location.href = "https:\\/\\/pay.cryptomus.com\\/pay\\/{UUID}";</script>',
        ("crypto", "Cryptomus", UUID, None),
    ),
    "Heleket": (
        f'<a href="https://pay.heleket.com/pay/{UUID}">Pay</a>',
        ("crypto", "Heleket", UUID, None),
    ),
    "OxaPay": ('<a href="https://pay.oxapay.com/15782340">Pay</a>', ("crypto", "OxaPay", "15782340", None)),
    "Coinbase Commerce": (
        '<a class="buy-with-crypto" href="https://commerce.coinbase.com/charges/66BEOV2A">Pay</a>',
        ("crypto", "Coinbase Commerce", "66BEOV2A", None),
    ),
    "Blockonomics": (
        '<a class="blockoPayBtn" data-toggle="modal" data-uid="d3b1f5c2a7e94f60">Pay</a>'
        '<script src="https://www.blockonomics.co/js/pay_button.js"></script>',
        ("crypto", "Blockonomics", None, "d3b1f5c2a7e94f60"),
    ),
    "CoinRemitter": (
        '<a href="https://coinremitter.com/invoice/view/5c2f0e7d91">Pay</a>',
        ("crypto", "CoinRemitter", "5c2f0e7d91", None),
    ),
    "BitPay": (
        '<a href="https://bitpay.com/invoice?id=Hk2sE9fJw5RqLm8TzXc4Vb">Pay</a>',
        ("crypto", "BitPay", "Hk2sE9fJw5RqLm8TzXc4Vb", None),
    ),
    "OpenNode": (
        f'<a href="https://checkout.opennode.com/{UUID}">Pay</a>',
        ("crypto", "OpenNode", UUID, None),
    ),
    "0xProcessing": (
        '<a href="https://app.0xprocessing.com/Payment?merchantId=0xMR2841907">Pay</a>',
        ("crypto", "0xProcessing", None, "0xMR2841907"),
    ),
    "Stripe link": (
        '<a href="https://buy.stripe.com/5kA3fj0cK7Yx2wE">Pay</a>',
        ("card", "Stripe", None, "5kA3fj0cK7Yx2wE"),
    ),
    "Stripe script": (
        '<script src="https://js.stripe.com/v3/"></script>'
        '<script>const s = Stripe("pk_live_51HxQ2LKj0Zc");</script>',
        ("card", "Stripe", None, "pk_live_51HxQ2LKj0Zc"),
    ),
    "PayPal form": (
        '<form action="https://www.paypal.com/cgi-bin/webscr">'
        '<input type="hidden" name="cmd" value="_s-xclick">'
        '<input type="hidden" name="hosted_button_id" value="7XK2QLR8V9T4C"></form>',
        ("wallet", "PayPal", None, "7XK2QLR8V9T4C"),
    ),
    "YooMoney form": (
        '<form action="https://yoomoney.ru/quickpay/confirm"><input type="hidden" name="receiver" '
        'value="410011234567890"><input type="hidden" name="label" value="order-77"></form>',
        ("wallet", "YooMoney", "order-77", "410011234567890"),
    ),
    "Robokassa link": (
        '<a href="https://auth.robokassa.ru/Merchant/Index.aspx?MerchantLogin=shop42&amp;InvId=1077">Pay</a>',
        ("card", "Robokassa", "1077", "shop42"),
    ),
    "in plain words": ("<p>Payment is processed by CoinGate.</p>", ("crypto", "CoinGate", None, None)),
}


@pytest.mark.parametrize(("page", "expected"), LED_TO.values(), ids=LED_TO)
def test_a_processor_is_known_with_its_numbers(
    page: str, expected: tuple[str, str, str | None, str | None]
) -> None:
    found = [(o.rail, o.processor, o.invoice, o.merchant_id) for o in options(page) if o.processor]
    assert found == [expected]


def test_coins_named_beside_a_button_are_paid_through_its_processor() -> None:
    page = (
        "<p>Pay with Bitcoin, Litecoin or Monero:</p>"
        '<a href="https://plisio.net/invoice/63c8f1e2a9b4d05e7f3a1c2b">Pay now</a>'
    )
    assert {(o.asset, o.processor) for o in options(page)} == {
        ("BTC", "Plisio"), ("LTC", "Plisio"), ("XMR", "Plisio"),
    }  # fmt: skip


def test_the_sites_own_address_is_not_the_processors() -> None:
    page = (
        "<p>Bitcoin to bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, or by "
        '<a href="https://plisio.net/invoice/63c8f1e2a9b4d05e7f3a1c2b">Plisio</a></p>'
    )
    assert {(o.address, o.processor) for o in options(page)} == {
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", None), (None, "Plisio"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "<!-- https://plisio.net/invoice/63c8f1e2a9b4d05e7f3a1c2b -->",
        "<p>We do not accept Stripe payments.</p>",
        "<p>Read our comparison of NOWPayments and others from the last decade, week by week.</p>",
    ],
)
def test_what_is_no_way_to_pay_gives_no_processor(page: str) -> None:
    assert [o.processor for o in options(page) if o.processor] == []


def test_every_processor_that_is_named_has_its_traces() -> None:
    lists = tomllib.loads((files("farthing.pages") / "lists" / "processors.toml").read_text("utf-8"))
    assert lists["processor"].keys() <= lists["trace"].keys()
    for trace in lists["trace"].values():
        assert trace["rail"].partition(":")[0] in {
            "crypto",
            "card",
            "wallet",
            "transfer",
            "gift-card",
            "other",
        }
        assert all(sign == sign.lower() for sign in trace["source"])
        assert trace.keys() <= {"rail", "source", "invoice", "merchant"}
