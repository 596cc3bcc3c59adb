"""Signing up and in: the time tells nothing, a name pretends nothing."""

from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from groups.models import User
from kyodo_portal.cities import city
from kyodo_portal.words.alike import as_read, foreign_look_alikes, has_invisible
from tests.factories import make_department, make_user
from tests.groups.accounts.doors import OWN, signs_in, signs_up

pytestmark = pytest.mark.django_db


class CountingHasher(MD5PasswordHasher):
    """The suite's quick hasher, which counts how often it works."""

    algorithm = "counting"
    times: Counter[str] = Counter()

    def encode(self, password: str, salt: str) -> str:
        self.times["hash"] += 1
        return super().encode(password, salt)


@pytest.fixture
def hashes(settings: Any) -> Counter[str]:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.times.clear()
    return CountingHasher.times


def count(times: Counter[str]) -> int:
    counted = times["hash"]
    times.clear()
    return counted


def test_one_hash_for_each_attempt_whoever_the_address_is(hashes: Counter[str]) -> None:
    make_user(email="known@example.jp", password=OWN)
    make_user(email="closed@example.jp", password=OWN, is_active=False)
    make_user(email="code@example.jp")
    count(hashes)
    work = {}
    for email in ("known@example.jp", "closed@example.jp", "code@example.jp", "new@example.jp"):
        signs_in(Client(REMOTE_ADDR="192.0.2.1"), "wrong-password-1", email)
        work[f"wrong password, {email}"] = count(hashes)
    signs_in(Client(), OWN, "known@example.jp")
    work["right password"] = count(hashes)
    for number, email in enumerate(("known@example.jp", "new@example.jp")):
        signs_up(Client(REMOTE_ADDR=f"192.0.2.{number}"), password=OWN, email=email)
        work[f"signs up, {email}"] = count(hashes)

    assert work == dict.fromkeys(work, 1)
    assert User.objects.filter(email="new@example.jp").exists()


ZERO_WIDTH, TURNED = "\u200b", "\u202e"
NAMES = {
    "見本 花子": "",
    "吉川市民の花子": "",
    "はな🌸": "",
    "家族👨‍👩‍👧": "",
    "Иван": "",
    "プロジェクトα": "",
    "自動車が好き": "",
    "協働担当": "協働担当",
    "協働 担当です": "協働担当",
    "協 働-担 当": "協働担当",
    "審査委員": "審査委員",
    "吉川市公式": "公式",
    "ＯＦＦＩＣＩＡＬ吉川市": "吉川市",
    "吉川市長": "吉川市",
    "（自動）": "（自動）",
    "(自動)": "（自動）",
    "みどり公園課": "みどり公園課",
    "みどり公園課の人": "みどり公園課",
    "協働ポ一タル": "協働ポータル",  # with the kanji for one
    "Аdmin": "А",
    "Ηanako": "Η",
    f"花{ZERO_WIDTH}子": "目に見えない文字",
    f"花子{TURNED}": "目に見えない文字",
    "花\u3164子": "目に見えない文字",
    "つむぎ 花村": "ほかの人が使っています",
    "つむぎ花村": "ほかの人が使っています",
    "ツムギ花村": "",
    "Hanako": "ほかの人が使っています",
    "ＨＡＮＡＫＯ": "ほかの人が使っています",
}


def test_names_that_pretend_are_refused_with_a_reason() -> None:
    make_department("みどり公園課")
    for name in ("つむぎ　花村", "hanako"):
        make_user(name)
    told = {}
    for number, (name, reason) in enumerate(NAMES.items()):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        answer = signs_up(client, password=OWN, email=f"p{number}@example.jp", name=name)
        faults = answer.context["form"].errors if answer.status_code == 200 else {}
        [said] = faults.get("display_name", [""])
        told[name] = reason if bool(said) == bool(reason) and reason in said else said

    assert told == NAMES
    made = set(User.objects.values_list("display_name", flat=True))
    assert {name for name, reason in NAMES.items() if not reason} <= made


def test_every_city_names_words_of_its_own() -> None:
    assert all(as_read(word) for word in city().official_names)


@pytest.mark.parametrize(
    ("name", "invisible", "foreign"),
    [
        ("花子", False, []),
        ("ﾊﾅｺ", False, []),
        ("A\u200bB", True, []),
        ("\ud800", False, []),
        ("аaA", False, ["а"]),
        ("αβγ会", False, []),
        ("ΑΒΓ", False, []),
    ],
)
def test_what_a_reader_cannot_tell(name: str, invisible: bool, foreign: list[str]) -> None:
    assert (has_invisible(name), foreign_look_alikes(name)) == (invisible, foreign)
