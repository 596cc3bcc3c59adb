"""What people do at the portal's door: sign up, sign in, type the code that came by mail."""

import re
from typing import Any

from django.core import mail
from django.test import Client

from groups.models import User

ADDRESS = "hanako@example.jp"
OWN, PREPARED = "kareha-michi-27", "warui-takurami-9"
"""The password its owner chooses, and that of somebody who comes before her."""

_CODE = re.compile(r"^　(\S+-\S+)$", re.MULTILINE)


def code_in(letters: list[Any]) -> str:
    """The code of the last letter."""
    found = _CODE.search(str(letters[-1].body))
    assert found, letters[-1].body
    return found[1]


def letters_to(address: str) -> list[Any]:
    """The letters of the door to this address, the last one last."""
    return [letter for letter in mail.outbox if letter.to == [address]]


def signs_up(
    client: Client, *, password: str, email: str = ADDRESS, name: str = "見本 花子"
) -> Any:
    """Sign up, up to the page that asks for the code."""
    typed = {"email": email, "display_name": name, "password1": password, "password2": password}
    return client.post("/accounts/signup/", typed)


def types_sign_up_code(client: Client, letters: list[Any]) -> Any:
    return client.post("/accounts/confirm-email/", {"action": "verify", "code": code_in(letters)})


def signs_in_by_code(client: Client, letters: list[Any], email: str = ADDRESS) -> Any:
    client.post("/accounts/login/code/", {"email": email})
    return client.post("/accounts/login/code/confirm/", {"code": code_in(letters)})


def signs_in(client: Client, password: str, email: str = ADDRESS) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def resets(client: Client, letters: list[Any], password: str, email: str = ADDRESS) -> Any:
    """Choose a new password with the code that came by mail."""
    client.post("/accounts/password/reset/", {"email": email})
    client.post("/accounts/password/reset/confirm/", {"code": code_in(letters)})
    return client.post(
        "/accounts/password/reset/complete/", {"password1": password, "password2": password}
    )


def who_is_in(client: Client) -> str:
    """The address of whom this browser has signed in; nothing for nobody."""
    number = client.session.get("_auth_user_id")
    is_in = client.get("/my/").status_code == 200
    return User.objects.get(pk=number).email if is_in else ""
