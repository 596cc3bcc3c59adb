"""What of messages can be hidden (`kyodo_portal.life.hiding`)."""

from django.utils.translation import gettext_lazy as _

from groups.models import Message, Side
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


register(
    [
        HideableKind(
            model=Message,
            key="message",
            label=_("メッセージ"),
            title=lambda message: str(message.thread),
            words=lambda message: message.body,
            wrote=_wrote,
        )
    ]
)
