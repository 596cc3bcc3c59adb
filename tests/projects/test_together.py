"""A group tells the city of what it does with another group, where the city counts that as 協働."""

from typing import Any

import pytest

from groups.models import Group
from kyodo_portal.post.outbox import OutgoingMail
from projects.actions.register import open_to_public
from projects.models import Project
from tests.factories import make_group, make_user, today
from tests.people import KINDS, Cast, make_cast

pytestmark = pytest.mark.django_db
ADDRESS = "/projects/together/"


@pytest.fixture
def cast(settings: Any) -> Cast:
    settings.KYODO_CITY = "saku"
    return make_cast()


@pytest.fixture
def other() -> Group:
    return make_group("おはなしの会", managers=(make_user("読み手"),))


def posted(cast: Cast, page: Any, **more: Any) -> dict[str, Any]:
    key = page.context["form"]["submission_key"].value()
    given = {
        "submission_key": key,
        "group": cast.group.pk,
        "others": "おはなしの会",
        "title": "紙しばいのあるひと休み",
        "summary": "子育てひろばに紙しばいを届けます。",
        "purpose": "親がひと息つくあいだに、おはなしを。",
        "standing": "active",
        "starts_on": today().isoformat(),
        "main_form": page.context["form"].fields["main_form"].choices[0][0],
    }
    return {**given, **more}


def test_group_tells_of_it_the_desk_looks_and_everybody_sees_it(cast: Cast, other: Group) -> None:
    manager = cast.browser("manager")
    page = manager.get(ADDRESS)
    sent = posted(cast, page)
    for _ in range(2):  # pressed twice
        manager.post(ADDRESS, sent)

    project = Project.objects.get()
    assert [partner.group for partner in project.partners.all()] == [cast.group, other]
    assert (project.between_citizens, project.status, project.published_at) == (
        True,
        "active",
        None,
    )
    letters = set(OutgoingMail.objects.values_list("to", flat=True))
    reader = other.memberships.get().user
    assert letters == {cast["coordinator"].email, reader.email}
    address = project.get_absolute_url()
    seen = {kind for kind in KINDS if cast.browser(kind).get(address).status_code == 200}
    assert seen == {"member", "manager", "coordinator", "superuser"}

    change = f"/admin/projects/project/{project.pk}/change/"
    assert "公開" in cast.browser("coordinator").get(change).text
    open_to_public(project=project, by=cast["coordinator"])

    assert cast.browser("anonymous").get(address).status_code == 200
    assert "紙しばい" in cast.browser("anonymous").get("/projects/?among=citizens").text


#: What is wrong, and what is said of it.
WRONG = {
    "nobody else": ({"others": ""}, "others"),
    "nobody of that name": ({"others": "いない会"}, "others"),
    "itself": ({"others": "花と道の会"}, "others"),
    "over without an end": ({"standing": "completed"}, "ends_on"),
    "no day": ({"starts_on": "いつか"}, "starts_on"),
    "the end before the beginning": ({"ends_on": "2001-01-01"}, "ends_on"),
    "somebody else's group": ({"group": 0}, "group"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    cast: Cast, other: Group, case: str
) -> None:
    more, field = WRONG[case]
    manager = cast.browser("manager")
    page = manager.post(ADDRESS, posted(cast, manager.get(ADDRESS), **more))

    assert (page.status_code, Project.objects.count()) == (200, 0)
    assert set(page.context["form"].errors) == {field}
    assert "親がひと息つくあいだに、おはなしを。" in page.text


def test_who_may_tell_of_it(cast: Cast) -> None:
    may = {kind for kind in KINDS if cast.browser(kind).get(ADDRESS).status_code == 200}
    led = {kind for kind in KINDS if "together/" in cast.browser(kind).get("/projects/").text}

    assert may == led == {"manager", "other_manager"}


def test_elsewhere_nobody_may(cast: Cast, settings: Any) -> None:
    settings.KYODO_CITY = "minami_alps"
    answer = cast.browser("manager").get(ADDRESS)

    assert (answer.status_code, "市民と市との協働です" in answer.text) == (403, True)
