"""Applying for registration: everything typed is kept, once, and nothing else is written."""

import datetime as dt
import uuid
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from groups.models import ContactDetails, Group, GroupDocument, User
from kyodo_portal.cities import city
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import make_coordinator, make_group, make_user
from tests.groups.factories import a_pdf, application_data

pytestmark = pytest.mark.django_db

URL = "/groups/apply/"


@pytest.fixture
def person(client: Client) -> User:
    user = make_user("見本 花子")
    client.force_login(user)
    return user


def test_apply_asks_to_sign_in_first(client: Client) -> None:
    response = client.get(URL)

    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={URL}"


def test_apply_keeps_everything_typed(client: Client, person: User) -> None:
    coordinator = make_coordinator()

    response = client.post(URL, application_data(**{"documents-bylaws": a_pdf()}))

    group = Group.objects.get()
    assert response["Location"] == group.get_absolute_url()
    assert {name: getattr(group, name) for name in GROUP_COLUMNS} == GROUP_COLUMNS | {
        "created_by": person
    }
    assert [field.number for field in group.fields.all()] == [3, 7, 13]
    assert {name: getattr(group.contact, name) for name in CONTACT_COLUMNS} == CONTACT_COLUMNS
    rules = city().enabled_eligibility
    assert [(a.key, a.declared, a.confirmed) for a in group.eligibility.all()] == [
        (rule.key, rule is rules[0], False) for rule in rules
    ]
    assert list(group.memberships.values_list("user", "role")) == [(person.pk, "representative")]
    document = group.documents.get()
    assert (document.title, document.original_name, document.uploaded_by) == (
        "規約・会則",
        "規約.pdf",
        person,
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.status_after) == ("group.apply", person, "applied")
    letter = OutgoingMail.objects.get()
    assert letter.to == coordinator.email
    assert letter.subject == "【協働ポータル】団体登録の申請がありました「川べりを歩く会」"


GROUP_COLUMNS: dict[str, Any] = {
    "name": "川べりを歩く会",
    "name_kana": "カワベリヲアルクカイ",
    "kind": "volunteer",
    "founded_on": dt.date(2018, 4, 1),
    "members_count": 12,
    "members_in_city_count": 9,
    "area": "市内全域",
    "purpose": "川べりの道を、みんなの道にする。",
    "activities": "月に一度、歩きながらごみを拾う。",
    "message": "一緒に歩きませんか。",
    "website": "https://kawaberi.example.jp",
    "status": "applied",
    "registered_at": None,
    "created_by": None,
}

CONTACT_COLUMNS = {
    "name": "見本 花子",
    "name_kana": "ミホン ハナコ",
    "position": "会長",
    "postal_code": "3420000",
    "address": "見本市見本町1-2-3",
    "phone": "000-000-0001",
    "fax": "000-000-0002",
    "email": "kawaberi@example.jp",
    "person_in_charge": "見本 次郎",
    "person_in_charge_phone": "000-000-0003",
    "name_shown_to": "closed",
    "address_shown_to": "closed",
    "phone_shown_to": "everybody",
    "fax_shown_to": "closed",
    "email_shown_to": "accounts",
}


def test_apply_says_what_happens_next(client: Client, person: User) -> None:
    response = client.post(URL, application_data(), follow=True)

    assert [code for _, code in response.redirect_chain] == [302]
    page = response.content.decode()
    assert "「川べりを歩く会」の登録を申請しました" in page
    assert "メールでお知らせします" in page


def test_apply_twice_makes_one_group(client: Client, person: User) -> None:
    first = client.post(URL, application_data())
    second = client.post(URL, application_data(name="二度目の会"))

    assert second["Location"] == first["Location"]
    assert [group.name for group in Group.objects.all()] == ["川べりを歩く会"]
    assert AuditEntry.objects.count() == 1


def test_apply_with_the_form_another_person_left_behind(client: Client, person: User) -> None:
    client.post(URL, application_data())
    other = make_user()
    client.force_login(other)

    client.post(URL, application_data(name="次の人の会"))

    assert [(group.name, group.created_by) for group in Group.objects.order_by("pk")] == [
        ("川べりを歩く会", person),
        ("次の人の会", other),
    ]


