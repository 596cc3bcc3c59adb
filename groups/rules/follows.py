"""Who may follow what."""

from django.utils.translation import gettext

from groups.models import Follow
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import Verdict, allow_if, first_refusal

MOST = 200
"""Things that one person follows; nobody reads the news of more."""


def can_follow(person: Person) -> Verdict:
    """Whoever has signed in, up to `MOST` things."""
    return first_refusal(
        allow_if(is_signed_in(person), gettext("フォローするには、ログインしてください。")),
        lambda: allow_if(
            Follow.objects.visible_to(person).count() < MOST,
            gettext(
                "フォローできるのは{most}件までです。"
                "もう見なくなったものをフォローから外すと、新しく加えられます。"
            ).format(most=MOST),
        ),
    )
