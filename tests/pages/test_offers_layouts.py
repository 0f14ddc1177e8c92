"""How pages lay out what they sell: cards, tables, switches, scripts, forms, prose; and what is beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from farthing.pages import read

CASES = {
    "cards": (
        '<div class="card"><h3>Basic</h3><p class="price">$5<small>/month</small></p><p>10 GB</p></div>'
        '<div class="card"><h3>Plus</h3><p class="price">$12<small>/month</small></p><p>50 GB</p></div>',
        "5 USD P1M; 12 USD P1M",
    ),
    "price in pieces": (
        '<div class="plan"><span class="sym">$</span><span class="num">19</span><span class="cents">99</span>'
        '<span class="per">/mo</span></div>',
        "19.99 USD P1M",
    ),
    "price in pieces, decimal written": (
        '<div class="plan"><span>€</span><span>19</span><span>,99</span> <span>per month</span></div>',
        "19.99 EUR P1M",
    ),
    "tiers down, periods across": (
        "<table><tr><th>Plan<th>1 month<th>3 months<th>1 year</tr><tr><td>Silver<td>$10<td>$25<td>$80</tr>"
        "<tr><td>Gold<td>$20<td>$50<td>$160</tr></table>",
        "10 USD P1M; 25 USD P3M; 80 USD P1Y; 20 USD P1M; 50 USD P3M; 160 USD P1Y",
    ),
    "periods down, coins across": (
        "<table><tr><th>Access<th>BTC<th>XMR</tr><tr><td>7 days<td>0.0003<td>0.08</tr>"
        "<tr><td>30 days<td>0.001<td>0.25</tr></table>",
        "0.0003 BTC P7D; 0.08 XMR P7D; 0.001 BTC P30D; 0.25 XMR P30D",
    ),
    "plans in columns": (
        "<table><tr><td></td><th>Reader</th><th>Patron</th></tr><tr><td>Price</td><td>€4</td><td>€9</td></tr>"
        "<tr><td>Valid for</td><td>30 days</td><td>90 days</td></tr>"
        "<tr><td>Downloads a day</td><td>10</td><td>50</td></tr></table>",
        "4 EUR P30D; 9 EUR P90D",
    ),
    "old price in a column of its own": (
        "<table><tr><th>Term</th><th>Old price</th><th>Price</th></tr><tr><td>1 month</td><td>$20</td>"
        "<td>$15</td></tr>"
        "<tr><td>1 year</td><td>$200</td><td>$120</td></tr></table>",
        "15 USD P1M; 120 USD P1Y",
    ),
    "currency in the head": (
        "<table><tr><th>Term</th><th>Price, EUR</th></tr><tr><td>1 month</td><td>15</td></tr>"
        "<tr><td>1 year</td><td>120</td></tr></table>",
        "15 EUR P1M; 120 EUR P1Y",
    ),
    "columns in plain text": (
        "<pre>Plan      Month    Year\nReader    $5       $50\nPatron    $10      $100</pre>",
        "5 USD P1M; 50 USD P1Y; 10 USD P1M; 100 USD P1Y",
    ),
    "periods before prices": (
        "<div><div>30 DAYS</div><div>$10</div></div><div><div>90 DAYS</div><div>$25</div></div>",
        "10 USD P30D; 25 USD P90D",
    ),
    "periods after prices": (
        "<div><div>$10</div><div>30 days</div></div><div><div>$25</div><div>90 days</div></div>",
        "10 USD P30D; 25 USD P90D",
    ),
    "select": (
        "<select><option>Choose</option><option>1 month - $10</option><option>6 months - $50</option>"
        "<option>Lifetime - $150</option></select>",
        "10 USD P1M; 50 USD P6M; 150 USD lifetime",
    ),
    "radio labels": (
        "<label><input type=radio> One week, 4 USDT</label><label><input type=radio> One month,"
        " 12 USDT</label>",
        "4 USDT P1W; 12 USDT P1M",
    ),
    "buttons": (
        "<button>Buy 30 days – 0.002 BTC</button><button>Buy 1 year – 0.015 BTC</button>",
        "0.002 BTC P30D; 0.015 BTC P1Y",
    ),
    "definition list": (
        "<dl><dt>Day</dt><dd>£1</dd><dt>Month</dt><dd>£9</dd><dt>For ever</dt><dd>£99</dd></dl>",
        "1 GBP P1D; 9 GBP P1M; 99 GBP lifetime",
    ),
    "monthly equivalent above": (
        '<div class="plan"><h3>Annual</h3><p class="big">$8.25<span>/mo</span></p>'
        '<p>billed $99 yearly</p></div>',
        "99 USD P1Y",
    ),
    "monthly equivalent below": (
        '<div class="plan"><h3>Annual</h3><p>$99 / year</p><p>that\'s only $8.25 a month</p></div>',
        "99 USD P1Y",
    ),
    "trial, then price": ("<p>Try it 7 days for $1, then $30 per month.</p>", "1 USD P7D; 30 USD P1M"),
    "free trial": ("<p>7 days free, then $10 a month. Cancel any time.</p>", "10 USD P1M"),
    "price in two currencies": ("<p>30 days: 0.001 BTC (~ $65)</p>", "0.001 BTC P30D; 65 USD P30D"),
    "one of two currencies": ("<p>A year is 100 € or 0.0015 BTC.</p>", "100 EUR P1Y; 0.0015 BTC P1Y"),
    "sign of equality": ("<p>10$ = 30 days<br>25$ = 90 days</p>", "10 USD P30D; 25 USD P90D"),
    "period first": ("<p>30d = 10$<br>90d = 25$</p>", "10 USD P30D; 25 USD P90D"),
    "empty cart": ("<nav>Cart: 0.00 €</nav><p>Month: 5 €</p>", "5 EUR P1M"),
    "full cart": (
        '<p>30 days access: $10.00</p><div class="cart"><p>1 × 30 days access $10.00</p>'
        '<p>Total $10.00</p></div>',
        "10 USD P30D",
    ),
    "from repeats a tier": (
        "<h1>Membership from $5 a month</h1><p>Reader: $5 / month</p><p>Patron: $15 / month</p>",
        "5 USD P1M; 15 USD P1M",
    ),
    "goal": ("<p>$3,200 raised of $10,000 goal</p><p>Month: $5</p>", "5 USD P1M"),
    "coupon": ("<p>Use code WELCOME to get $10 off. Year: $90.</p>", "90 USD P1Y"),
    "least deposit": ("<p>Minimum deposit: 0.001 BTC</p><p>One month: 0.0005 BTC</p>", "0.0005 BTC P1M"),
    "fee": ("<p>Quarter: $20 (plus $1.50 processing fee)</p>", "20 USD P3M"),
    "others charge": ("<p>Other sites charge $30 a month. Here a month is $12.</p>", "12 USD P1M"),
    "review": (
        '<p>Month: $12</p><div class="review">"I paid $40 elsewhere", says Kim</div>',
        "12 USD P1M",
    ),
    "next data": (
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"plans":['
        '{"id":"p1","name":"Reader","priceCents":500,"currency":"usd","interval":"month"},'
        '{"id":"p2","name":"Patron","priceCents":4800,"currency":"usd","interval":"year"}]}}}</script>',
        "5 USD P1M; 48 USD P1Y",
    ),
    "recurring prices in minor units": (
        '<script>window.plans=[{unit_amount:1500,currency:"eur",recurring:{interval:"month",interval_count:3}},'
        '{unit_amount:5000,currency:"eur",recurring:{interval:"year",interval_count:1}}];</script>',
        "15 EUR P3M; 50 EUR P1Y",
    ),
    "linked data": (
        '<script type="application/ld+json">{"@type":"Product","name":"Access","offers":[{"@type":"Offer",'
        '"name":"1 month","price":"9.00","priceCurrency":"EUR"},{"@type":"Offer","name":"1 year",'
        '"price":"90.00","priceCurrency":"EUR"}]}</script>',
        "9 EUR P1M; 90 EUR P1Y",
    ),
    "data attributes": (
        '<a class="buy" data-price="9.90" data-currency="EUR" data-days="30">Buy</a>'
        '<a class="buy" data-price="24.90" data-currency="EUR" data-days="90">Buy</a>',
        "9.90 EUR P30D; 24.90 EUR P90D",
    ),
    "switch": (
        '<div class="plan"><h3>Pro</h3><span class="price" data-monthly="$10" data-yearly="$96">$10</span>'
        "<span>/month</span></div>",
        "10 USD P1M; 96 USD P1Y",
    ),
    "price by period as keys": (
        '<script>const prices={"currency":"USD","monthly":10,"yearly":96,"lifetime":300};</script>',
        "10 USD P1M; 96 USD P1Y; 300 USD lifetime",
    ),
    "comment": ("<!-- Month: $7 --><p>Month: $12</p>", "12 USD P1M"),
    "struck by a class of the style sheet": (
        "<style>.x1{color:#999;text-decoration:line-through}</style>"
        "<p>Month: <span class=x1>$20</span> $12</p>",
        "12 USD P1M",
    ),
    "struck by an element": ("<p>Month: <del>$20</del> <ins>$12</ins></p>", "12 USD P1M"),
    "single things": (
        "<ul><li>Collection A – $15</li><li>Collection B – $25</li></ul>",
        "15 USD once; 25 USD once",
    ),
    "one heading for many": (
        "<h2>Monthly</h2><p>Reader – $5</p><p>Patron – $10</p><h2>Yearly</h2><p>Reader – $50</p>"
        "<p>Patron – $100</p>",
        "5 USD P1M; 10 USD P1M; 50 USD P1Y; 100 USD P1Y",
    ),
    "per person and month": ("<p>$5 per user per month</p>", "5 USD P1M"),
    "in words": ("<p>Three months cost twenty-five euros, half a year forty.</p>", "25 EUR P3M"),
    "hours": ("<p>48 hours of access for $3</p>", "3 USD P2D"),
    "one and a half": ("<p>18 months: $120</p>", "120 USD P18M"),
    "list with a stroke": ("<p>1 day 2€ | 1 week 8€ | 1 month 20€</p>", "2 EUR P1D; 8 EUR P1W; 20 EUR P1M"),
    "slashes": ("<p>$10/30 days, $25/90 days, $80/365 days</p>", "10 USD P30D; 25 USD P90D; 80 USD P365D"),
    "arrow": ("<p>1 month → $10<br>3 months → $25</p>", "10 USD P1M; 25 USD P3M"),
    "multiplied": ("<p>3 × $20 or $55 at once for the year</p>", "55 USD P1Y"),
    "satoshi": ("<p>Day 1,500 sats · month 21 000 satoshi · year 2.5 mBTC</p>",
                "0.000015 BTC P1D; 0.00021 BTC P1M; 0.0025 BTC P1Y"),
    "bits and gwei": ("<p>Week: 250 bits or 900,000 gwei</p>", "0.00025 BTC P1W; 0.0009 ETH P1W"),
    "lovelace": ("<p>Month: 25,000,000 lovelace</p>", "25 ADA P1M"),
}  # fmt: skip


def wanted(offers: str) -> set[tuple[Decimal, str, str]]:
    parts = [offer.split() for offer in offers.split(";") if offer.strip()]
    return {(Decimal(amount), currency, period) for amount, currency, period in parts}


@pytest.mark.parametrize("name", CASES)
def test_a_layout_is_read(name: str) -> None:
    body, offers = CASES[name]
    [reading] = read(
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><body>{body}</body></html>'.encode()
    )
    assert {(Decimal(o.amount), o.currency, o.period) for o in reading.offers} == wanted(offers)


def test_a_table_drawn_with_strokes_is_read() -> None:
    page = b"| Period  | USD | XMR   |\n|---|---|---|\n| 7 days  | $4  | 0.025 |\n| 30 days | $12 | 0.075 |\n"
    [reading] = read(page)
    found = {(Decimal(o.amount), o.currency, o.period) for o in reading.offers}
    assert found == wanted("4 USD P7D; 0.025 XMR P7D; 12 USD P30D; 0.075 XMR P30D")


def test_what_is_passed_over_is_listed_with_its_reason() -> None:
    page = b"<html lang=en><p>Month: <s>$20</s> $12</p><p>Postage: $4.95</p><p>1 BTC = $60,000</p>"
    [reading] = read(page)
    assert [offer.amount for offer in reading.offers] == ["12"]
    assert len(reading.unread) >= 3
