"""The catalogues: complete in every language, saying the same things, and compiled."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from babel.messages.catalog import Message
from django import forms
from django.conf import settings
from django.utils.functional import Promise

from kyodo_portal.words.readings import READING
from tests import catalogues

pytestmark = pytest.mark.once

CODES = list(catalogues.LOCALES)

PLACEHOLDER = re.compile(
    r"%\([a-z_0-9]+\)[sd]|\{[a-z_0-9]*(?:[:!][^}]*)?\}|</?[a-z]+|href=\"[^\"]*\""
)
KANJI = re.compile(r"[一-鿿々〆]")
KANA_OR_KANJI = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々〆]")
COUNTED = re.compile(r"(?<=[0-9}s,])[年月日円件人時分回点度字]+")
"""Behind a figure these are read by everybody who reads figures."""
STAFF_ROOM = re.compile(r"(^|/)(admin|management)/|(^|/)(admin|queues)\.py$|^kyodo_portal/staff/")
"""Files whose words are shown in the admin or in a terminal, and nowhere else."""

STAFF_FORMS = {
    "groups.forms.counter.CounterForm",
    *(f"groups.forms.meetings.{name}Form" for name in ("Member", "Minutes", "Paper", "Room")),
    "groups.forms.messages.PassedOnForm",
    "groups.forms.networks.CounterMemberForm",
    "groups.forms.offers.CounterOfferForm",
    "groups.forms.supporters.PaperSupporterForm",
    "groups.forms.reports.CounterComplaintForm",
    "projects.forms.civic_partners.OfficeHelpForm",
    "projects.forms.help_wanted.CounterForm",
    *(f"projects.forms.lecture_desk.{name}Form" for name in ("Settle", "MoveDay", "Route")),
    "projects.forms.lecture_desk.LectureReportForm",
    "projects.forms.lecture_requests.CounterRequestForm",
    "projects.forms.steps.StepEntryForm",
    *(
        f"proposals.forms.agenda.{form}"
        for form in ("ConclusionRow", "OutcomeRow", "PutOnAgendaForm")
    ),
    *(
        f"proposals.forms.opinion_answers.{form}"
        for form in ("ChosenForm", "SortForm", "MembersForm", "OpinionGroupForm")
    ),
    *(
        f"proposals.forms.concern_answers.{form}Form"
        for form in ("Answer", "Lead", "Many", "Merge", "PhotoRefusal", "PhotoReplacement")
    ),
    *(
        "proposals.forms.concern_looking.AsReadForm",
        "proposals.forms.concern_looking.PhotoLookForm",
        "proposals.forms.concern_looking.PublishForm",
    ),
    "proposals.desk.form.DeskForm",
    "proposals.forms.concerns.CounterConcernForm",
    "proposals.forms.consultation_notes.NoteForm",
    "proposals.forms.consultation_notes.ResponsibleForm",
    "proposals.forms.corrections.CorrectionRequestForm",
    *(
        f"proposals.forms.department_opinions.{form}Form"
        for form in ("Opinion", "OpinionCorrection", "RequestOpinion")
    ),
    "proposals.forms.counter_consultations.CounterConsultationForm",
    "groups.forms.guests.CounterGuestForm",
    "proposals.forms.ideas.CounterIdeaForm",
    "proposals.forms.inquiries.EnteredInquiryForm",
    "proposals.forms.inquiries.RewordForm",
    "proposals.forms.opinion_answers.CorrectionAnswerForm",
    "proposals.forms.opinion_documents.OpinionDocumentsForm",
    "proposals.forms.opinions.PaperOpinionForm",
    "proposals.forms.papers.EnterProposalForm",
    "proposals.forms.papers.PaperForm",
    "proposals.forms.screening.ScreeningForm",
    "proposals.forms.screening.TickForm",
}
"""Forms beside those of the public pages in which staff alone write: what came on paper or by voice,
how the desk has passed a message on, and how a department answers who asked for a lecture."""


def messages(code: str) -> list[Message]:
    return [message for message in catalogues.read(code) if message.id]


def said(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def source(message: Message) -> str:
    said = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}{catalogues.IN_CONTEXT}{said}" if message.context else said


def unread(text: str) -> bool:
    """Whether a word of it lacks its reading."""
    rest = COUNTED.sub("", READING.sub("", text))
    return bool(KANJI.search(rest)) or "｜" in rest


@pytest.mark.parametrize("code", CODES)
def test_catalogue_holds_exactly_the_texts_in_use(code: str) -> None:
    assert {source(message) for message in messages(code)} == set(catalogues.texts())


@pytest.mark.parametrize(
    ("place", "is_staff_room"),
    [
        ("evaluations/admin.py", True),
        ("groups/admin/forms.py", True),
        ("kyodo_portal/staff/base.py", True),
        ("projects/management/commands/import_projects.py", True),
        ("proposals/queues.py", True),
        ("templates/admin/index.html", True),
        ("templates/my.html", False),
        ("proposals/forms/drafts.py", False),
    ],
)
def test_staff_room_is_known_by_its_path(place: str, is_staff_room: bool) -> None:
    assert (catalogues.ROOT / place).exists()
    assert bool(STAFF_ROOM.search(place)) == is_staff_room


def test_words_that_staff_alone_read_are_not_marked() -> None:
    marked = [
        (place, text.id)
        for text in catalogues.texts().values()
        for place in sorted(text.places)
        if STAFF_ROOM.search(place)
    ]
    assert marked == []


def kinds_of(form: Any) -> Iterator[Any]:
    for kind in form.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_words_of_every_form_of_the_public_pages_are_marked() -> None:
    """Also of a form made from a record, whose words stand in the record's columns."""
    import_module(settings.ROOT_URLCONF)
    unmarked = [
        (kind.__module__, kind.__name__, name)
        for kind in {*kinds_of(forms.Form), *kinds_of(forms.ModelForm)}
        if kind.__module__.partition(".")[0] in catalogues.CODE
        and not STAFF_ROOM.search(kind.__module__.replace(".", "/") + ".py")
        and f"{kind.__module__}.{kind.__name__}" not in STAFF_FORMS
        and kind.__module__ != "kyodo_portal.site.gallery"  # for developers, in Japanese alone
        for name, field in kind.base_fields.items()
        for words in (field.label, field.help_text)
        if words and not isinstance(words, Promise)
    ]
    assert unmarked == []


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated(code: str) -> None:
    assert [source(message) for message in messages(code) if not all(said(message))] == []


