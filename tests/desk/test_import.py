"""The import's page: a bar a part, then what came of it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from desk.conftest import Enter
from farthing.records.models import Report


def test_a_list_comes_in_and_its_bad_line_is_named(enter: Enter) -> None:
    client = enter("analyst")
    content = b"https://one.invalid/x\nnothing\n"
    answer = client.post("/reports/import/", {"list": SimpleUploadedFile("list.csv", content)})
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert '<progress max="2" value="2"' in text
    assert "1 report is new, 0 were known, 1 line is no report." in text
    assert "</html>" in text
    assert "one.invalid" not in text
    assert Report.objects.count() == 1


def test_without_a_file_the_form_says_so(enter: Enter) -> None:
    refused = enter("analyst").post("/reports/import/", {})
    assert (refused.status_code, b"Choose a file." in refused.content) == (422, True)
