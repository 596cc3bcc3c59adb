"""Numbers that call and addresses that write, in whatever width they were typed."""

import pytest
from django.test import Client
from django.urls import reverse

from groups.models import ContactDetails
from kyodo_portal.cities import city
from kyodo_portal.templatetags.ui_contact import contact_links
from tests.factories import make_group
from tests.proposals.factories import make_call


def call(digits: str, shown: str) -> str:
    return f'<a href="tel:{digits}">{shown}</a>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("000-000-0000", call("0000000000", "000-000-0000")),
        ("０００－０００－００００", call("0000000000", "０００－０００－００００")),
        ("０００ー０００ー００００", call("0000000000", "０００ー０００ー００００")),
        ("(000)000-0000", call("0000000000", "(000)000-0000")),
        ("00（0000）0000", call("0000000000", "00（0000）0000")),
        ("000 000 0000", call("0000000000", "000 000 0000")),
        ("0000000000", call("0000000000", "0000000000")),
        ("000-0000-0000", call("00000000000", "000-0000-0000")),
        ("000-000-0000（内線123）", call("0000000000", "000-000-0000") + "（内線123）"),
        ("000-000-0000 内線１２３", call("0000000000", "000-000-0000") + " 内線１２３"),
        (
            "000-000-0000、000-000-0001",
            call("0000000000", "000-000-0000") + "、" + call("0000000001", "000-000-0001"),
        ),
        (
            "000-000-0000 000-000-0001",
            call("0000000000", "000-000-0000") + " " + call("0000000001", "000-000-0001"),
        ),
        (
            "電話 000-000-0000 FAX 000-000-0001",
            f"電話 {call('0000000000', '000-000-0000')} FAX 000-000-0001",
        ),
        ("ファクス：000-000-0001", "ファクス：000-000-0001"),
        ("電話・ＦＡＸ 000-000-0000", f"電話・ＦＡＸ {call('0000000000', '000-000-0000')}"),
        ("madoguchi@example.jp", '<a href="mailto:madoguchi@example.jp">madoguchi@example.jp</a>'),
        (
            "メール a.b+c@mail.example.jp。",
            'メール <a href="mailto:a.b%2Bc@mail.example.jp">a.b+c@mail.example.jp</a>。',
        ),
        ("内線123", "内線123"),
        ("〒000-0000 見本町1-2-3", "〒000-0000 見本町1-2-3"),
        ("2026-10-01から2026-10-31まで", "2026-10-01から2026-10-31まで"),
        ('<b>"&', "&lt;b&gt;&quot;&amp;"),
        ("", ""),
        (None, ""),
    ],
)
def test_contact_is_pressed_where_it_can_be(text: str | None, shown: str) -> None:
    assert contact_links(text) == shown


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["consultations:list", "accessibility"])
def test_desk_is_called_and_written_to_from_its_pages(client: Client, name: str) -> None:
    page = client.get(reverse(name)).content.decode()

    assert contact_links(city().desk.phone) in page
    assert f'<a href="mailto:{city().desk.email}">' in page
    assert '<meta name="format-detection" content="telephone=no">' in page


@pytest.mark.django_db
def test_call_is_asked_about_by_pressing(client: Client) -> None:
    call_with = make_call(contact="見本課　０００－０００－０００１")
    without = make_call()

    page = client.get(call_with.get_absolute_url()).content.decode()
    assert f"見本課　{call('0000000001', '０００－０００－０００１')}" in page
    page = client.get(without.get_absolute_url()).content.decode()
    assert contact_links(city().desk.phone) in page
    assert f'<a href="mailto:{city().desk.email}">' in page


@pytest.mark.django_db
def test_group_is_called_by_pressing_and_its_fax_is_not(client: Client) -> None:
    group = make_group()
    values = {
        "phone": "000-000-0001",
        "fax": "000-000-0002",
        "email": "hana@example.jp",
        "phone_shown_to": "everybody",
        "fax_shown_to": "everybody",
        "email_shown_to": "everybody",
    }
    ContactDetails.objects.update_or_create(group=group, defaults=values)
    page = client.get(group.get_absolute_url()).content.decode()

    assert call("0000000001", "000-000-0001") in page
    assert "<dd>000-000-0002</dd>" in page
    assert '<a href="mailto:hana@example.jp">hana@example.jp</a>' in page
