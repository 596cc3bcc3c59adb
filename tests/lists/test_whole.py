"""`read_whole`: a record and its rows in one query, with the moment at which a row was hidden."""

from typing import Any

import pytest

from kyodo_portal.lists.whole import read_whole
from projects.models import Update, UpdatePhoto
from tests.factories import make_project
from tests.people import make_cast
from tests.projects.factories import add_update

pytestmark = pytest.mark.django_db


def test_rows_know_whether_and_when_they_were_hidden(django_assert_num_queries: Any) -> None:
    cast = make_cast()
    project = make_project(groups=(cast.group,), departments=(cast.department,), status="active")
    update = add_update(project, cast["member"], photos=3)
    update.photos.all()[1].hide("写ってはいけない人が写っている", by_city=True)
    stored = list(UpdatePhoto.objects.filter(update=update).values_list("pk", "hidden_at"))

    (read,) = read_whole(Update.objects.filter(pk=update.pk), "photos")

    with django_assert_num_queries(0):
        told = [(photo.pk, photo.hidden_at) for photo in read.photos.all()]

    assert sorted(told) == sorted(stored)
    assert [photo.is_hidden for photo in read.photos.all()].count(True) == 1
