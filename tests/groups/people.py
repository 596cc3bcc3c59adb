"""Steps of the people of a group, as the tests take them."""

from uuid import uuid4

from django.test import Client

from groups.actions.members import ask_to_join, offer_hand_over
from groups.models import Group, HandOver, JoinRequest, Membership, User
from kyodo_portal.post.outbox import OutgoingMail
from tests.signing_in import sign_in


def browser_of(person: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    sign_in(client, person)
    return client


def ask(group: Group, person: User, words: str = "手伝いたいです。") -> JoinRequest:
    """Somebody asks to join."""
    request, _ = ask_to_join(group=group, words=words, by=person, key=uuid4())
    return request


def offer(group: Group, to: User) -> HandOver:
    """The representative asks this person of the group to take over."""
    by = User.objects.get(memberships__group=group, memberships__role="representative")
    place = Membership.objects.running().get(group=group, user=to)
    return offer_hand_over(place=place, by=by)


def roles_in(group: Group) -> dict[str, str]:
    """Who belongs to a group now, by name, and as what."""
    running = Membership.objects.running().filter(group=group)
    return dict(running.values_list("user__display_name", "role"))


def told_to(person: User, subject: str = "") -> str:
    """Everything that letters of this subject told a person."""
    letters = OutgoingMail.objects.filter(to=person.email, subject__contains=subject)
    return "\n".join(f"{letter.subject}\n{letter.body}" for letter in letters.order_by("pk"))
