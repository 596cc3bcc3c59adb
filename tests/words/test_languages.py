"""Each page in each language at its own address; what is kept for others stays Japanese."""

import datetime as dt
import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from groups.flows import GROUP_FLOW
from kyodo_portal.cities import city
from kyodo_portal.life import audit
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words import languages
from kyodo_portal.words.languages import EASY, ENGLISH, JAPANESE, listed
from kyodo_portal.words.readings import with_readings, without_readings
from kyodo_portal.words.text import fiscal_year_label, japanese_date, yen
from tests.evaluations.factories import make_evaluation
from tests.factories import make_project
from tests.people import make_cast
from tests.proposals.factories import make_proposal

JAPANESE_LETTERS = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々〆]")
PUBLIC = (
    *("home", "guide", "which_form", "search", "statistics", "open_data"),
    *("accessibility", "accessibility_results"),
    *("projects:list", "groups:list", "calls:list", "evaluations:list", "consultations:list"),
    *("projects:matrix", "projects:timeline", "projects:map", "projects:updates"),
    *("account_login", "account_signup"),
)

pytestmark = pytest.mark.django_db


def words(html: str) -> str:
    """What an English page says itself: without what is marked as Japanese, and without scripts."""
    html = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    html = re.sub(r"<(\w+)[^>]* lang=\"ja\"[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", html)


@pytest.mark.once
@pytest.mark.parametrize("name", PUBLIC)
def test_english_page_says_nothing_of_its_own_in_japanese(client: Client, name: str) -> None:
    with translation.override("en"):
        address = reverse(name)
    page = client.get(address).content.decode()

    assert address.startswith("/en/")
    assert '<html lang="en">' in page
    assert JAPANESE_LETTERS.findall(words(page)) == []


@pytest.mark.once
@pytest.mark.parametrize("name", PUBLIC)
def test_easy_page_has_readings_and_no_marks_left(client: Client, name: str) -> None:
    with translation.override("ja-easy"):
        address = reverse(name)
    page = client.get(address).content.decode()

    assert address.startswith("/easy/")
    assert ("<ruby>" in page, "｜" in page) == (True, False)


@pytest.mark.parametrize(
    ("path", "language", "plain"),
    [
        ("/", JAPANESE, "/"),
        ("/projects/1/", JAPANESE, "/projects/1/"),
        ("/en/", ENGLISH, "/"),
        ("/en/projects/1/", ENGLISH, "/projects/1/"),
        ("/easy/projects/", EASY, "/projects/"),
        ("/easygoing/", JAPANESE, "/easygoing/"),
        ("/english/en/", JAPANESE, "/english/en/"),
    ],
)
def test_address_tells_the_language(path: str, language: languages.Language, plain: str) -> None:
    assert (languages.of_path(path), languages.without_prefix(path)) == (language, plain)
    assert languages.in_language(plain, language) == path


@pytest.mark.parametrize("path", ["/en//elsewhere.example/", "/easy///elsewhere.example/"])
def test_page_that_is_not_there_never_leads_away(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    assert 'href="/elsewhere.example/" lang="ja"' in page
    assert 'href="//' not in page


def test_page_leads_to_itself_in_the_other_languages(client: Client) -> None:
    page = client.get("/en/projects/?pattern=A").content.decode()

    assert 'href="/projects/?pattern=A" lang="ja" hreflang="ja"' in page
    assert 'href="/easy/projects/?pattern=A" lang="ja" hreflang="ja"' in page
    assert 'href="/en/projects/?pattern=A" lang="en" hreflang="en" aria-current="true"' in page


def test_staff_room_and_files_exist_in_japanese_alone(client: Client) -> None:
    assert [client.get(f"/en{path}").status_code for path in ("/admin/", "/healthz")] == [404, 404]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ja", ("令和8年(2026年)4月1日", "令和8年度(2026年度)", "12,000円", "花、緑")),
        ("ja-easy", ("2026年4月1日", "2026｜年度《ねんど》", "12,000円", "花、緑")),
        ("en", ("1 April 2026", "FY2026", "12,000 yen", "花, 緑")),
    ],
)
def test_dates_money_and_lists_are_said_in_the_language(code: str, said: tuple[str, ...]) -> None:
    day = dt.date(2026, 4, 1)
    with translation.override(code):
        assert (
            japanese_date(day), fiscal_year_label(2026), yen(12000), listed(["花", "緑"])
        ) == said  # fmt: skip


