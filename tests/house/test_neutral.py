"""What may stand in this repository: neutral words, invented sites, no media, nothing of any one machine."""

import re
from fnmatch import fnmatch

import pytest

from house.repository import ROOT, repository_files, text_of

SIGNATURES = {
    "PNG": b"\x89PNG\r\n\x1a\n",
    "JPEG": b"\xff\xd8\xff",
    "GIF": b"GIF8",
    "TIFF": b"II*\x00",
    "TIFF, other end": b"MM\x00*",
    "WebM or Matroska": b"\x1aE\xdf\xa3",
    "FLV": b"FLV\x01",
    "MPEG": b"\x00\x00\x01\xba",
    "PDF": b"%PDF-",
}
MEDIA_THAT_MAY_BE = {
    "tests/data/pages/*.png": 10_000,  # a QR code's picture, whose payload is read
    "docs/screenshots/*.png": 300_000,  # the desk's own pages, for the README
}
LARGEST_FILE = 1_000_000
# A registry's address in the repository would send whoever installs it there, past his own mirror.
REGISTRY = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|crates|rubygems|mvnrepository)\.(?:org|com|io)\b"
    r"|\b(?:deb|security|snapshot)\.debian\.org\b|\bproxy\.golang\.org\b|--(?:extra-)?index-url|--find-links",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|home|Users|root)/[\w.]")
# Shorter ones are no addresses of any version, but words (and a word before a dot may be code).
ONION = re.compile(r"([a-z0-9]{16,})\.onion\b", re.IGNORECASE)
URL_HOST = re.compile(r"\b(?:https?|wss?|ftp)://(?:[^\s/@\"'<>]*@)?([A-Za-z0-9.-]+)", re.IGNORECASE)
INVENTED = ("example", "invalid", "test", "onion", "localhost")
LOOPBACK = ("127.0.0.1",)
# Names that a page writes without going there: messengers' short links, and the names of markup languages.
WRITTEN_NAMES = ("t.me", "wa.me", "www.w3.org", "schema.org")

FILES = [file.relative_to(ROOT).as_posix() for file in repository_files()]
TEXTS = [name for name in FILES if b"\0" not in (ROOT / name).read_bytes()[:4096]]


def test_files_are_small_and_none_is_a_picture_or_a_film_but_the_few_that_are_listed() -> None:
    found = []
    for name in FILES:
        content = (ROOT / name).read_bytes()
        allowed = [most for pattern, most in MEDIA_THAT_MAY_BE.items() if fnmatch(name, pattern)]
        kind = media_kind(content)
        if kind and not allowed:
            found.append(f"{name} is {kind}")
        if len(content) > max(allowed, default=LARGEST_FILE):
            found.append(f"{name} has {len(content)} bytes")
    assert found == []


def media_kind(content: bytes) -> str | None:
    if content[4:8] == b"ftyp":
        return "MP4"
    if content.startswith(b"RIFF") and content[8:12] in (b"WEBP", b"AVI ", b"WAVE"):
        return "RIFF"
    return next((kind for kind, start in SIGNATURES.items() if content.startswith(start)), None)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\x00\x00\x00\x20ftypisom", "MP4"),
        (b"RIFF....WEBPVP8 ", "RIFF"),
        (b"<html>", None),
    ],
)
def test_media_is_known_by_its_first_bytes_whatever_it_is_called(content: bytes, kind: str | None) -> None:
    assert media_kind(content) == kind


def test_no_text_names_a_path_of_one_machine_or_a_package_registry() -> None:
    found = [
        f"{name}: {match[0]}"
        for name in TEXTS
        for pattern in (MACHINE_PATH, REGISTRY)
        for match in pattern.finditer(text_of(ROOT / name))
        if name != "tests/house/test_neutral.py"
    ]
    assert found == []


def test_every_onion_host_has_the_form_of_version_3_and_so_none_is_a_slip_of_the_pen() -> None:
    found = [
        f"{name}: {match[0]}"
        for name in TEXTS
        for match in ONION.finditer(text_of(ROOT / name))
        if not re.fullmatch(r"[a-z2-7]{56}", match[1], re.IGNORECASE)
    ]
    assert found == []


def test_hosts_in_test_data_are_invented() -> None:
    found = [
        f"{name}: {host}"
        for name in TEXTS
        if name.startswith("tests/data/")
        for host in URL_HOST.findall(text_of(ROOT / name))
        if not may_be_written(host.rstrip(".").lower())
    ]
    assert found == []


def may_be_written(host: str) -> bool:
    return host.rpartition(".")[2] in INVENTED or host in LOOPBACK or host in WRITTEN_NAMES
