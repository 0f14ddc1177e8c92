"""The upload gate: which files may come in at the desk, and what to say of those that may not."""

from __future__ import annotations

from farthing.pages.errors import Refused
from farthing.pages.kinds import READ_AS_TEXT, Kind, sniff
from farthing.pages.picture import NoPicture, TooManyPixels, codes

MAX_BYTES = 20_000_000
MAX_PICTURE_BYTES = 1_000_000
MIN_SHARE = 1 / 3  # of the picture that the QR code's bounding box must fill

_WHAT_COMES_IN = "Save the page as HTML, MHTML, WARC, mail or plain text, or paste its text."
_REASONS = {
    Kind.VIDEO: "This is a video. Farthing keeps no imagery, so it was dropped unseen.",
    Kind.AUDIO: "This is a sound recording, and only text comes in here.",
    Kind.VECTOR: "This is a drawing (SVG). Farthing keeps no imagery, so it was dropped unseen.",
    Kind.DOCUMENT: "This is an office or PDF document, which may hold pictures, so it was dropped unread.",
    Kind.PACKED: "This is a packed archive, which may hold pictures, so it was dropped unopened. Unpack it "
    "first and give the saved page by itself.",
    Kind.PROGRAM: "This is a program, and only text comes in here.",
    Kind.UNKNOWN: "This is not text, and its kind is unknown, so it was dropped unread.",
}


def admit(data: bytes, *, name: str, content_type: str | None) -> Kind:
    """The kind of an upload that may come in; raises `Refused`, saying why, for any other.

    The bytes decide. `name` and `content_type` can only make the gate stricter: what is called a picture or a
    video is not let in as text.
    """
    if not data:
        raise Refused("The file is empty.")
    if len(data) > MAX_BYTES:
        raise Refused(f"The file has {len(data) / 1e6:.1f} MB; at most {MAX_BYTES // 10**6} MB come in.")
    kind = sniff(data)
    if kind is Kind.PICTURE:
        _admit_picture(data)
        return kind
    if kind not in READ_AS_TEXT:
        raise Refused(f"{_REASONS[kind]} {_WHAT_COMES_IN}")
    said = (content_type or "").partition("/")[0].strip().lower()
    if said in ("image", "video", "audio"):
        raise Refused(f"“{name}” is announced as {said}, and its bytes are {kind.value}. {_WHAT_COMES_IN}")
    return kind


def _admit_picture(data: bytes) -> None:
    only_codes = "The only picture that comes in is a QR code, of at most 1 MB, that fills a third of it."
    if len(data) > MAX_PICTURE_BYTES:
        raise Refused(f"This picture has {len(data) / 1e6:.1f} MB and was dropped unseen. {only_codes}")
    try:
        found = codes(data)
    except TooManyPixels as error:
        raise Refused(f"This picture has {error} and was dropped unseen. {only_codes}") from error
    except NoPicture as error:
        raise Refused(f"This picture cannot be decoded and was dropped unseen. {only_codes}") from error
    if not found:
        raise Refused(f"There is no QR code in this picture; it was dropped unseen. {only_codes}")
    if max(code.share for code in found) < MIN_SHARE:
        raise Refused(f"The QR code fills less than a third of this picture; it was dropped. {only_codes}")
