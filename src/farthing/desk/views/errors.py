"""The pages for what went wrong: each says what it is and what to do."""

from __future__ import annotations

import json

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def forbidden(request: HttpRequest, sentence: str) -> HttpResponse:
    return _page(request, 403, "Not open to you", sentence, "If you need it for your work, ask a supervisor.")


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    advice = "Check the reference, or look it up with the search box."
    return _page(request, 404, "Not found", "There is no such page or record.", advice)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        advice = "Give only the part of the page that holds its offers and ways to pay."
        return _page(request, 413, "Too large", "At most 20 MB come in at once; nothing was stored.", advice)
    advice = "Go back, load the page anew and try again."
    return _page(request, 400, "Not understood", "The desk could not read what was sent.", advice)


def wrong_way(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    """A form's own address that was opened as a page, or the other way round."""
    sentence = "This address takes what a form sends; there is nothing to look at."
    page = _page(
        request, 405, "No page", sentence, "Go back to the page with the form and send it from there."
    )
    if "Allow" in refusal.headers:
        page.headers["Allow"] = refusal.headers["Allow"]
    return page


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return forbidden(request, "This page is not open to you.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = "The form was too old, or did not come from this desk, so nothing was done."
    return _page(request, 403, "Form too old", sentence, "Go back, load the page anew and send it again.")


def failure(request: HttpRequest) -> HttpResponse:
    """The last resort: no look-up, no member, nothing that could fail again. A program gets a problem
    document (RFC 9457)."""
    if request.path.startswith("/api/v1/"):
        said = {"type": "about:blank", "title": "Something failed", "status": 500, "remedy": "Send it again."}
        return HttpResponse(json.dumps(said), status=500, content_type="application/problem+json")
    words = {
        "title": "Something failed",
        "sentence": "The desk could not finish this. Nothing was half stored.",
        "advice": "Try again; if it fails again, tell the person who runs this desk when it did.",
    }
    return HttpResponse(render_to_string("desk/failure.html", words), status=500)


def _page(request: HttpRequest, status: int, title: str, sentence: str, advice: str) -> HttpResponse:
    words = {"title": title, "sentence": sentence, "advice": advice, "status": status}
    return render(request, "desk/error.html", words, status=status)
