"""What was typed and could not be saved: kept for its writer alone, and shown again in its form."""

import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.models import User
from kyodo_portal.writing.kept import texts
from kyodo_portal.writing.kept.filling import Filling
from kyodo_portal.writing.kept.marks import mark_for
from kyodo_portal.writing.kept.texts import MOST, KeptFile, KeptText, forget_kept
from projects.models import Project, Update
from proposals.models import Consultation
from tests.factories import make_group, make_project, make_user
from tests.projects.factories import photo_upload
from tests.proposals.factories import make_consultation, make_proposal
from tests.proposals.pages import typed
from tests.trust.reading import forms_in
from tests.writing.seen_pages import Opened, form_on, plan, signed_in

pytestmark = pytest.mark.django_db

NEW = "/consult/new/"
WORDS = "通りがさびしい。\n花を植えたい。"


@pytest.fixture
def writer() -> User:
    return make_user("書く人")


def sent(person: User, page: str = NEW, **fields: Any) -> dict[str, Any]:
    """What the form of a page sends, with its person's mark."""
    return {"mark": mark_for(person, page), "subject": "花だん", "concern": WORDS, **fields}


def nobody() -> Client:
    """A browser from which every cookie has been deleted."""
    return Client(enforce_csrf_checks=True)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def filled(person: User, page: str = NEW) -> dict[str, str]:
    """The form of a page with a kept text, as its person finds it after signing in."""
    found = [form.fields for form in forms_in(signed_in(person).get(page), page)]
    return next((fields for fields in found if "kept" in fields), {})


def test_text_without_a_session_comes_back_in_its_form(writer: User) -> None:
    answer = nobody().post(NEW, sent(writer))

    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/accounts/login/?next={quote(NEW, safe='')}",
    )
    assert Consultation.objects.count() == 0
    form = filled(writer)
    assert (form["subject"], form["concern"].strip()) == ("花だん", WORDS)
    assert "まだ保存していません" in body(signed_in(writer).get(NEW))


def test_kept_text_goes_when_its_form_is_saved(writer: User) -> None:
    nobody().post(NEW, sent(writer))
    browser = signed_in(writer)
    form = next(f.fields for f in forms_in(browser.get(NEW), NEW) if "kept" in f.fields)

    browser.post(NEW, form)

    assert (Consultation.objects.get().concern, KeptText.objects.count()) == (WORDS, 0)
    assert "まだ保存していません" not in body(browser.get(NEW))


def test_refused_form_goes_on_with_its_kept_text(writer: User) -> None:
    nobody().post(NEW, sent(writer, subject=""))
    browser = signed_in(writer)
    form = next(f.fields for f in forms_in(browser.get(NEW), NEW) if "kept" in f.fields)

    again = browser.post(NEW, {**form, "concern": "書き足した"})
    kept = next(f.fields for f in forms_in(again, NEW) if "kept" in f.fields)

    assert KeptText.objects.get().fields["concern"] == ["書き足した"]
    browser.post(NEW, {**kept, "subject": "花だん"})
    assert (Consultation.objects.get().concern, KeptText.objects.count()) == ("書き足した", 0)


def mark_of_another_form(writer: User) -> dict[str, Any]:
    return sent(writer, page="/groups/apply/")


def mark_of_another_record(writer: User) -> dict[str, Any]:
    return sent(writer, page="/consult/1/")


def forged_mark(writer: User) -> dict[str, Any]:
    return sent(writer) | {"mark": mark_for(writer, NEW)[:-2] + "xx"}


def old_mark(writer: User) -> dict[str, Any]:
    with time_machine.travel(timezone.now() - dt.timedelta(hours=25)):
        return sent(writer)


def no_mark(writer: User) -> dict[str, Any]:
    return sent(writer, mark="")


@pytest.mark.parametrize(
    "what", [mark_of_another_form, mark_of_another_record, forged_mark, old_mark, no_mark]
)
@pytest.mark.parametrize("has_key", [True, False])
def test_without_a_whole_mark_the_words_stand_on_the_page_that_refuses(
    writer: User, what: Any, has_key: bool
) -> None:
    browser = Client() if has_key else nobody()

    answer = browser.post(NEW, what(writer))

    assert (answer.status_code, KeptText.objects.count()) == (403, 0)
    assert "花だん\n\n通りがさびしい。\n花を植えたい。</textarea>" in body(answer)


def test_text_that_arrives_under_another_persons_session_is_kept_for_its_writer(
    writer: User,
) -> None:
    next_one = make_user("次の人")

    answer = signed_in(next_one).post(NEW, sent(writer))

    assert (answer.status_code, Consultation.objects.count()) == (403, 0)
    assert "さびしい" not in body(answer)
    assert filled(next_one) == {}
    assert filled(writer)["concern"].strip() == WORDS


