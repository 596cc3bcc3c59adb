"""The 協定書: articles of what was signed, or a draft that says it is one and has room for ink."""

import io
import re
from copy import deepcopy

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kyodo_portal.files import pdf
from kyodo_portal.words.text import japanese_date
from projects.agreement.printing import agreement_page
from projects.agreement.terms import standing_of
from projects.models import CostShare, Project
from tests.factories import sign_all, today
from tests.people import Cast, make_cast
from tests.projects.amending.acts import NEW_PURPOSE, answer, project_of, proposed

pytestmark = pytest.mark.django_db

CLAUSES = {"insurance": "保険に入る。", "talks": "話し合う。"}


@pytest.fixture(scope="module")
def made(for_the_file: None) -> Cast:
    return make_cast()


@pytest.fixture
def cast(made: Cast) -> Cast:
    return deepcopy(made)


def page_of(project: Project) -> str:
    fresh = Project.objects.get(pk=project.pk)
    return agreement_page(fresh, standing_of(fresh))


def heads(page: str) -> list[str]:
    return re.findall(r"<h[12]>(.*?)</h[12]>", page)


def signatures(page: str) -> list[str]:
    rows = page.partition('class="signatures"')[2]
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", rows.partition("<tbody>")[2], re.DOTALL)
    texts = [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]
    return ["|".join(texts[at : at + 3]) for at in range(0, len(texts), 3)]


def test_articles_say_what_was_signed_and_nothing_else(cast: Cast) -> None:
    project = project_of(cast, status="planning", clauses=CLAUSES, conditions="雨の日は休む。")
    CostShare.objects.create(project=project, category="苗", payer="city", amount=60_000)
    CostShare.objects.create(project=project, category="土", payer="group", amount=40_000)
    draft = page_of(project)
    sign_all(Project.objects.get(pk=project.pk))
    agreed = page_of(project)

    articles = [
        *(
            "第1条（目的）",
            "第2条（目標）",
            "第3条（役割分担）",
            "第4条（経費）",
            "第5条（採択の条件）",
        ),
        *("第6条（保険と事故の連絡）", "第7条（協議）", "署名"),
    ]
    assert heads(draft) == ["協定書（案）", *articles]
    assert heads(agreed) == ["協定書", *articles]
    assert ("これは案で、協定ではありません" in draft, "これは案で" in agreed) == (True, False)
    assert agreed.count(standing_of(project).digest) == 1


def test_who_has_not_signed_has_room_for_ink_and_no_person_is_named(cast: Cast) -> None:
    project = project_of(cast, status="planning")
    agreement = sign_all(project)
    agreement.signatures.filter(department__isnull=False).delete()
    agreement.signatures.update(on_paper=True, signer_name="紙の署名者")
    half = page_of(project)
    group, department = cast.group.name, cast.department.name
    day = japanese_date(today())

    assert [line.split("|")[0] for line in signatures(half)] == [group, department]
    assert signatures(half)[0] == f"{group}|{day}|紙に署名"
    assert signatures(half)[1] == f"{department}|年　　月　　日|（署名する人の役職と名前）"
    assert "紙の署名者" not in half
    assert heads(half)[0] == "協定書（案）"


def test_change_that_is_talked_about_is_not_in_the_document_until_all_have_signed(
    cast: Cast,
) -> None:
    project = project_of(cast)
    amendment = proposed(project, cast["manager"])
    between = page_of(project)
    answer(amendment, cast.browser("staff"))
    after = page_of(project)

    assert [(heads(page)[0], NEW_PURPOSE in page) for page in (between, after)] == [
        ("協定書", False),
        ("協定書", True),
    ]
    assert ("第1版" in between, "第2版" in after) == (True, True)


def test_markup_of_writers_is_text(cast: Cast) -> None:
    page = page_of(project_of(cast, status="planning", clauses={"other": "<script>x</script>"}))
    assert "<script>" not in page


@pytest.mark.once
@pytest.mark.skipif(bool(pdf.missing().what), reason="no WeasyPrint here")
def test_file_is_tagged_and_told_in_japanese_whoever_asks(cast: Cast) -> None:
    project = project_of(cast, clauses=CLAUSES)
    address = reverse("projects:agreement_pdf", args=[project.pk])
    client = Client()
    answers = [client.get(address), client.get(address, headers={"accept-language": "en"})]

    assert [(a.status_code, a["Content-Type"]) for a in answers] == [(200, "application/pdf")] * 2
    assert answers[0].content == answers[1].content
    made = PdfReader(io.BytesIO(answers[0].content))
    root = made.trailer["/Root"]
    assert (bool(root["/MarkInfo"]["/Marked"]), root["/Lang"]) == (True, "ja")
    assert str(made.metadata and made.metadata.title).startswith("協定書：")
    link = client.get(reverse("projects:agreement", args=[project.pk])).content.decode()
    assert f'href="{address}"' in link


@pytest.mark.once
def test_where_no_pdf_can_be_made_the_page_says_so(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 10)
    project = project_of(cast)
    answer_ = Client().get(reverse("projects:agreement_pdf", args=[project.pk]))
    assert answer_.status_code == 503
    assert "PDFをつくれませんでした" in answer_.content.decode()


@pytest.mark.parametrize("origin", ["record"])
def test_record_of_the_past_has_no_document(cast: Cast, origin: str) -> None:
    project = project_of(cast, status="completed", origin=origin, signed=False)
    assert Client().get(reverse("projects:agreement_pdf", args=[project.pk])).status_code == 404
