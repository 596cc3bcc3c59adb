"""Addresses and codes are read in whatever width they were typed, wherever an account asks for them."""

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from groups.models import User
from kyodo_portal.writing.fields import EmailField
from tests.factories import make_user
from tests.groups.accounts.doors import (
    ADDRESS,
    OWN,
    code_in,
    signs_in,
    signs_up,
    types_sign_up_code,
    who_is_in,
)

pytestmark = pytest.mark.django_db

WIDE = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def wide(text: str) -> str:
    return text.translate(WIDE)


@pytest.mark.parametrize("typed", ["hanako＠example.jp", wide(ADDRESS), "　hanako@example.jp "])
def test_address_in_full_width_signs_in(client: Client, mailoutbox: list[Any], typed: str) -> None:
    signs_up(client, password=OWN)
    types_sign_up_code(client, mailoutbox)
    other = Client()

    signs_in(other, OWN, email=typed)

    assert who_is_in(other) == ADDRESS


def test_code_in_full_width_signs_in(client: Client, mailoutbox: list[Any]) -> None:
    signs_up(client, password=OWN)
    types_sign_up_code(client, mailoutbox)
    other = Client()
    other.post("/accounts/login/code/", {"email": "hanako＠example．jp"})

    other.post("/accounts/login/code/confirm/", {"code": wide(code_in(mailoutbox))})

    assert who_is_in(other) == ADDRESS


def test_account_is_made_with_the_address_in_half_width(client: Client) -> None:
    signs_up(client, password=OWN, email=wide("Hanako@example.jp"))

    assert list(User.objects.values_list("email", flat=True)) == [ADDRESS]


OLD = "taro..y@docomo.ne.jp"
QUOTED = '"taro..y"@docomo.ne.jp'


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (OLD, QUOTED),
        (QUOTED, QUOTED),
        ("ｔａｒｏ．．ｙ＠ｄｏｃｏｍｏ．ｎｅ．ｊｐ", QUOTED),
        ("taro.@docomo.ne.jp", '"taro."@docomo.ne.jp'),
        (".taro@docomo.ne.jp", '".taro"@docomo.ne.jp'),
        ("taro.y@docomo.ne.jp", "taro.y@docomo.ne.jp"),
    ],
)
def test_old_address_of_a_telephone_is_taken_in_quotes(typed: str, read: str) -> None:
    assert EmailField().clean(typed) == read


def test_letters_reach_an_old_address(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_user(email=QUOTED)

    client.post("/accounts/login/code/", {"email": OLD})

    (letter,) = mailoutbox
    assert letter.to == [QUOTED]
    assert letter.message()["To"] == QUOTED


@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/", "login/code/"])
def test_what_is_left_empty_is_named(client: Client, path: str) -> None:
    form = client.post(f"/accounts/{path}", {}).context["form"]

    assert {name: told for name, (told,) in form.errors.items()} == {
        name: f"「{field.label}」を入力してください。"
        for name, field in form.fields.items()
        if field.required
    }
