"""Ways to reach the seller are found however they are written, and what only looks like one is not."""

from __future__ import annotations

import pytest

from farthing.pages import read
from farthing.pages.contacts.recorded import protected

SESSION = "05" + "3f" * 32
TOX = "56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE51855D34D34D37CB5"  # Tox specification, 9.1
ONION = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"  # rend-spec-v3
PROTECTED = "2a" + bytes(byte ^ 0x2A for byte in b"desk@shop.example").hex()


def contacts(page: str) -> set[tuple[str, str]]:
    return {(contact.kind, contact.value) for reading in read(page.encode()) for contact in reading.contacts}


def shown(line: str, language: str = "en") -> set[tuple[str, str]]:
    return contacts(f'<html lang="{language}"><body><h2>Members area</h2><p>{line}</p></body></html>')


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("desk@shop.example", "en"),
        ("desk [at] shop [dot] example", "en"),
        ("desk (at) shop (dot) example", "de"),
        ("desk AT shop DOT example", "en"),
        ("desk[@]shop[.]example", "en"),
        ("desk @ shop.example", "en"),
        ("desk&#64;shop&#46;example", "en"),
        ("desk＠shop．example", "ja"),
        ("desk <span>[at]</span> shop.example", "en"),
        ("desk_at_shop_dot_example", "en"),
        ("desk (ät) shop (punkt) example", "de"),
        ("desk(arroba)shop.example", "es"),
        ("desk [arobase] shop [point] example", "fr"),
        ("desk chiocciola shop punto example", "it"),
        ("desk собака shop точка example", "ru"),
        ("desk (собака) shop (тчк) example", "ru"),
        ("desk [małpa] shop [kropka] example", "pl"),
        ("desk kukac shop pont example", "hu"),
        ("desk (zavináč) shop (tečka) example", "cs"),
        ("desk snabel-a shop punkt example", "sv"),
        ("desk (apenstaartje) shop (punt) example", "nl"),
        ("desk [krøllalfa] shop [punktum] example", "no"),
        ("desk [кльомба] shop [точка] example", "bg"),
        ("desk [שטרודל] shop [נקודה] example", "he"),
        ("desk 골뱅이 shop.example", "ko"),
        ("desk kukac shop.example", "hu"),
        ("desk（艾特）shop.example", "zh"),
        ("desk艾特shop点example", "zh"),
        ("desk#shop.example (# = @)", "en"),
        ("desk#shop.example（#换成@）", "zh"),
    ],
)
def test_a_mail_address_is_read_in_any_spelling(written: str, language: str) -> None:
    assert ("email", "desk@shop.example") in shown(f"E-mail: {written}", language)


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("Telegram: @quiet_shop", "telegram", "@quiet_shop"),
        ("Telegram: quiet_shop", "telegram", "@quiet_shop"),
        ('<a href="tg://resolve?domain=quiet_shop">write</a>', "telegram", "@quiet_shop"),
        ('<a href="https://t.me/quiet_shop">write</a>', "telegram", "@quiet_shop"),
        ('<a href="https://t.me/+AbCdEf123">join</a>', "telegram", "t.me/+AbCdEf123"),
        ("телега @quiet_shop", "telegram", "@quiet_shop"),
        ("XMPP: desk@jabber.example", "jabber", "desk@jabber.example"),
        ('<a href="xmpp:desk@chat.example">write</a>', "jabber", "desk@chat.example"),
        (f"Session: {SESSION}", "session", SESSION),
        (f"Session: {SESSION[:33]}<br>{SESSION[33:]}", "session", SESSION),
        (f"Tox: {TOX}", "tox", TOX),
        ("Wickr: quietshop9", "wickr", "quietshop9"),
        ("I am on Wickr as quietshop9.", "wickr", "quietshop9"),
        ("Wickr Me – quietshop", "wickr", "quietshop"),
        ("Signal: +49 30 5550 1234", "signal", "+493055501234"),
        ("Signal: quiet.42", "signal", "quiet.42"),
        ("WhatsApp +1 (202) 555-0143", "whatsapp", "+12025550143"),
        ('<a href="https://wa.me/12025550143">chat</a>', "whatsapp", "+12025550143"),
        ("Threema: AB12CD34", "threema", "AB12CD34"),
        ("Matrix: @desk:matrix.example", "matrix", "@desk:matrix.example"),
        ("ICQ 000-000-417", "icq", "000000417"),
        ("Skype: quiet.shop", "skype", "quiet.shop"),
        ("Discord: quiet#1234", "discord", "quiet#1234"),
        ('<a href="https://discord.gg/AbC123">server</a>', "discord", "discord.gg/AbC123"),
        ("Viber: +380 44 555 01 23", "viber", "+380445550123"),
        ('<a href="https://keybase.io/quietshop">keys</a>', "keybase", "quietshop"),
        (f"mirror: http://{ONION}/shop", "onion", ONION),
        ("Mirror: https://shop2.example", "url", "https://shop2.example"),
        ("<b>Wickr</b></p><p>quietshop9", "wickr", "quietshop9"),
        ("WhatsApp/Viber: +380 44 555 01 23", "whatsapp", "+380445550123"),
        ("Skype live:.cid.abc123def456", "skype", "live:.cid.abc123def456"),
        (
            "Our mirrors:</p><ul><li>https://a.example</li><li>https://b.example</li></ul><p>",
            "url",
            "https://b.example",
        ),
    ],
)
def test_an_account_is_read_with_its_kind(written: str, kind: str, value: str) -> None:
    assert (kind, value) in shown(written)


