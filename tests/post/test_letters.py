"""In which language a letter is written: its reader's, with the Japanese below."""

from dataclasses import fields
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.test import Client
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from groups.accounts.language import choose_language
from groups.models import User
from kyodo_portal.cities import city, said
from kyodo_portal.life.acts import Move
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.clock import ROUTINES
from kyodo_portal.life.flows import REGISTRY
from kyodo_portal.post.letters import BETWEEN_LANGUAGES, link_to, queue_letter, written
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.words.languages import LANGUAGES, of_code
from kyodo_portal.words.readings import in_brackets
from kyodo_portal.words.text import japanese_datetime
from tests.factories import make_group, make_user

pytestmark = pytest.mark.django_db

TOLD = _("団体が登録されました")
NEXT = _("団体のページが公開されました。募集に提案できるようになりました。")
CODES = [language.code for language in LANGUAGES]


def as_written(code: str, *, name: str, title: str, link: str, when: str) -> str:
    """The letter about a registered group as somebody who reads this language gets it, alone."""
    with override(code):
        desk = city().desk
        reached = gettext("電話 {phone}　メール {email}").format(phone=desk.phone, email=desk.email)
        return in_brackets(
            "\n\n".join(
                [
                    gettext("{name} さま").format(name=name),
                    gettext("{told}（{when}）。").format(told=TOLD, when=when) + f"\n\n　{title}",
                    f"{gettext('添えられた言葉:')}\nようこそ",
                    f"{gettext('次にすること:')}\n{NEXT}",
                    f"{gettext('くわしくは、こちらのページをご覧ください。')}\n{link}",
                    f"{said(city().name)} {said(desk.name)}\n{reached}",
                ]
            )
        )


@pytest.mark.parametrize("code", CODES)
def test_letter_is_written_in_the_language_of_its_reader(code: str, time_machine) -> None:
    time_machine.move_to("2026-07-01 09:00+09:00", tick=False)
    group = make_group("花みち会")
    reader = make_user("見本 花子", language="" if code == "ja" else code)

    queue_letter(reader, about=group, told=TOLD, note="ようこそ", next_step=NEXT, key="registered")

    letter = OutgoingMail.objects.get(key=f"registered:{reader.pk}")
    parts = []
    for each in dict.fromkeys([code, "ja"]):
        with override(each):
            link = f"{django_settings.BASE_URL}{group.get_absolute_url()}"
            when = japanese_datetime(letter.created_at)
        part = as_written(each, name="見本 花子", title="花みち会", link=link, when=when)
        parts.append(part)
    with override(code):
        below = in_brackets(gettext("同じことを、日本語で書いたものです。"))
        subject = gettext("【協働ポータル】{told}「{title}」").format(told=TOLD, title="花みち会")
    assert letter.body == f"{BETWEEN_LANGUAGES}{below}\n\n".join(parts) + "\n"
    assert letter.subject == in_brackets(subject)


def test_link_leads_to_the_page_in_the_language_where_it_has_one() -> None:
    found = {}
    for code in CODES:
        with override(code):
            pages = ("/groups/1/#documents", "/my/?page=2", "/admin/groups/group/1/change/")
            found[code] = [
                link_to(None, page).removeprefix("http://localhost:8000") for page in pages
            ]
    staff = "/admin/groups/group/1/change/"
    assert found == {
        "ja": ["/groups/1/#documents", "/my/?page=2", staff],
        "ja-easy": ["/easy/groups/1/#documents", "/easy/my/?page=2", staff],
        "en": ["/en/groups/1/#documents", "/en/my/?page=2", staff],
    }


def test_letter_of_words_said_already_is_in_japanese_alone() -> None:
    """As everything to staff alone is: half a letter in each language helps nobody."""
    group, reader = make_group("花みち会"), make_user("Jo", language="en")

    queue_letter(reader, about=group, told="審査の依頼が届きました", key="assigned")

    letter = OutgoingMail.objects.get()
    assert letter.subject == "【協働ポータル】審査の依頼が届きました「花みち会」"
    assert BETWEEN_LANGUAGES not in letter.body


class Told:
    def subject(self) -> str:
        return "｜協働《きょうどう》の日"

    def body(self) -> str:
        return "｜市民《しみん》と市"


