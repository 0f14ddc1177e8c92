"""The first page after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from farthing.desk.access import ALL, allow


@allow(ALL)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/home.html", {})
