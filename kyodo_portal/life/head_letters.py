"""The head of the chain of seals goes out of the house once a day: whoever wrote the whole record anew
in the database could not reach into the letters that have been sent."""

import datetime as dt

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from kyodo_portal.cities import city
from kyodo_portal.life.seals import AuditSeal, head, seal_due
from kyodo_portal.post import outbox
from kyodo_portal.words.text import japanese_date, japanese_datetime

DAY = dt.timedelta(days=1)
WHAT_FOR = (
    "このメールは、記録があとから書き換えられていないことを確かめるためのものです。"
    "消さずに、ポータルとは別のところに取っておいてください。"
)


def write_head_letters(now: dt.datetime) -> int:
    """Tell the administrators the head of the chain, once a day on which something was sealed; how
    many letters these are. Seals before that what has waited for however long. May be run at any
    time, by several workers at once: a day's letter is written once."""
    seal_due(now, everything=True)
    last = head()
    if last is None or not AuditSeal.objects.filter(sealed_at__gt=now - DAY).exists():
        return 0
    administrators = get_user_model()._default_manager.filter(is_superuser=True, is_active=True)
    return sum(_tell(person, last, now) for person in administrators.order_by("pk"))


def _tell(person: object, last: AuditSeal, now: dt.datetime) -> bool:
    today = timezone.localdate(now)
    name, address = getattr(person, "display_name", ""), getattr(person, "email", "")
    paragraphs = [
        f"{outbox.plain_name(name)} さま",
        f"操作の記録の封印は、{japanese_datetime(now)}に次のところまで進んでいます。",
        f"　{last}",
        WHAT_FOR,
        f"確かめるときは、サーバーで次のように入力します。\n　manage.py verify_audit --head {last}",
        f"{settings.BASE_URL}/admin/",
        f"{city().name} {city().desk.name}",
    ]
    return outbox.queue(
        to=address,
        subject=f"【協働ポータル】操作の記録の照合値（{japanese_date(today)}）",
        body="\n\n".join(paragraphs) + "\n",
        key=f"audit.head:{today.isoformat()}:{getattr(person, 'pk', '')}",
    )