def test_readings_stand_in_brackets() -> None:
    subject, body = written(Told(), of_code("ja-easy"))
    assert subject == "協働（きょうどう）の日"
    assert body.split(BETWEEN_LANGUAGES)[0] == "市民（しみん）と市"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("read_on", ["", "easy/", "en/"])
def test_code_comes_in_the_language_of_the_account_or_else_of_the_page(
    client: Client, settings, code: str, read_on: str
) -> None:
    settings.EMAIL_BACKEND = "kyodo_portal.post.outbox.QueueBackend"
    user = make_user(email="hanako@example.jp", language="" if code == "ja" else code)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    client.post(f"/{read_on}accounts/login/code/", {"email": user.email})

    of_page = {"": "ja", "easy/": "ja-easy", "en/": "en"}[read_on]
    expected = of_page if code == "ja" else code
    with override(expected):
        subject = in_brackets(gettext("ログインのコード"))
        first = in_brackets(
            gettext("ログインするためのコードです。開いている画面に入力してください。")
        )
    letter = OutgoingMail.objects.get()
    parts = letter.body.split(BETWEEN_LANGUAGES)
    assert (subject in letter.subject, first in parts[0]) == (True, True)
    assert len(parts) == (1 if expected == "ja" else 2)
    assert "ログインするためのコードです。" in parts[-1]


@pytest.mark.parametrize(("read_on", "language"), [("", ""), ("easy/", "ja-easy"), ("en/", "en")])
def test_account_reads_the_language_of_the_page_it_was_made_on(
    client: Client, read_on: str, language: str
) -> None:
    secret = "kareha-michi-27"
    client.post(
        f"/{read_on}accounts/signup/",
        {
            "email": "taro@example.jp",
            "display_name": "見本 太郎",
            "password1": secret,
            "password2": secret,
        },
    )
    assert User.objects.get(email="taro@example.jp").language == language


def test_language_is_chosen_and_the_choice_written_down_once() -> None:
    user = make_user()
    for code in ("en", "en", "ja", "ja-easy", "klingon"):
        choose_language(by=user, code=code)

    notes = AuditEntry.objects.of(user).values_list("action", "note")
    assert list(notes) == [
        ("user.choose_language", "English"),
        ("user.choose_language", "日本語"),
        ("user.choose_language", "やさしい日本語"),
        ("user.choose_language", "日本語"),
    ]
    assert User.objects.get(pk=user.pk).language == ""


TO_STAFF = {
    *("groups.factorrecovery.confirm", "groups.factorrecovery.stop", "groups.factorrecovery.open"),
    *("groups.group.resubmit", "groups.report.appeal", "remind.consultation"),
    *("proposals.proposal.withdraw", "proposals.review.declare_conflict"),
    *(f"proposals.review.{move}" for move in ("reopen", "dismiss_conflict")),
    *("proposals.passing.refuse", "proposals.passing.take_back"),
    *(f"proposals.concern.{move}" for move in ("confirm", "send_again", "withdraw")),
    *(f"remind.{key}" for key in ("concern", "concern_answer", "opinion_answer")),
    *("remind.opinion_sorting", "remind.lecture", "remind.lecture_late", "remind.lecture_report"),
    *("remind.meeting_notice", "remind.meeting_minutes", "remind.review"),
    *("proposals.departmentopinion.answer", "proposals.departmentopinion.call_off"),
    *("proposals.proposal.revise", "remind.department_opinion"),
    *("remind.adoption_late", "remind.decision_question", "remind.vote"),
}
"""Moves and reminders whose letters go to the city's side alone, which reads Japanese."""
NOBODY = next(each.default for each in fields(Move) if each.name == "tells")


def test_every_other_letter_can_be_said_in_any_language() -> None:
    moves = [
        (f"{model}.{move.name}", move.told or move.happened)
        for model, flow in REGISTRY.items()
        for move in flow.moves.values()
        if move.tells is not NOBODY and not move.by_clock
    ]
    reminders = [
        (routine.key, routine.run.args[0].told)
        for routine in ROUTINES.values()
        if isinstance(routine.run, partial)
    ]
    said_already = {key for key, told in (*moves, *reminders) if not isinstance(told, Promise)}

    assert said_already == TO_STAFF
