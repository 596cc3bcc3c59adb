"""What was written with an act is read in the admin by whom the record concerns, and by no other."""

import pytest

from tests.factories import make_project, write_down
from tests.people import Cast, make_cast
from tests.proposals.factories import make_proposal

pytestmark = pytest.mark.django_db
NOTE = "代表者の体調のことを電話で聞いた。"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_notes_are_read_by_the_desk_and_by_those_whom_the_record_concerns(cast: Cast) -> None:
    project = make_project(groups=(cast.group,), departments=(cast.department,))
    records = {
        "group": (cast.group, "return"),
        "project": (project, "edit"),
        "proposal": (
            make_proposal(status="submitted", responsible_department=cast.department),
            "return",
        ),
    }
    read = {}
    for name, (record, act) in records.items():
        write_down(record, act, note=NOTE)
        names = record._meta
        page = f"/admin/{names.app_label}/{names.model_name}/{record.pk}/change/"
        for kind in ("staff", "other_staff", "coordinator", "superuser"):
            answer = cast.browser(kind).get(page)
            read[name, kind] = (answer.status_code, NOTE in answer.content.decode())

    assert read == {
        ("group", "staff"): (200, False),
        ("group", "other_staff"): (200, False),
        ("group", "coordinator"): (200, True),
        ("group", "superuser"): (200, True),
        ("project", "staff"): (200, True),
        ("project", "other_staff"): (200, False),
        ("project", "coordinator"): (200, True),
        ("project", "superuser"): (200, True),
        ("proposal", "staff"): (200, True),
        ("proposal", "other_staff"): (404, False),
        ("proposal", "coordinator"): (200, True),
        ("proposal", "superuser"): (200, True),
    }
