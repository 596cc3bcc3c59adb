"""The agreement on paper: what all have signed, or a draft that says it is one and leaves room for ink.

It is in Japanese whoever reads it, as it was signed. No person's name stands on it: who signed for a
party is nobody's business but the parties'.
"""

from django.conf import settings
from django.template.loader import render_to_string

from kyodo_portal.cities import city
from kyodo_portal.files.pdf import make_pdf
from kyodo_portal.web.linked_data import absolute
from kyodo_portal.words.languages import in_japanese
from projects.agreement.articles import articles_of, preamble_of, signature_lines
from projects.agreement.terms import Standing, standing_of
from projects.models import Project

STYLE = "css/agreement-pdf.css"


def agreement_as_pdf(project: Project) -> bytes:
    """The agreement as a tagged PDF. Raises `kyodo_portal.files.pdf.PdfRefused` with its reason."""
    page = agreement_page(project, standing_of(project))
    return make_pdf(page, css=STYLE, base_url=settings.BASE_URL)


def agreement_page(project: Project, standing: Standing) -> str:
    """The document as a page."""
    with in_japanese():
        lines = signature_lines(standing)
        agreed_at = max((line.signed_at for line in lines if line.signed_at), default=None)
        page: str = render_to_string(
            "projects/agreement_pdf.html",
            {
                "project": project,
                "title": "協定書" if standing.in_force else "協定書（案）",
                "version": f"第{standing.next_version}版",
                "standing": standing,
                "agreed_at": agreed_at if standing.in_force else None,
                "preamble": preamble_of(standing.terms),
                "articles": articles_of(standing.terms),
                "lines": lines,
                "city": city(),
                "address": absolute(f"{project.get_absolute_url()}agreement/"),
            },
        )
    return page
