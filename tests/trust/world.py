"""One city with a thing in every state that matters to somebody, around the thirteen kinds of people.

What is in it has a name (`world["proposal_draft"]`); what somebody may not see carries a canary: a
word in brackets that stands nowhere else, with the people who may come upon it (see `canaries.py`).
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.utils import timezone

from groups.accounts.my_data import KEY
from groups.actions.leaving import ask_to_leave
from groups.models import (
    ContactDetails,
    FactorRecovery,
    Follow,
    Group,
    GroupDocument,
    GroupPicture,
    Invitation,
    JournalEntry,
    JournalPhoto,
    LeavingSource,
    PlacePhoto,
    User,
)
from groups.models.invitations import LASTS, hash_of
from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.jobs.models import Ending, Job
from kyodo_portal.life.reading import ReadingEntry, ReadingKind, note_reading
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.post import outbox
from kyodo_portal.post.outbox import OutgoingMail
from tests.factories import PASSWORD, make_group, make_user, today, write_down
from tests.groups.places.factories import make_place, whole_place
from tests.people import IN_BROWSERS, SAME_PERSON, Cast, make_cast
from tests.signing_in import open_for
from tests.trust import (
    world_committees,
    world_concerns,
    world_evaluations,
    world_events,
    world_help,
    world_lectures,
    world_messages,
    world_networks,
    world_offers,
    world_opinions,
    world_people,
    world_projects,
    world_proposals,
)
from tests.trust.canaries import canary
from tests.trust.kept_files import keep, keep_photo

BACKEND = "django.contrib.auth.backends.ModelBackend"
NAMELESS = ("reviewer", "other_reviewer", "staff", "coordinator", "manager")


@dataclass
class World:
    """Everything made, by name, and a browser for each person."""

    cast: Cast
    media: Path
    things: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def __getitem__(self, name: str) -> Any:
        return self.things[name]

    def browser(self, kind: str, **options: Any) -> Client:
        """A browser in which this person is signed in. A failing page answers 500."""
        client = Client(raise_request_exception=False, **options)
        if not options:
            client.handler = self.handler  # one for thousands of requests: it loads the middleware
        if kind != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[kind]
        return client


def make_world(media: Path) -> World:
    """Make the city. Its files lie in `media`, which the tests make the place of uploads."""
    world = World(make_cast(), media)
    with override_settings(MEDIA_ROOT=media):
        _mark_people(world)
        _add_groups(world)
        _hidden_entry(world)
        _add_places(world)
        for part in (
            world_projects,
            world_events,
            world_help,
            world_networks,
            world_offers,
            world_lectures,
            world_proposals,
            world_concerns,
            world_opinions,
            world_committees,
            world_evaluations,
            world_messages,
            world_people,
        ):
            part.add(world)
        _add_what_the_admin_keeps(world)
    for kind in IN_BROWSERS:
        if kind != "anonymous":
            world.sessions[kind] = signed_in_as(world.cast[kind], factor=kind not in SAME_PERSON)
    return world


def signed_in_as(person: User, *, factor: bool = True) -> str:
    """The key of a session in which this person is signed in, with their second factor or without."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    open_for(person, session, factor=factor)
    session.save()
    return str(session.session_key)


def _mark_people(world: World) -> None:
    """Accounts as they are after signing up; names of those whose name is not public; a citizen's
    private details."""
    for kind in IN_BROWSERS:
        if kind == "anonymous" or kind in SAME_PERSON:
            continue
        person = world.cast[kind]
        person.set_password(PASSWORD)
        if kind in NAMELESS:
            person.display_name = canary(f"person.{kind}")
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    ContactDetails.objects.create(user=world.cast["citizen"], name=canary("citizen.contact"))
    Follow.objects.create(
        user=world.cast["citizen"], kind="search", slug="projects", name=canary("follow.name")
    )


def _add_groups(world: World) -> None:
    """The group in every status, each with a document and a contact record opened in part."""
    manager, member = world.cast["manager"], world.cast["member"]
    world.things["group_registered"] = world.cast.group
    for status in ("applied", "returned", "not_accepted", "dormant", "deleted"):
        world.things[f"group_{status}"] = make_group(
            canary(f"group_{status}.name"),
            status=status,
            managers=(manager,),
            members=(member,),
            purpose=canary(f"group_{status}.purpose"),
        )
    Group.objects.filter(pk=world.cast.group.pk).update(valid_until=today())
    write_down(
        world.cast.group,
        "return",
        by=world.cast["coordinator"],
        note=canary("group_registered.return_note"),
        before="applied",
        after="returned",
    )
    for status in ("registered", "applied", "returned", "not_accepted", "dormant", "deleted"):
        name = f"group_{status}"
        ContactDetails.objects.filter(group=world[name]).update(
            name=canary(f"{name}.contact_name"),
            address=canary(f"{name}.contact_address"),
            person_in_charge=canary(f"{name}.contact_person"),
            phone="000-3333-4444",
            phone_shown_to="everybody",
            email=f"{canary(f'{name}.contact_for_accounts')}@example.jp",
            email_shown_to="accounts",
        )
        world.things[f"document_{status}"] = keep(
            GroupDocument,
            f"document_{status}",
            by=manager,
            group=world[name],
            title=canary(f"document_{status}.title"),
        )
        for audience in ("everybody", "accounts"):
            named = f"open_{status}_to_{audience}"
            world.things[named] = keep(
                GroupDocument,
                named,
                by=manager,
                group=world[name],
                title=canary(f"{named}.title"),
                shown_to=audience,
            )
        entry = world.things[f"journal_{status}"] = JournalEntry.objects.create(
            group=world[name],
            happened_on=today(),
            text=canary(f"{name}.journal"),
            written_by=manager,
        )
        world.things[f"journal_photo_{status}"] = keep_photo(
            JournalPhoto, by=manager, entry=entry, alt=canary(f"{name}.journal_photo")
        )
        world.things[f"picture_{status}"] = keep_photo(
            GroupPicture, by=manager, group=world[name], role="photo", alt=canary(f"{name}.picture")
        )


