"""What of messages, and of what groups tell, can be hidden (`kyodo_portal.life.hiding`)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groups.models import Group, JournalEntry, Message, Offer, PictureRole, Side, Supporter
from groups.models.groups import PUBLIC_STATUSES
from kyodo_portal.life.hiding import HideableKind, Wrote, register
from kyodo_portal.life.interest import ids


def _wrote(message: Message) -> Wrote:
    """Who wrote, and the office for which they did."""
    if message.side == Side.CITIZEN:
        return Wrote(message.written_by)
    thread = message.thread
    return Wrote(
        message.written_by, groups=ids(thread.group_id), departments=ids(thread.department_id)
    )


def _picture(entry: JournalEntry) -> str:
    return entry.picture.url if entry.picture else ""


def _photo(group: Group) -> str:
    photo = group.pictures.filter(role=PictureRole.PHOTO).first()
    return photo.url if photo else ""


register(
    [
        HideableKind(
            model=Message,
            key="message",
            label=_("メッセージ"),
            title=lambda message: str(message.thread),
            words=lambda message: message.body,
            wrote=_wrote,
        ),
        HideableKind(
            model=JournalEntry,
            key="journal",
            label=_("活動の記録"),
            title=lambda entry: f"団体「{entry.group.name}」の活動の記録",
            words=lambda entry: entry.text,
            wrote=lambda entry: Wrote(entry.written_by, groups=frozenset({entry.group_id})),
            picture=_picture,
        ),
        HideableKind(
            model=Offer,
            key="offer",
            label=_("団体からの提供"),
            title=lambda offer: f"団体「{offer.group.name}」からの提供",
            words=lambda offer: "\n\n".join(
                filter(
                    None,
                    (offer.title, offer.text, offer.conditions, offer.handing, offer.receipt),
                )
            ),
            wrote=lambda offer: Wrote(offer.created_by, groups=frozenset({offer.group_id})),
        ),
        HideableKind(
            model=Supporter,
            key="supporter",
            label=_("サポーターの紹介"),
            title=lambda supporter: f"{supporter}の紹介",
            words=lambda supporter: "\n\n".join(
                filter(None, (supporter.public_name, supporter.text, supporter.interests))
            ),
            wrote=lambda supporter: Wrote(supporter.user),
            seen=lambda person: Supporter.objects.visible_to(person).offering(),
            place=lambda _: reverse("supporters:list"),
        ),
        HideableKind(
            model=Group,
            key="group",
            label=_("団体の紹介"),
            title=lambda group: f"団体「{group.name}」の紹介",
            words=lambda group: "\n\n".join(
                filter(None, (group.message, group.activities, group.purpose, group.website))
            ),
            wrote=lambda group: Wrote(groups=frozenset({group.pk})),
            picture=_photo,
            seen=lambda person: Group.objects.visible_to(person).filter(status__in=PUBLIC_STATUSES),
        ),
    ]
)
