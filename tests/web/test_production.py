"""What keeps the portal from serving citizens badly, said in one line before it serves any."""

from tempfile import gettempdir
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kyodo_portal.web import production

pytestmark = pytest.mark.once

LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "here"}
FILES = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": gettempdir()}
# Port 1 of this machine: nobody listens there.
AWAY = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
TABLE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "no_such_table"}
SMTP = {"backend": "django.core.mail.backends.smtp.EmailBackend"}
CONSOLE = {"backend": "kyodo_portal.post.outbox.ConsoleBackend"}

#: What is otherwise than in a sound portal, how many processes, and how the refusal begins and ends.
REFUSALS: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "sound": ({}, 1, "", ""),
    "no proxy": ({"TRUSTED_PROXIES": 0}, 1, "TRUSTED_PROXIES:", "転送され続けます。"),
    "no proxy in development": ({"TRUSTED_PROXIES": 0, "DEBUG": True}, 1, "", ""),
    "cache away": (
        {"CACHES": {"default": LOCAL, "public": AWAY}},
        1,
        "CACHE_URL:",
        "確かめてください。",
    ),
    "table missing": (
        {"CACHES": {"default": TABLE, "public": TABLE}},
        1,
        "CACHE_URL:",
        "作ってください。",
    ),
    "two, nothing shared": ({}, 2, "--processes:", "指定してください。"),
    "two on a file": (
        {"CACHES": {"default": FILES, "public": FILES}},
        2,
        "--processes:",
        "指定してください。",
    ),
    "too many": ({}, 65, "--processes:", "指定してください。"),
    "none": ({}, 0, "--processes:", "指定してください。"),
}


@pytest.fixture
def sound(settings: Any) -> Any:
    settings.DEBUG, settings.TRUSTED_PROXIES = False, 1
    settings.CACHES = {"default": LOCAL, "public": FILES}
    settings.EMAIL_DELIVERY = SMTP
    return settings


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSALS)
def test_serve_refuses_in_one_line(sound: Any, case: str) -> None:
    changed, processes, begins, ends = REFUSALS[case]
    for name, value in changed.items():
        setattr(sound, name, value)

    if not begins:
        assert production.fault_of_serving(processes) == ""
        return
    with pytest.raises(CommandError) as refused:
        call_command("serve", processes=processes)
    said = str(refused.value)
    assert (said.startswith(begins), said.endswith(ends), "\n" in said) == (True, True, False)


@pytest.mark.parametrize(("delivery", "is_fault"), [(SMTP, False), (CONSOLE, True)])
def test_mail_that_reaches_nobody_is_told(sound: Any, delivery: Any, is_fault: bool) -> None:
    sound.EMAIL_DELIVERY = delivery

    assert bool(production.fault_of_mail()) == is_fault
