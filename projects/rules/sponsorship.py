"""Who asks the city for its name (後援), and until when."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from groups.models import Group
from groups.rules.people import managed_groups, manages
from kyodo_portal.cities import city
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.verdicts import Verdict, allow_if, first_refusal
from kyodo_portal.words.text import japanese_date
from projects.types import CollaborationForm


def can_apply(person: Person) -> Verdict:
    """Who speaks for a registered group, in a city that has this form."""
    return first_refusal(
        allow_if(
            CollaborationForm.SPONSORSHIP in city().enabled_forms,
            gettext("この市では、後援をここで受け付けていません。"),
        ),
        lambda: allow_if(
            is_signed_in(person) and Group.objects.holding().filter(pk__in=managed_groups(person)),
            gettext(
                "登録されている団体の代表か管理者が申請できます。団体をまだ登録していないときは、先に団体の登録を申請してください。"
            ),
        ),
    )


def may_apply(person: Person, group: Group) -> Verdict:
    """The same of this group."""
    return first_refusal(
        can_apply(person),
        lambda: allow_if(
            manages(person, [group.pk]), gettext("代表か管理者になっている団体を選んでください。")
        ),
    )


def can_be_in_time(starts_on: dt.date) -> Verdict:
    """So many days before the first day as the city's profile says: what is printed bears its name."""
    days = city().form_days.sponsorship_notice
    last = starts_on - dt.timedelta(days=days)
    return allow_if(
        timezone.localdate() <= last,
        gettext(
            "後援は、始まる日の{days}日前まで（この日なら{last}まで）に申請してください。間に合わないときは、担当の課に相談してください。"
        ).format(days=days, last=japanese_date(last)),
    )
