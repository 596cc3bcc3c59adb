"""The documents of a group: kept year by year, each read by whom the group opened it to."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from groups.models import Group, GroupDocument, User
from kyodo_portal.files.uploads import check_attachment
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.reading import ReadingEntry
from kyodo_portal.words.calendar import fiscal_year
from tests.factories import make_group, make_user, today
from tests.groups.factories import a_pdf
from tests.people import KINDS, make_cast

pytestmark = pytest.mark.django_db

INSIDE = {"member", "manager", "coordinator"}
READ_BY = {
    "everybody": set(KINDS),
    "accounts": set(KINDS) - {"anonymous"},
    "closed": INSIDE,
}


def document(group: Group, *, title: str = "規約", **fields: Any) -> GroupDocument:
    kept = GroupDocument.from_checked(
        check_attachment(a_pdf()), by=None, group=group, title=title, **fields
    )
    kept.save()
    return kept


def address(kept: GroupDocument) -> str:
    return f"{kept.group.get_absolute_url()}documents/{kept.pk}/"


@pytest.mark.shared
@pytest.mark.parametrize("shown_to", READ_BY)
def test_document_is_read_and_named_to_whom_it_is_opened(shown_to: str) -> None:
    cast = make_cast()
    kept = document(cast.group, title="カナリア規約", shown_to=shown_to)
    browsers = {kind: cast.browser(kind) for kind in KINDS}

    handed = {kind: browser.get(address(kept)).status_code for kind, browser in browsers.items()}
    pages = {kind: browser.get(cast.group.get_absolute_url()) for kind, browser in browsers.items()}
    named = {kind for kind, page in pages.items() if "カナリア規約" in page.content.decode()}

    assert handed == {kind: 200 if kind in READ_BY[shown_to] else 404 for kind in KINDS}
    assert named == READ_BY[shown_to]
    noted = {"closed": 1}.get(shown_to, 0)
    assert ReadingEntry.objects.filter(kind="document").count() == noted


@pytest.mark.parametrize("status", ["applied", "deleted"])
def test_open_document_of_a_group_that_is_not_public_is_closed(status: str) -> None:
    cast = make_cast(status=status)
    kept = document(cast.group, shown_to="everybody")

    found = {kind: cast.browser(kind).get(address(kept)).status_code for kind in KINDS}

    seen = INSIDE if status == "applied" else {"coordinator"}
    assert found == {kind: 200 if kind in seen else 404 for kind in KINDS}


@pytest.fixture
def manager(client: Client) -> User:
    user = make_user("管理者")
    client.force_login(user)
    return user


def keep(client: Client, group: Group, **sent: Any) -> Any:
    """Send the page of documents as it stands, with these changes."""
    url = f"{group.get_absolute_url()}documents/"
    shown = client.get(url).context
    stored = {
        row.add_prefix(name): row[name].value() or ""
        for row in shown["forms"].rows
        for name in ("shown_to", "fiscal_year")
    }
    return client.post(url, {"seen": shown["seen"].token, **stored, **sent}, follow=True)


def test_accounts_of_a_year_are_added_and_opened(client: Client, manager: User) -> None:
    group = make_group(managers=(manager,))
    bylaws = document(group)
    year = fiscal_year(today()) - 1

    keep(
        client,
        group,
        **{
            "new-kind": "accounts",
            "new-fiscal_year": str(year),
            "new-file": a_pdf("決算.pdf"),
            "new-shown_to": "everybody",
            f"document-{bylaws.pk}-shown_to": "accounts",
        },
    )

    rows = group.documents.order_by("pk").values_list("title", "fiscal_year", "shown_to", "kind")
    assert list(rows) == [
        ("規約", None, "accounts", "other"),
        ("予算・決算の書類", year, "everybody", "accounts"),
    ]
    note = AuditEntry.objects.of(group).get(action="group.documents").note
    assert note.splitlines() == [
        "規約（ログインした人だけ）",
        f"令和{year - 2018}年度({year}年度) 予算・決算の書類（加えた、だれにでも）",
    ]


def with_a_comment() -> SimpleUploadedFile:
    """A document of Word in which somebody has left a comment."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
        archive.writestr(
            "word/comments.xml",
            '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:comment w:id="0" w:author="見本"><w:p/></w:comment></w:comments>',
        )
    return SimpleUploadedFile("規約.docx", content.getvalue())


def test_what_holds_something_unseen_is_not_opened_now_or_later(
    client: Client, manager: User
) -> None:
    group = make_group(managers=(manager,))
    checked = check_attachment(with_a_comment())
    kept = GroupDocument.from_checked(checked, by=None, group=group, title="規約")
    kept.save()
    as_it_is = {"new-file": with_a_comment(), "new-file-as-it-is": checked.sha256[:16]}

    at_once = keep(client, group, **as_it_is, **{"new-shown_to": "everybody"})
    later = keep(client, group, **{f"document-{kept.pk}-shown_to": "everybody"})

    for answer in (at_once, later):
        assert "このファイルは公開されるため、そのままでは受け取れません" in answer.content.decode()
    assert list(group.documents.values_list("shown_to", flat=True)) == ["closed"]


def test_what_the_group_added_since_may_go_and_what_was_judged_stays(
    client: Client, manager: User
) -> None:
    group = make_group(managers=(manager,))
    judged = document(group, title="申請の規約")
    Group.objects.update(registered_at=timezone.now())
    since = document(group, title="まちがえた書類")

    page = keep(
        client,
        group,
        **{f"document-{kept.pk}-remove": "on" for kept in (judged, since)},
    )

    assert page.status_code == 200
    assert list(group.documents.all()) == [judged]


def test_who_may_keep_the_documents() -> None:
    cast = make_cast()
    url = f"{cast.group.get_absolute_url()}documents/"

    found = {kind: cast.browser(kind).get(url).status_code for kind in KINDS}

    may = {"manager": 200, "coordinator": 200, "anonymous": 302}
    assert found == {kind: may.get(kind, 403) for kind in KINDS}
