"""The documents stay true: whatever is written, they are what a new index would be."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from evaluations.flows import EVALUATION_FLOW
from evaluations.models import Reflection
from groups.flows import GROUP_FLOW
from groups.models import Meeting, Minutes
from kyodo_portal import search
from kyodo_portal.search import Kind, SearchDocument
from kyodo_portal.search.finding import find, object_ids
from kyodo_portal.search.queries import parse
from projects.actions.register import publish_project
from projects.models import Partner, Project
from proposals.flows import CALL_FLOW
from tests.evaluations.factories import make_evaluation
from tests.factories import make_coordinator, make_group, make_project, make_user
from tests.groups.committees.factories import held_meeting, make_committee, make_meeting
from tests.groups.offering import make_offer
from tests.groups.places.factories import make_place
from tests.projects.events import make_event
from tests.projects.factories import add_update
from tests.projects.helping import make_help
from tests.projects.lecturing import make_lecture
from tests.proposals.concerning import make_concern
from tests.proposals.factories import make_call
from tests.proposals.opinions.factories import make_round
from tests.races import at_once
from tests.test_life import test_life_of_a_collaboration as live

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[object, ...]]:
    """Every document, the terms as the database keeps them."""
    names = ("kind", "object_id", "title", "body", "text", "terms", "dated_at", "is_public")
    return list(SearchDocument.objects.order_by("kind", "object_id").values_list(*names))


def public_titles(typed: str) -> list[str]:
    return [d.title for one in find(parse(typed), Kind.values) for d in one.documents]


def assert_true() -> None:
    before = rows()
    search.rebuild()
    assert before == rows()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # raises when index and table differ
            cursor.execute(
                "INSERT INTO kyodo_portal_searchterms(kyodo_portal_searchterms, rank)"
                " VALUES ('integrity-check', 1)"
            )


def test_report_on_the_way_is_found_with_its_project() -> None:
    project = make_project("堤の桜")
    add_update(project, make_user(), photos=0, title="苗を植えました")

    assert public_titles("苗を植え") == ["堤の桜"]
    assert public_titles("花を植えました") == ["堤の桜"]
    project.updates.all().delete()
    assert public_titles("苗を植え") == []


def test_summaries_in_other_languages_are_found_without_their_readings() -> None:
    project = make_project("堤の桜")
    project.summary_easy = "｜桜《さくら》の｜木《き》を｜守《まも》ります。"
    project.summary_en = "We look after the cherry trees."
    project.save()

    assert public_titles("桜の木を守り") == ["堤の桜"]
    assert public_titles("Cherry") == ["堤の桜"]


def test_index_after_a_whole_life_is_the_index_made_anew() -> None:
    live()
    make_event("花だんの水やり", group=None)
    make_place("中央公民館")
    make_help(make_project())
    make_offer(make_group())
    make_concern()
    make_lecture()
    make_round()
    make_meeting(make_committee("桜の委員会"))

    assert {row[0] for row in rows()} == set(Kind.values)
    assert_true()


def test_meeting_is_found_by_its_agenda_and_its_public_minutes() -> None:
    meeting = held_meeting(make_committee("桜の委員会"), items=("堤の桜の手入れ",))
    Minutes.objects.create(meeting=meeting, body="枝を支える柱を立てる。")

    assert len(public_titles("堤の桜の手入れ")) == 1
    assert public_titles("支える柱") == []
    Meeting.objects.filter(pk=meeting.pk).update(status="published", published_at=timezone.now())
    meeting.minutes.save()
    assert len(public_titles("支える柱")) == 1
    meeting.committee.is_public = False
    meeting.committee.save()
    assert public_titles("堤の桜の手入れ") == []


def test_project_is_found_from_its_publication_on() -> None:
    project = make_project("堤の桜を守る", published=False)
    assert public_titles("堤の桜") == []
    assert object_ids(parse("堤の桜"), Kind.PROJECT) == [project.pk]

    publish_project(project=project, by=make_coordinator())
    assert public_titles("堤の桜") == ["堤の桜を守る"]

    project.published_at = None
    project.save()
    assert public_titles("堤の桜") == []
    assert_true()


def test_group_is_found_while_it_is_public() -> None:
    coordinator = make_coordinator()
    group = make_group("川べりを歩く会", status="applied", purpose="水辺に親しむ")
    project = make_project("川の日", groups=(group,))
    assert public_titles("川べり") == ["川の日"]
    assert public_titles("水辺に親しむ") == []

    GROUP_FLOW.make("register", group, by=coordinator)
    assert public_titles("川べり") == ["川の日", "川べりを歩く会"]
    assert public_titles("水辺に親しむ") == ["川べりを歩く会"]  # not what the project is about

    project.partners.all().delete()
    assert public_titles("川べり") == ["川べりを歩く会"]
    GROUP_FLOW.make("delete", group, by=coordinator, note="解散した")
    assert public_titles("川べり") == []
    assert_true()


def test_renamed_group_is_found_with_its_projects_and_reports() -> None:
    group = make_group("朝顔の会")
    project = make_project("緑の窓", status="completed", groups=(group,))
    evaluation = make_evaluation(project, status="published")
    group.name = "向日葵の会"
    group.save()

    assert public_titles("朝顔の会") == []
    assert public_titles("向日葵の会") == ["緑の窓", "向日葵の会", str(evaluation)]
    assert_true()


def test_partner_without_a_page_is_found_until_it_is_taken_away() -> None:
    project = make_project("夜回り")
    partner = Partner.objects.create(project=project, name="北町の有志")
    assert public_titles("北町の有志") == ["夜回り"]

    partner.delete()
    assert public_titles("北町の有志") == []
    assert_true()


def test_call_is_found_from_its_announcement_on() -> None:
    call = make_call(when="draft", title="空き家の活用")
    assert public_titles("空き家") == []

    CALL_FLOW.make("announce", call, by=make_coordinator())
    assert public_titles("空き家") == ["空き家の活用"]
    assert_true()


def test_report_is_found_while_it_is_published() -> None:
    coordinator = make_coordinator()
    evaluation = make_evaluation(make_project("雨水だめ", status="completed"), status="reflected")
    reflection = Reflection.objects.get(evaluation=evaluation)
    reflection.next_steps = "雨どいを配る"
    reflection.save()
    assert public_titles("雨どい") == []

    EVALUATION_FLOW.make("publish", evaluation, by=coordinator)
    assert public_titles("雨どい") == [str(evaluation)]
    EVALUATION_FLOW.make("retract", evaluation, by=coordinator, note="誤りがあった")
    assert public_titles("雨どい") == []
    assert_true()


def test_deleted_project_is_forgotten() -> None:
    make_project("夢の跡")
    Project.objects.filter(title="夢の跡").delete()

    assert public_titles("夢の跡") == []
    assert_true()


def test_half_read_record_does_not_write_an_old_text_back() -> None:
    project = make_project("古い題")
    stale = Project.objects.get(pk=project.pk)
    project.title = "新しい題"
    project.save()
    stale.place = "市民会館"
    stale.save(update_fields=["place"])

    assert public_titles("新しい題 市民会館") == ["新しい題"]
    assert_true()


def test_nothing_is_written_when_no_word_changed() -> None:
    project = make_project("同じまま")

    assert search.index(project) is False
    assert search.index(make_coordinator()) is False


def test_reindex_finds_what_was_written_past_the_portal() -> None:
    project = make_project("仮の題")
    Project.objects.filter(pk=project.pk).update(title="本当の題")
    SearchDocument.objects.filter(kind=Kind.GROUP).delete()
    call_command("reindex", verbosity=0)

    assert public_titles("本当の題") == ["本当の題"]
    assert_true()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_project_and_its_group_changed_at_once_are_both_found() -> None:
    group = make_group("初めの会")
    project = make_project("初めの事業", groups=(group,))

    def rename_group() -> None:
        group.name = "次の会"
        group.save()

    def rename_project() -> None:
        project.title = "次の事業"
        project.save()

    assert at_once(rename_group, rename_project) == [None, None]

    assert public_titles("次の会 次の事業") == ["次の事業"]
    assert_true()