def _add_places(world: World) -> None:
    """A place with everything, and one the city is still writing, with a picture each."""
    world.things["place"] = whole_place()
    world.things["place_unfinished"] = make_place(
        canary("place.name"), is_public=False, about=canary("place.about")
    )
    for name in ("place", "place_unfinished"):
        keep_photo(
            PlacePhoto,
            by=world.cast["coordinator"],
            place=world[name],
            caption=canary("place.photo") if name == "place_unfinished" else "玄関",
        )


def _hidden_entry(world: World) -> None:
    hidden = JournalEntry.objects.create(
        group=world.cast.group,
        happened_on=today(),
        text=canary("journal_hidden.text"),
        written_by=world.cast["manager"],
        hidden_at=timezone.now(),
        hidden_because="個人の情報があるため",
        hidden_by_city=True,
    )
    world.things["journal_hidden"] = hidden
    world.things["journal_photo_hidden"] = keep_photo(
        JournalPhoto, by=world.cast["manager"], entry=hidden, alt=canary("journal_hidden.photo")
    )


KNOWN_TOKEN = "known-to-the-tests"


def _invited(world: World, name: str, token: str) -> Invitation:
    return Invitation.objects.create(
        name=name,
        email=f"{token}@example.jp",
        department=world.cast.department,
        token_hash=hash_of(token),
        expires_at=timezone.now() + LASTS,
        invited_by=world.cast["superuser"],
    )


def _job(world: World) -> Job:
    """One that is done, with its file."""
    job = Job(
        kind="export",
        given={"model": "groups.group", "numbers": []},
        label=canary("job.label"),
        owner=world.cast["coordinator"],
        ending=Ending.DONE,
        ended_at=timezone.now(),
        report=[{"title": canary("job.report"), "lines": []}],
        result_name="result.xlsx",
    )
    job.result.save("result.xlsx", ContentFile(canary("job.result").encode()), save=False)
    job.save()
    return job


def _my_data(person: User) -> Job:
    """The archive of somebody's own data."""
    job = Job(
        kind=KEY,
        label="わたしのデータ",
        owner=person,
        ending=Ending.DONE,
        ended_at=timezone.now(),
        result_name="my-data.zip",
    )
    job.result.save("my-data.zip", ContentFile(canary("my_data.content").encode()), save=False)
    job.save()
    return job


def _add_what_the_admin_keeps(world: World) -> None:
    citizen = world.cast["citizen"]
    outbox.queue(to=citizen.email, subject="お知らせ", body=canary("letter.body"), key="letter")
    note_reading(ReadingKind.CONTACT, by=world.cast["coordinator"], of=world.cast.group)
    world.things |= {
        "letter": OutgoingMail.objects.get(key="letter"),
        "entry": AuditEntry.objects.order_by("pk").first(),
        "reading": ReadingEntry.objects.get(),
        "department": world.cast.department,
        "membership": world.cast.group.memberships.get(user=world.cast["member"]),
        "user": citizen,
        "leaving": ask_to_leave(
            user=make_user("去る人"),
            by=world.cast["coordinator"],
            source=LeavingSource.PHONE,
            identity=canary("leaving.identity"),
        ),
        "my_data": _my_data(citizen),
        "recovery": FactorRecovery.objects.create(
            account=world.cast["staff"],
            asked_by=world.cast["coordinator"],
            reason=canary("recovery.reason"),
        ),
        "invitation": _invited(world, canary("invitation.name"), "unknown"),
        "invitation_known": _invited(world, "招待された人", KNOWN_TOKEN),
        "job": _job(world),
        "stand_in": StandIn.objects.create(
            person=world.cast["other_staff"],
            target_model="groups.group",
            target_id=world["group_applied"].pk,
            target_label="見本の申請",
            reason="担当の全員が会員のため",
            named_by=world.cast["superuser"],
            ended_at=timezone.now(),
        ),
    }