@pytest.mark.parametrize(
    "page",
    [
        "<p>logo@2x.png and icon@3x.svg</p>",
        "<style>@media print{p{color:red}} @import url(x.css);</style><p>Members area</p>",
        "@media screen\n@import one\n\nMembers area, 30 days access\n",
        "<p>built with react@18.2.0 and @babel/core</p>",
        '<script>Sentry.init({dsn:"https://0c5d8e@o12.ingest.example/42"})</script><p>Members area</p>',
        '<script>var a={author:"someone@else.example"}</script><p>Members area for those who pay a year.</p>'
        * 20,
        "<p>Look at shop. Dot your i's.</p>",
        "<p>PayPal: pay@shop.example</p>",
        "<p>To stop these letters write to unsubscribe@shop.example</p>",
        "<!-- old@shop.example --><p>Members area</p>",
        "<p>Telegram: support</p>",
        "<p>git clone git@code.example:shop.git</p>",
        "<a href='https://t.me/share/url?url=x'>share</a>",
    ],
)
def test_what_only_looks_like_a_contact_is_none(page: str) -> None:
    assert contacts(page) == set()


@pytest.mark.parametrize(
    "page",
    [
        '<script>var s={"support":{"email":"desk@shop.example","telegram":"@quiet_shop"}}</script>',
        '<div id="root"></div><script type="application/json">{"help":"E-mail: desk@shop.example"}</script>',
        '<a data-user="desk" data-domain="shop.example">mail</a>',
        f'<span class="__cf_email__" data-cfemail="{PROTECTED}">x</span>',
        '<a href="mailto:desk@shop.example?subject=hello">mail</a>',
    ],
)
def test_contacts_that_are_not_shown_are_read(page: str) -> None:
    found = contacts(f"<h2>Members area</h2><p>30 days access, 12 EUR</p>{page}")
    assert ("email", "desk@shop.example") in found


def test_cloudflares_hidden_address_is_resolved() -> None:
    assert protected(PROTECTED) == "desk@shop.example"
    assert protected("2a2b") is None


def test_a_link_in_a_script_stands_at_its_place() -> None:
    page = b'<p>Members area</p><script>var s={"contact":"https://t.me/quiet_shop","page":"/pay"}</script>'
    [contact] = read(page)[0].contacts
    assert page[contact.start : contact.end] == b"https://t.me/quiet_shop"


@pytest.mark.parametrize(
    "record",
    [
        '{"label":"Support on Telegram","value":"@quiet_shop"}',
        '{"type":"telegram","handle":"@quiet_shop"}',
        '{"name":"Поддержка (Telegram)","account":"@quiet_shop"}',
    ],
)
def test_the_label_of_a_record_says_the_service(record: str) -> None:
    assert contacts(f'<script>var s={{"contact":{record}}}</script>') == {("telegram", "@quiet_shop")}


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("If this page is gone, look at https://shop2.example please", "en"),
        ("Wenn die Seite nicht erreichbar ist: https://shop2.example", "de"),
        ("Если страница не открывается, есть https://shop2.example", "ru"),
        ("Si la página no carga, mira en https://shop2.example", "es"),
        ("打不开请访问 https://shop2.example", "zh"),
    ],
)
def test_where_else_the_page_can_be_found(written: str, language: str) -> None:
    assert ("url", "https://shop2.example") in shown(written, language)