@pytest.mark.parametrize("code", CODES)
def test_translations_hold_the_same_placeholders_and_marks(code: str) -> None:
    wrong = []
    for message in messages(code):
        wanted = sorted(PLACEHOLDER.findall(source(message)))
        found = [sorted(PLACEHOLDER.findall(each)) for each in said(message)]
        if found[-1] != wanted or any(set(each) - set(wanted) for each in found):
            wrong.append(source(message))
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_no_translation_ends_an_attribute_it_stands_in(code: str) -> None:
    loud = [
        source(message)
        for message in messages(code)
        if any('"' in re.sub(r"<[^>]*>", "", each) for each in said(message))
    ]
    assert loud == []


def test_english_is_english() -> None:
    assert [
        source(message)
        for message in messages("en")
        if any(KANA_OR_KANJI.search(each) for each in said(message))
    ] == []


def test_every_word_of_easy_japanese_can_be_read() -> None:
    everything = [each for message in messages("ja-easy") for each in said(message)]
    assert [each for each in everything if unread(each)] == []


@pytest.mark.parametrize("code", CODES)
def test_compiled_catalogue_is_the_written_one(code: str) -> None:
    path = catalogues.catalogue_path(code)
    assert path.with_suffix(".mo").read_bytes() == catalogues.as_mo(catalogues.read(code))
    assert path.read_bytes() == catalogues.as_po(catalogues.renewed(code))