def test_nobody_else_reads_or_discards_a_kept_text(writer: User) -> None:
    nobody().post(NEW, sent(writer))
    other = signed_in(make_user())
    discard = reverse("discard", args=[KeptText.objects.get().pk])

    assert other.post(discard).status_code == 404
    assert "さびしい" not in body(other.get("/my/"))
    assert KeptText.objects.count() == 1

    assert signed_in(writer).post(discard).headers["Location"] == NEW
    assert KeptText.objects.count() == 0


def test_what_was_saved_meanwhile_meets_the_kept_text_as_any_other(writer: User) -> None:
    page: Opened = plan()
    mine = signed_in(page.first)
    form = form_on(mine.get(page.address), page)
    nobody().post(page.address, {**form, page.one: page.texts[1]})
    theirs = signed_in(page.second)
    theirs.post(page.address, {**form_on(theirs.get(page.address), page), page.one: page.texts[0]})

    back = filled(page.first, page.address)
    answer = signed_in(page.first).post(page.address, back)

    assert back[page.one].strip() == page.texts[1]
    assert answer.status_code == 409
    assert page.texts[0] in body(answer)
    assert page.texts[1] in body(answer)
    assert Project.objects.get().summary == page.texts[0]


def test_rows_come_back_as_many_as_there_were() -> None:
    proposal = make_proposal("もとの題")
    address = reverse("proposals:whole", args=[proposal.pk])
    goals = [{"what": f"目標{number}"} for number in range(9)]
    nobody().post(
        address,
        {**typed(proposal, {"goals": goals}), "mark": mark_for(proposal.created_by, address)},
    )

    back = filled(proposal.created_by, address)

    assert [back[f"goals-{number}-what"] for number in range(9)] == [g["what"] for g in goals]


def test_draft_that_saves_itself_without_a_session_is_told_so_and_kept() -> None:
    proposal = make_proposal("もとの題")
    address = reverse("proposals:whole", args=[proposal.pk])
    mark = mark_for(proposal.created_by, address)
    data = {**typed(proposal, title="新しい題"), "mark": mark, "autosave": "1"}

    answer = nobody().post(reverse("proposals:autosave", args=[proposal.pk]), data)

    assert (answer.status_code, answer.json()["kept"]) == (401, True)
    assert filled(proposal.created_by, address)["title"] == "新しい題"


def test_photo_comes_along_when_the_report_is_sent_again(writer: User) -> None:
    project = make_project(groups=(make_group(managers=(writer,)),), status="active")
    address = f"{project.get_absolute_url()}updates/new/"
    first = next(
        f.fields for f in forms_in(signed_in(writer).get(address), address) if "title" in f.fields
    )
    report = {**first, "title": "植えました", "body": WORDS, "photos-0-caption": "花だん"}
    nobody().post(address, {**report, "photos-0-file": photo_upload()})

    browser = signed_in(writer)
    page = browser.get(address)
    form = next(f.fields for f in forms_in(page, address) if "kept" in f.fields)
    answer = browser.post(address, form)

    assert "hanadan.jpg" in body(page)
    assert answer.status_code == 302, body(answer)
    assert Update.objects.get().photos.count() == 1
    assert KeptFile.objects.count() == 0


def test_files_are_kept_up_to_three_and_the_rest_is_named(writer: User) -> None:
    page = "/groups/apply/"
    files = {f"documents-{n}": SimpleUploadedFile(f"{n}.pdf", b"%PDF") for n in range(4)}

    nobody().post(page, {"mark": mark_for(writer, page), "name": "花の会", **files})

    kept = KeptText.objects.get()
    assert ([file.name for file in kept.files.all()], kept.left_out) == (
        ["0.pdf", "1.pdf", "2.pdf"],
        ["3.pdf"],
    )
    assert "3.pdf" in body(signed_in(writer).get(page))


def test_text_whose_record_is_gone_stands_on_my_page(writer: User) -> None:
    consultation = make_consultation(by=writer)
    page = consultation.get_absolute_url()
    nobody().post(f"{page}reply/", {"mark": mark_for(writer, page), "body": WORDS})
    Consultation.objects.filter(pk=consultation.pk).delete()
    browser = signed_in(writer)

    gone, mine = browser.get(page), browser.get("/my/")

    assert (gone.status_code, mine.status_code) == (404, 200)
    assert WORDS in body(gone)
    assert WORDS in body(mine)


