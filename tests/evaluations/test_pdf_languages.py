"""On paper too, words in another language than the page are marked: for whoever has it read aloud."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.files import pdf
from kyodo_portal.files.pdf_languages import mark_languages
from tests.conftest import REQUIRED
from tests.evaluations.factories import make_evaluation
from tests.evaluations.report.test_printing import streams
from tests.factories import make_group, make_project, tell_result

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(
        bool(pdf.missing().what) and "pdf" not in REQUIRED, reason=f"missing: {pdf.missing().what}"
    ),
]

FIGURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{}</title></svg>'


def span(language: str = "", words: str = "") -> str:
    """A span whose picture is called as its language, so that one finds it again in the PDF."""
    mark = f' lang="{language}"' if language else ""
    return f"<span{mark}>{words}{FIGURE.format(language or 'none')}</span>"


PAGE = f"""<html lang="en"><head><title>x</title><style>
  .apart {{ position: absolute; top: 0 }} .aside {{ float: right }} .block {{ display: block }}
  @page {{ size: 6cm 6cm; @bottom-left {{ content: "Page" }} }}
</style></head><body>
<h1>{span("ja")} and {span()}</h1>
<p class="apart">{span("fr")}</p><p class="aside">{span("ja")}</p>
<p>{span("ko", "a line that is broken more than once " * 12)} {span()}</p>
<ul><li>{span("ja")}</li><li>{span("fr")}<ul><li>{span("ko")}</li></ul></li></ul>
<dl><dt>{span("ja")}</dt><dd><span class="block">{span("fr")}</span></dd></dl>
<table><caption>{span("ja")}</caption><thead><tr><th>{span("fr")}</th></tr></thead>
<tbody><tr><td><a href="https://city.example/">{span("ko")}</a></td></tr></tbody></table>
<p>{span("ja", "the last words, on another page " * 40)}</p>
</body></html>"""


def finished(html: str) -> list[Any]:
    """The parts of the PDF of a page, as WeasyPrint keeps them before they are written."""
    parts: list[Any] = []

    def finish(document: Any, made: Any) -> None:
        mark_languages(document, made)
        parts.extend(made.objects)

    pdf._weasyprint().HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", finisher=finish)
    return parts


def test_every_span_has_its_own_language_in_the_pdf() -> None:
    parts = finished(PAGE)
    by_reference = {part.reference: part for part in parts}
    told = []
    for figure in parts:
        if not (isinstance(figure, dict) and figure.get("S") == "/Figure"):
            continue
        around = by_reference[figure["P"]]
        while around["S"] != "/Span":
            around = by_reference[around["P"]]
        language = around["Lang"].string if "Lang" in around else "none"
        told.append((figure["Alt"].string, language))

    assert len(told) == 15
    assert [pair for pair in told if pair[0] != pair[1]] == []


def test_nothing_is_marked_where_page_and_pdf_do_not_match() -> None:
    class Emptied:
        pages: tuple[Any, ...] = ()

    parts: list[Any] = []

    def finish(document: Any, made: Any) -> None:
        mark_languages(Emptied, made)
        parts.extend(made.objects)

    pdf._weasyprint().HTML(string=PAGE).write_pdf(pdf_variant="pdf/ua-1", finisher=finish)

    assert parts
    assert [
        part for part in parts if isinstance(part, dict) and part.get("S") and "Lang" in part
    ] == []


@pytest.mark.parametrize(("prefix", "marked"), [("", False), ("/en", True)])
def test_english_report_marks_what_people_wrote_in_japanese(
    client: Client, prefix: str, marked: bool
) -> None:
    project = make_project("花の道", status="evaluated", groups=(make_group("花の会"),))
    tell_result(project)
    evaluation = make_evaluation(project, status="published")

    made = client.get(prefix + reverse("evaluations:pdf", args=[evaluation.pk])).content
    parts = b"".join(streams(made))

    assert b"/Span" in parts
    # The catalogue of a Japanese PDF names its language once.
    assert (parts.count(b"/Lang (ja)") > 1) == marked
