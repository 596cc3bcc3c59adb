"""The report on paper: tagged, readable, of published reports only, and fetching nothing else."""

import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from evaluations.models import Assessment, Evaluation, Side
from evaluations.report.printing import STYLE
from evaluations.views.pdf import file_name
from kyodo_portal import checks
from kyodo_portal.cities import city
from kyodo_portal.files import pdf
from kyodo_portal.files.uploads import UploadRefused, check_photo
from projects.models import CostShare, Project, UpdatePhoto
from tests.conftest import REQUIRED
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project, make_user, tell_result
from tests.people import KINDS, Cast, make_cast
from tests.projects.factories import add_update, photo_bytes

pytestmark = pytest.mark.django_db

MADE = pytest.mark.skipif(
    bool(pdf.missing().what) and "pdf" not in REQUIRED, reason=f"missing: {pdf.missing().what}"
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def _without_parts(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A system on which a library is missing."""
    monkeypatch.setattr(pdf, "LIBRARIES", {"libno-such.so.0": "libno-such0"})
    pdf.missing.cache_clear()
    yield
    pdf.missing.cache_clear()


def published(cast: Cast, title: str = "花の道", **fields: Any) -> Evaluation:
    project = make_project(
        title, status="evaluated", groups=(cast.group,), departments=(cast.department,), **fields
    )
    tell_result(project)
    return make_evaluation(project, status="published")


def add_photo(project: Project) -> UpdatePhoto:
    return add_update(project, make_user()).photos.get()


def address(evaluation: Evaluation) -> str:
    return reverse("evaluations:pdf", args=[evaluation.pk])


def streams(content: bytes) -> list[bytes]:
    """The unpacked streams of a PDF."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, flags=re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            found.append(packed)
    return found


@MADE
@pytest.mark.once
def test_pdf_is_tagged_japanese_and_says_what_it_is(client: Client, cast: Cast) -> None:
    evaluation = published(cast)
    CostShare.objects.create(project=evaluation.project, category="苗", payer="city", amount=120000)
    add_photo(evaluation.project)

    response = client.get(address(evaluation))

    content = response.content
    whole = content + b"".join(streams(content))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Content-Disposition"].startswith("attachment;")
    assert content.startswith(b"%PDF-1.7")
    wanted = (b"/StructTreeRoot", b"/MarkInfo", b"(ja)", b"pdfuaid", b"NotoSansCJK", b"DCTDecode")
    assert [each for each in wanted if each.lower() not in whole.lower()] == []
    assert whole.count(b"/Figure") >= 5
    assert len(content) < 1_000_000


@MADE
@pytest.mark.parametrize("status", ["open", "revealed", "reflected"])
def test_pdf_of_an_unpublished_report_is_not_there(cast: Cast, status: str) -> None:
    project = make_project(
        "花の道", status="completed", groups=(cast.group,), departments=(cast.department,)
    )
    path = address(make_evaluation(project, status=status))

    answers = {kind: cast.browser(kind).get(path).status_code for kind in KINDS}

    assert answers == dict.fromkeys(KINDS, 404)


@MADE
@pytest.mark.once
def test_pdf_fetches_its_own_photos_and_nothing_else(cast: Cast, tmp_path: Path) -> None:
    """The picture on the disk is a real one: fetched, it would lie in the file."""
    on_disk = tmp_path / "secret.jpg"
    on_disk.write_bytes(photo_bytes())
    evaluation = published(cast)
    photo = add_photo(evaluation.project)
    asked: list[str] = []

    def read() -> tuple[bytes, str]:
        asked.append("own")
        return photo.file.read(), "image/webp"

    own = f"https://city.example{photo.url}"
    html = "".join(
        f'<img alt="x" src="{url}">'
        for url in (own, on_disk.as_uri(), "http://127.0.0.1:1/x.png", "/projects/1/photos/99/")
    )
    page = (
        f'<html lang="ja"><title>花</title><body>{html}<link rel="stylesheet" href="file:///x.css">'
    )
    made = pdf.make_pdf(
        page,
        css="css/report-pdf.css",
        base_url="https://city.example",
        pictures={own: read},
    )

    assert asked == ["own"]
    assert (made + b"".join(streams(made))).count(b"/Subtype /Image") == 1


@MADE
@pytest.mark.once
def test_words_of_people_are_words_on_paper(client: Client, cast: Cast) -> None:
    evaluation = published(cast, '<img src="file:///etc/passwd">題')
    Assessment.objects.filter(side=Side.GROUP).update(
        went_well='<link rel="stylesheet" href="http://127.0.0.1:1/x.css"><b>太い</b>'
    )

    assert client.get(address(evaluation)).status_code == 200


@MADE
def test_pdf_asks_the_database_a_fixed_number_of_times(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    evaluation = published(cast)
    for _ in range(2):
        add_photo(evaluation.project)
        with django_assert_num_queries(5):
            assert client.get(address(evaluation)).status_code == 200
        add_photo(evaluation.project)


@MADE
def test_photo_lost_from_the_disk_leaves_the_rest(client: Client, cast: Cast) -> None:
    evaluation = published(cast)
    Path(add_photo(evaluation.project).file.path).unlink()

    assert client.get(address(evaluation)).status_code == 200


@MADE
def test_very_long_report_is_left_to_the_browser(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 100)

    response = client.get(address(published(cast)))

    assert response.status_code == 503
    assert "とても長いため" in response.content.decode()


@MADE
def test_second_pdf_waits_and_then_says_so(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = published(cast)
    monkeypatch.setattr(pdf, "LONGEST_WAIT", 0.01)
    with pdf._one_at_a_time:
        response = client.get(address(evaluation))

    assert response.status_code == 503
    assert "ほかのPDFをつくっています" in response.content.decode()
    assert client.get(address(evaluation)).status_code == 200


@MADE
@pytest.mark.once
def test_half_a_photo_is_refused_after_a_pdf_was_made() -> None:
    whole = photo_bytes()
    half = SimpleUploadedFile("half.jpg", whole[: whole.index(b"\xff\xda") + 20])
    pdf.make_pdf("<p>報告</p>", css=STYLE, base_url="https://city.example/", pictures={})

    with pytest.raises(UploadRefused):
        check_photo(half)


@pytest.mark.usefixtures("_without_parts")
def test_without_the_libraries_the_print_view_is_offered(client: Client, cast: Cast) -> None:
    evaluation = published(cast)

    page = client.get(evaluation.get_absolute_url())
    refused = client.get(address(evaluation))

    assert page.status_code == 200
    assert address(evaluation) not in page.content.decode()
    assert "ブラウザーの「印刷」" in page.content.decode()
    assert refused.status_code == 503
    assert f'href="{evaluation.get_absolute_url()}"' in refused.content.decode()


@pytest.mark.usefixtures("_without_parts")
def test_check_names_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    [warning] = checks.pdf_can_be_made()

    assert (warning.id, warning.is_serious()) == ("kyodo_portal.W001", False)
    assert "apt-get install libno-such0" in str(warning.hint)
    call_command("check", tags=["pdf"])
    assert "libno-such.so.0" in capsys.readouterr().err


@MADE
def test_check_is_silent_where_nothing_is_missing() -> None:
    assert checks.pdf_can_be_made() == []


@MADE
@pytest.mark.once
@pytest.mark.skipif(
    not pdf.has_emoji_font() and "pdf" not in REQUIRED, reason="missing: an emoji font"
)
def test_emoji_of_a_title_are_drawn() -> None:
    """Each as a picture and the mask that lets the paper through."""
    pages = [
        pdf.make_pdf(
            f"<html lang=ja><p>花いっぱい{more}</p>",
            css=STYLE,
            base_url="https://x.example/",
            pictures={},
        )
        for more in ("", "🌸👨‍👩‍👧")
    ]

    assert checks.pdf_can_draw_emoji() == []
    assert [len(re.findall(rb"/Subtype ?/Image", page)) for page in pages] == [0, 4]


@MADE
def test_check_says_which_package_draws_emoji(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "has_emoji_font", lambda: False)
    [warning] = checks.pdf_can_draw_emoji()

    assert (warning.id, warning.is_serious()) == ("kyodo_portal.W002", False)
    assert "apt-get install fonts-noto-color-emoji" in str(warning.hint)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("花の道", "花の道_2026年度_最終評価.pdf"),
        ("a/b\\c:d\n\u202ee", "a b c d e_2026年度_最終評価.pdf"),
        ("花" * 200, "花" * 60 + "_2026年度_最終評価.pdf"),
        ("...", "協働事業_2026年度_最終評価.pdf"),
    ],
)
def test_file_name_is_the_title_without_what_file_systems_refuse(title: str, name: str) -> None:
    evaluation = Evaluation(project=Project(title=title), fiscal_year=2026)

    assert file_name(evaluation) == name


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is made from now on."""
    made: list[str] = []
    real = pdf._weasyprint()

    class Counted:
        CSS = real.CSS

        @staticmethod
        def HTML(**given: Any) -> Any:
            made.append(given["string"])
            return real.HTML(**given)

    monkeypatch.setattr(pdf, "_weasyprint", lambda: Counted)
    return made


@MADE
def test_report_is_not_made_again_by_who_waited_for_it(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = published(cast)
    made = _counted(monkeypatch)
    real = pdf._one_at_a_time

    class Waited:
        """A door before which one waits until somebody else has got the same report."""

        release = real.release

        @staticmethod
        def acquire(timeout: float) -> bool:
            monkeypatch.setattr(pdf, "_one_at_a_time", real)
            client.get(address(evaluation))
            monkeypatch.setattr(pdf, "_one_at_a_time", Waited)
            return real.acquire(timeout=timeout)

    monkeypatch.setattr(pdf, "_one_at_a_time", Waited)
    answer = client.get(address(evaluation))

    assert (answer.status_code, answer.content[:5], len(made)) == (200, b"%PDF-", 1)
    assert not real.locked()


@MADE
def test_same_report_is_made_once_and_a_changed_one_anew(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = published(cast)
    made = _counted(monkeypatch)
    first, second = client.get(address(evaluation)), client.get(address(evaluation), {"x": "1"})
    Project.objects.filter(pk=evaluation.project_id).update(title="花の小道")
    third = client.get(address(evaluation))

    assert (first.content, len(made)) == (second.content, 2)
    assert third.content != first.content


@MADE
@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "name"),
    [("", "吉川市 協働ポータル"), ("/en", "Yoshikawa City Collaboration Portal")],
)
def test_report_on_paper_says_where_it_is_from(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, language: str, name: str
) -> None:
    evaluation = published(cast)
    made = _counted(monkeypatch)
    client.get(f"{language}{address(evaluation)}")

    told = (
        name,
        f">{settings.BASE_URL}{language}{evaluation.get_absolute_url()}<",
        f">{settings.BASE_URL}{language}{evaluation.project.get_absolute_url()}<",
        city().desk.phone,
        city().desk.email,
    )
    assert [words for words in told if words not in made[0]] == []
    assert 'id="join"' not in made[0]
    assert ('class="translation-note"' in made[0]) == (language == "/en")


@MADE
@pytest.mark.once
def test_easy_report_has_its_readings_and_no_marks_of_them(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = published(cast, "花の｜道《みち》")
    made = _counted(monkeypatch)
    easy, plain = client.get(f"/easy{address(evaluation)}"), client.get(address(evaluation))

    assert (easy.status_code, plain.status_code, len(made)) == (200, 200, 2)
    assert "<ruby>報告<rp>（</rp><rt>ほうこく</rt><rp>）</rp></ruby>" in made[0]
    assert "《" not in made[0]
    assert "花の｜道《みち》" in made[1]  # in Japanese a title stands as it was written


@MADE
def test_report_without_a_photo_that_could_not_be_read_is_not_kept(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = published(cast)
    photo = add_photo(evaluation.project).file
    kept = Path(photo.path)
    away = kept.rename(kept.with_suffix(".away"))
    made = _counted(monkeypatch)

    without = client.get(address(evaluation)).content
    away.rename(kept)
    answers = [client.get(address(evaluation)).content for _ in range(2)]

    assert b"DCTDecode" not in without
    assert [b"DCTDecode" in content for content in answers] == [True, True]
    assert len(made) == 2
