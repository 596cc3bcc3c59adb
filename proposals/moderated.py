"""What of the proposals' side can be hidden (`kyodo_portal.life.hiding`)."""

from django.utils.translation import pgettext_lazy

from kyodo_portal.life.hiding import HideableKind, Wrote, register
from proposals.models import Concern


def _photo(concern: Concern) -> str:
    photo = getattr(concern, "photo", None)
    return photo.url if photo is not None and photo.is_public else ""


register(
    [
        HideableKind(
            model=Concern,
            key="concern",
            label=pgettext_lazy("一つ", "地域の困りごと"),
            title=lambda concern: f"地域の困りごと（番号{concern.pk}）",
            words=lambda concern: concern.words_told,
            wrote=lambda concern: Wrote(concern.created_by),
            picture=_photo,
            seen=lambda _: Concern.objects.public(),
        )
    ]
)
