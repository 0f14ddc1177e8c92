"""Recording a page as a browser without scripts does it: give a page, read its form, send it back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

PAGES = Path(__file__).parents[1] / "data" / "pages"
GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"  # bitcoin/bips, bip-0360
TEXT = f"Members area\n30 days access: 0.01 BTC\nSend Bitcoin to {GENESIS}\nWrite to desk@mailhouse.example\n"


def give(client: Client, data: bytes, name: str, content_type: str = "text/html") -> Any:
    """The answer to a page that was dropped."""
    return client.post(reverse("record"), {"page": SimpleUploadedFile(name, data, content_type), "text": ""})


def give_text(client: Client, text: str = TEXT) -> Any:
    return client.post(reverse("record"), {"text": text})


def filled(answer: Any, form: str = "form.confirm") -> dict[str, str]:
    """What the form of an answer sends back when nothing is changed in it."""
    sent: dict[str, str] = {}
    for field in tree(answer).css(f"{form} input, {form} select, {form} textarea"):
        name = field.attributes.get("name")
        if not name or (field.attributes.get("type") == "checkbox" and "checked" not in field.attributes):
            continue
        sent[name] = _value(field)
    return sent


def tree(answer: Any) -> LexborHTMLParser:
    return LexborHTMLParser(answer.content.decode())


def _value(field: Any) -> str:
    if field.tag == "textarea":
        return str(field.text()).removeprefix("\n")
    if field.tag == "select":
        options = field.css("option")
        chosen = [option for option in options if "selected" in option.attributes] or options[:1]
        return str(chosen[0].attributes.get("value") or "")
    return str(field.attributes.get("value") or "")