@pytest.mark.django_db(transaction=True)
def test_apply_at_the_same_moment_makes_one_group() -> None:
    person = make_user()
    answers: list[int] = []

    def press() -> None:
        client = Client()
        client.force_login(person)
        try:
            answers.append(client.post(URL, application_data()).status_code)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [302, 302, 302]
    assert Group.objects.count() == ContactDetails.objects.count() == 1


def test_apply_writes_nothing_that_was_not_asked(client: Client, person: User) -> None:
    other, other_group = make_user(), make_group()
    sneaked = {
        "status": "registered",
        "registered_at": "2020-01-01",
        "correction_due_on": "2030-01-01",
        "created_by": str(other.pk),
        "id": str(other_group.pk),
        "pk": str(other_group.pk),
        "contact-user": str(other.pk),
        "contact-group": str(other_group.pk),
        f"declared-{city().enabled_eligibility[0].key}-confirmed": "on",
    }

    client.post(URL, application_data(**sneaked))

    group = Group.objects.exclude(pk=other_group.pk).get()
    assert (group.status, group.registered_at, group.correction_due_on, group.created_by) == (
        "applied",
        None,
        None,
        person,
    )
    assert (group.contact.user, group.contact.group) == (None, group)
    assert not group.eligibility.filter(confirmed=True).exists()


BAD_INPUT = {
    "nothing": ({"name": ""}, "「団体名」を入力してください"),
    "kana": ({"name_kana": "川辺"}, "フリガナは、カタカナかひらがなで"),
    "kind": ({"kind": "zzz"}, "zzz"),
    "far too long": ({"purpose": "あ" * 100_000}, "1000文字以内で書いてください"),
    "no number": ({"members_count": "十二"}, "120人 のように、一つの数で"),
    "nobody": ({"members_count": "0"}, "1以上の数字"),
    "too many in the city": ({"members_in_city_count": "１３"}, "構成員の数（12人）より多く"),
    "no such day": ({"founded_on": "令和8年2月30日"}, "その日付はありません"),
    "tomorrow": ({"founded_on": "2199-01-01"}, "これから先の日付"),
    "no field": ({"field_numbers": None}, "「活動の分野」を1つ以上"),
    "unknown field": ({"field_numbers": ["99"]}, "99"),
    "a script": ({"website": "javascript:alert(1)"}, "ホームページのアドレス"),
    "no way to reach": (
        {"contact__phone": "", "contact__email": ""},
        "どちらか一方を書いてください",
    ),
    "postal code": ({"contact__postal_code": "12-34"}, "郵便番号は7桁"),
    "phone": ({"contact__phone": "ひみつ"}, "電話番号は、市外局番から"),
    "wrong file": ({"documents-other": a_pdf("表.exe")}, "この種類のファイルは受け取れません"),
}


@pytest.mark.parametrize(("changes", "answer"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_apply_with_bad_input_keeps_what_was_typed(
    client: Client, person: User, changes: dict[str, Any], answer: str
) -> None:
    data = application_data(**changes)

    response = client.post(URL, data)

    assert response.status_code == 200
    page = response.content.decode()
    assert answer in page
    assert "エラー：" in page
    for form in response.context["forms"].parts:
        for bound in form:
            typed = data.get(bound.html_name)
            if typed is not None and bound.name != "other":
                assert bound.value() == (True if typed == "on" else typed), bound.html_name
    assert Group.objects.count() == 0


def test_apply_refused_with_file_says_that_the_file_is_gone(client: Client, person: User) -> None:
    data = application_data(name="", **{"documents-bylaws": a_pdf()})

    assert "書類は、もう一度選んでください" in client.post(URL, data).content.decode()
    assert GroupDocument.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [b"name=%00", b"name=%ED%A0%80", b"contact-name=%ff", b"submission_key=%00"],
    ids=["nul", "surrogate", "not utf-8", "nul in the key"],
)
def test_apply_with_broken_text_is_refused_plainly(
    client: Client, person: User, body: bytes
) -> None:
    response = client.post(URL, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert "文字" in response.content.decode()


def test_apply_without_a_usable_key_still_works(client: Client, person: User) -> None:
    client.post(URL, application_data(submission_key="こわれた鍵"))

    assert isinstance(Group.objects.get().submission_key, uuid.UUID)


def test_apply_shows_every_rule_of_the_city_with_its_reason(client: Client, person: User) -> None:
    page = client.get(URL).content.decode()

    for rule in city().enabled_eligibility:
        assert rule.label in page
        assert rule.explanation in page