def test_kept_texts_are_forgotten_after_seven_days_with_their_files(
    writer: User, django_capture_on_commit_callbacks: Any
) -> None:
    page = "/groups/apply/"
    document = SimpleUploadedFile("kaisoku.pdf", b"%PDF")
    nobody().post(page, {"mark": mark_for(writer, page), "name": "花の会", "d": document})
    path = Path(KeptFile.objects.get().file.path)
    kept_at = KeptText.objects.get().at

    assert (forget_kept(kept_at + dt.timedelta(days=6, hours=23)), path.exists()) == (0, True)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_kept(kept_at + dt.timedelta(days=7)) == 1
    assert (KeptText.objects.count(), path.exists()) == (0, False)


def test_nobody_fills_the_disk_with_marks(writer: User) -> None:
    for _ in range(MOST):
        nobody().post(NEW, sent(writer))

    answer = nobody().post(NEW, sent(writer))

    assert (KeptText.objects.count(), answer.status_code) == (MOST, 403)
    assert "さびしい" in body(answer)


def test_same_form_arriving_again_is_the_same_text_newer(writer: User) -> None:
    form = sent(writer)

    for words in ("ひとつ", "ひとつ、ふたつ"):
        nobody().post(NEW, {**form, "concern": words})

    assert [text.fields["concern"] for text in KeptText.objects.all()] == [["ひとつ、ふたつ"]]


def test_what_is_being_written_is_kept_and_goes_when_it_is_sent(writer: User) -> None:
    browser = signed_in(writer)
    form = sent(writer, kept_address=NEW, autosave="1")

    answer = browser.post("/kept/", form)
    browser.post(NEW, {key: form[key] for key in ("mark", "subject", "concern")})

    assert (answer.status_code, answer.json()["complete"]) == (200, True)
    assert (Consultation.objects.count(), KeptText.objects.count()) == (1, 0)


def test_form_that_was_emptied_again_is_kept_no_longer(writer: User) -> None:
    browser = signed_in(writer)
    form = sent(writer, kept_address=NEW, autosave="1")
    key = browser.post("/kept/", form).json()["kept"]

    browser.post("/kept/", {**form, "subject": "", "concern": "", "kept": key})

    assert KeptText.objects.count() == 0


def test_old_key_after_signing_in_elsewhere_leads_back_to_the_filled_form(writer: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(writer)

    answer = browser.post(NEW, sent(writer))

    assert (answer.status_code, Consultation.objects.count()) == (403, 0)
    assert "さびしい" in body(answer)
    assert f'href="{NEW}"' in body(answer)
    form = next(f.fields for f in forms_in(browser.get(NEW), NEW) if "kept" in f.fields)
    assert form["concern"].strip() == WORDS


def test_sign_in_page_of_yesterday_leads_on_for_who_has_signed_in(writer: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(writer)

    for asked, leads in ((NEW, NEW), ("https://example.com/", "/my/")):
        answer = browser.post("/accounts/login/", {"login": "x", "password": "y", "next": asked})
        assert (answer.status_code, answer.headers["Location"]) == (302, leads)


def test_password_is_never_kept(writer: User) -> None:
    nobody().post(NEW, sent(writer, password="himitsu"))

    assert "himitsu" not in str(KeptText.objects.get().fields)
    assert mark_for(writer, "/accounts/password/change/") == ""


def test_nobody_fills_the_disk_with_files(writer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_BYTES", 10)
    page = "/groups/apply/"
    for name in ("a", "b", "c"):
        files = {"d": SimpleUploadedFile(f"{name}.pdf", b"%PDF"), "name": name}
        nobody().post(page, {"mark": mark_for(writer, page), **files})

    lies_here = [(text.fields["name"], text.left_out) for text in KeptText.objects.order_by("pk")]
    assert lies_here == [(["a"], []), (["b"], []), (["c"], ["c.pdf"])]
    assert sum(kept.size for kept in KeptFile.objects.all()) == 8


def test_odd_number_of_rows_is_none(writer: User) -> None:
    project = make_project(groups=(make_group(managers=(writer,)),))
    address = f"{project.get_absolute_url()}edit/"
    odd = {"goals-TOTAL_FORMS": "9" * 5000, "summary": WORDS}
    nobody().post(address, {"mark": mark_for(writer, address), **odd})

    assert filled(writer, address)["summary"].strip() == WORDS


@pytest.mark.parametrize(("before", "is_far"), [("短い前文", False), ("協定の条件。" * 100, True)])
def test_form_far_down_its_page_has_a_way_to_it_at_the_head(before: str, is_far: bool) -> None:
    form = '<form method="post" action="/sign/"><input name="mark"><input name="name"></form>'
    html = f"<main>{before}{form}</main>"

    made = Filling(html, page="/", address="/sign/", fields={"name": ["花"]})

    assert made.stands_far is is_far
    assert made.with_head("[head]", "", "[way]").startswith(f"<main>[way]{before}<form")
