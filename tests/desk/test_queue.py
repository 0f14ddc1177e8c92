"""The queue and the page of one assessment, as its people use them."""

from __future__ import annotations

from cast import NOW, Cast
from desk.conftest import Enter
from farthing.records.drafts import ReportDraft
from farthing.records.models import Assessment
from farthing.records.services.reports import receive
from farthing.records.words import Hand, ReportSource


def told(address: str, **fields: object) -> Assessment:
    draft = ReportDraft(address, ReportSource.PUBLIC, **fields)  # type: ignore[arg-type]
    return receive(actor=Hand.PUBLIC, now=NOW, draft=draft).assessment


def test_an_analyst_takes_the_next_opens_it_and_decides(cast: Cast, enter: Enter) -> None:
    calm = told("https://calm.invalid/x")
    one = told("https://danger.invalid/x?token=abc", in_danger=True, words="30 days access")
    client = enter("analyst")
    shown = client.get("/queue/")
    assert b"A child may be in danger now" in shown.content
    text = shown.content.decode()
    assert text.index(one.reference) < text.index(calm.reference)
    page = client.post("/queue/next/", follow=True)
    assert one.reference in page.content.decode()
    assert b"danger[.]invalid" not in page.content
    opened = client.post(f"/assessments/{one.pk}/address/")
    assert b"<mark>token=abc</mark>" in opened.content
    assert b"hxxps[:]//danger[.]invalid/x" in opened.content
    refused = client.post(f"/assessments/{one.pk}/decide/", {"actionable": "yes"})
    assert (refused.status_code, b"has a category" in refused.content) == (422, True)
    client.post(f"/assessments/{one.pk}/decide/", {"actionable": "yes", "category": "B"})
    decided = client.get(f"/assessments/{one.pk}/")
    assert b"stands" in decided.content
    assert client.post(f"/assessments/{one.pk}/address/").status_code == 302


def test_a_page_of_the_queue_asks_the_database_a_fixed_number_of_times(
    cast: Cast, enter: Enter, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        told(f"site-{number}.invalid", in_danger=number % 2 == 0)
    client = enter("analyst")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert client.get("/queue/").status_code == 200


def test_a_second_look_is_taken_without_the_first_decision_and_settled_by_a_supervisor(
    cast: Cast, enter: Enter
) -> None:
    supervisor, first, second = enter("supervisor"), enter("analyst"), enter("analyst2")
    supervisor.post("/second-looks/rule/", {"second_looks": "100", "duty_police": "ring 0100"})
    one = told("https://one.invalid/x", in_danger=True)
    assert b"ring 0100" in first.get("/queue/").content
    first.post("/queue/next/")
    first.post(
        f"/assessments/{one.pk}/decide/", {"actionable": "yes", "category": "B", "remark": "the first"}
    )
    assert b"someone else" in first.post(f"/second-looks/{one.second_look.pk}/take/", follow=True).content
    page = second.post("/queue/next/", follow=True)
    assert b"Decide as if nobody had" in page.content
    for shown in (page, second.get(f"/assessments/{one.pk}/")):
        assert b"the first</td>" not in shown.content
        assert b"Decided</h2>" not in shown.content
    opened = second.post(f"/second-looks/{one.second_look.pk}/address/")
    assert b"hxxps[:]//one[.]invalid/x" in opened.content
    at = f"/second-looks/{one.second_look.pk}/decide/"
    assert second.post(at, {"actionable": "no"}).status_code == 422
    second.post(at, {"actionable": "no", "ground": "not-found"})
    assert one.second_look.reference in supervisor.get("/queue/").content.decode()
    assert b"the first</td>" in supervisor.get(f"/second-looks/{one.second_look.pk}/").content
    refused = supervisor.post(at, {"actionable": "yes", "category": "B"})
    assert (refused.status_code, b"Say why" in refused.content) == (422, True)
    supervisor.post(at, {"actionable": "yes", "category": "B", "remark": "it is there"})
    assert b"0 %" in supervisor.get("/second-looks/").content


def test_a_share_that_is_none_is_told_on_the_page(cast: Cast, enter: Enter) -> None:
    refused = enter("supervisor").post("/second-looks/rule/", {"second_looks": "101"})
    assert (refused.status_code, b"between 0 and 100" in refused.content) == (422, True)


def test_an_appeal_is_entered_and_decided_by_another_on_the_page(cast: Cast, enter: Enter) -> None:
    one = told("https://one.invalid/x")
    first, other = enter("analyst"), enter("analyst2")
    first.post("/queue/next/")
    first.post(f"/assessments/{one.pk}/decide/", {"actionable": "yes", "category": "B"})
    first.post(f"/assessments/{one.pk}/appeal/", {"grounds": "The host's owner says it is a mistake."})
    assert b"Decide the appeal" not in first.get(f"/assessments/{one.pk}/").content
    assert b"Q-0" in other.get("/queue/").content
    assert b"Decide the appeal" in other.get(f"/assessments/{one.pk}/").content
    appeal = one.appeals.get()
    done = other.post(
        f"/appeals/{appeal.pk}/decide/", {"actionable": "no", "ground": "below-threshold"}, follow=True
    )
    assert b"decision reversed" in done.content