def test_words_with_commas_are_parted_by_more_than_a_comma() -> None:
    with translation.override("en"):
        assert listed(["Health, care", "Tourism"]) == "Health, care; Tourism"


@pytest.mark.parametrize(("code", "unit"), [("ja", "件"), ("en", "")])
def test_word_behind_a_number_is_left_out_in_english(code: str, unit: str) -> None:
    with translation.override(code):
        chart = Template(
            '{% bars_chart rows id="a" title="b" desc="c" unit=_("件")|counter %}'
        ).render(Context({"rows": [("花", 15)]}))

    assert re.findall(r'class="chart-amount"[^>]*>([^<]*)<', chart) == [f"15{unit}"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "told"),
    [
        ("", None),
        (
            "/en",
            (
                "Titles and texts written by groups and the city are in Japanese; "
                "they have not been translated."
            ),
        ),
        ("/easy", "グループや市が書いた題名と文は、ふつうの日本語です。"),
    ],
)
@pytest.mark.parametrize("name", ["home", "projects:list", "calls:list"])
def test_only_what_people_wrote_is_said_to_be_in_japanese(
    client: Client, name: str, prefix: str, told: str | None
) -> None:
    client.cookies["furigana"] = "off"
    page = client.get(f"{prefix}{reverse(name)}").content.decode()

    assert re.findall(r'class="translation-note">([^<]*)<', page) == ([told] if told else [])


@pytest.mark.parametrize("code", ["en", "ja-easy"])
def test_what_is_kept_for_others_is_japanese(code: str) -> None:
    cast = make_cast()
    with translation.override(code):
        GROUP_FLOW.make("rest", cast.group, by=cast["coordinator"], note="冬のあいだ")

    entry = audit.AuditEntry.objects.of(cast.group).get(action="group.rest")
    [letter, *_] = OutgoingMail.objects.all()
    assert entry.label == "活動を休む"
    assert letter.subject.startswith("【協働ポータル】団体が休止になりました")
    assert "/en/" not in letter.body
    assert "/easy/" not in letter.body


@pytest.mark.parametrize(
    ("prefix", "wanted"),
    [("/en", "Flowers for everyone"), ("/easy", "<rt>はな</rt>"), ("", "花と緑")],
)
def test_summary_is_read_in_its_language(client: Client, prefix: str, wanted: str) -> None:
    project = make_project(
        status="active",
        summary_en="Flowers for everyone",
        summary_easy="みんなの｜花《はな》",
    )
    page = client.get(f"{prefix}/projects/{project.pk}/").content.decode()

    assert wanted in page
    assert ("Flowers for everyone" in page) == (prefix == "/en")


def test_page_without_a_summary_says_it_is_not_translated(client: Client) -> None:
    project = make_project(status="active")
    assert "have not been translated" in client.get(f"/en/projects/{project.pk}/").content.decode()


@pytest.mark.parametrize("code", ["ja", "en", "ja-easy"])
def test_words_of_the_city_are_kept_in_japanese_and_shown_in_the_language(
    client: Client, code: str
) -> None:
    label = "目標の達成"
    with translation.override(code):
        evaluation = make_evaluation(make_project(), status="published")
        report, desk = evaluation.get_absolute_url(), reverse("consultations:list")
        shown = without_readings(city().said(label))
        at_the_desk = without_readings(city().said(city().desk.name))

    assert evaluation.items.get(key="goal_reached").label == label
    for address, said in ((report, shown), (desk, at_the_desk)):
        page = re.sub(
            r"<rp>.*?</rp>|<rt>.*?</rt>|</?ruby>", "", client.get(address).content.decode()
        )
        assert said in page
    assert (label in client.get(report).content.decode()) == (code == "ja")


@pytest.mark.parametrize("name", ["consultations:create", "groups:create", "proposals:whole"])
def test_writing_in_another_language_begins_with_what_the_city_reads(
    client: Client, name: str
) -> None:
    proposal = make_proposal()
    client.force_login(proposal.created_by)
    path = reverse(name, args=[proposal.pk] if name == "proposals:whole" else [])
    pages = {}
    for language in languages.LANGUAGES:
        answer = client.get(languages.in_language(path, language))
        pages[language] = answer.content.decode()

    told = {EASY: with_readings(f"<p>{city().translations[EASY][city().writing]}</p>")}
    told[ENGLISH] = f"<p>{city().translations[ENGLISH][city().writing]}</p>"
    assert [told[each] in pages[each] for each in told] == [True, True]
    assert city().writing not in pages[JAPANESE]
