"""A published report on paper: the page's own parts, set as a PDF.

What is printed is what everybody may read, whoever asks; so the same report is the same file.
"""

import io
from functools import partial
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from PIL import Image

from evaluations.models import Evaluation
from evaluations.report.comparison import compare
from evaluations.report.parts import report_parts
from kyodo_portal.cities import city
from kyodo_portal.files.pdf import make_pdf
from kyodo_portal.life.people import EVERYBODY
from kyodo_portal.web.linked_data import absolute
from kyodo_portal.words.foreign import mark_japanese
from kyodo_portal.words.languages import EASY, ENGLISH, current
from kyodo_portal.words.readings import with_readings
from projects.models import UpdatePhoto

PHOTO_PIXELS = 1000
"""The longer side of a printed photo: 8 cm at 300 dots to the inch."""

STYLE = "css/report-pdf.css"


def report_as_pdf(evaluation: Evaluation) -> bytes:
    """The report as a tagged PDF. Raises `kyodo_portal.files.pdf.PdfRefused` with its reason."""
    parts = report_parts(evaluation, compare(evaluation, EVERYBODY), EVERYBODY)
    context = {
        **parts,
        "city": city(),
        "on_paper": True,
        "address": absolute(evaluation.get_absolute_url()),
        "project_address": absolute(evaluation.project.get_absolute_url()),
    }
    page: str = render_to_string("evaluations/pdf.html", context)
    if current() == EASY:
        page = with_readings(page)
    elif current() == ENGLISH:
        page = mark_japanese(page)
    pictures = {
        urljoin(settings.BASE_URL, photo.url): partial(printed_photo, photo)
        for photo in parts["photos"]
    }
    return make_pdf(page, css=STYLE, base_url=settings.BASE_URL, pictures=pictures)


def printed_photo(photo: UpdatePhoto) -> tuple[bytes, str]:
    """A photo as it is printed: from where it is kept, made smaller, as JPEG."""
    with photo.file.open("rb") as kept, Image.open(kept) as picture:
        small = picture.convert("RGB")
    small.thumbnail((PHOTO_PIXELS, PHOTO_PIXELS))
    printed = io.BytesIO()
    small.save(printed, format="JPEG", quality=82)
    return printed.getvalue(), "image/jpeg"
