"""What of messages, and of what groups tell, can be hidden (`kyodo_portal.life.hiding`)."""

from django.utils.translation import gettext_lazy as _

from groups.models import JournalEntry, Message, Side
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
    ]
)
