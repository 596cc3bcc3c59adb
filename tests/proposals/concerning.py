"""What people see is needed, complete by default."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from groups.models import Guest, User
from kyodo_portal.files.uploads import check_photo
from proposals.models import Concern, ConcernPhoto
from tests.factories import make_user, today
from tests.projects.factories import photo_upload

ANSWER = {
    "outcome": "city",
    "answer": "電球を取り替えます。",
    "answer_when": "12月中",
    "answered_as": "道路課",
}


def make_concern(title: str = "", status: str = "public", **more: Any) -> Concern:
    """Something that somebody told: published, unless told otherwise."""
    if status in ("public", "answered", "done"):
        more.setdefault("published_at", timezone.now())
    if status in ("answered", "done"):
        more = {**ANSWER, "answered_at": timezone.now(), **more}
    if not {"guest", "created_by"} & set(more):
        more["created_by"] = make_user()
    return Concern.objects.create(
        **{
            "title": title or "通学路の街灯が消えている",
            "place": "第一公園の北側の道",
            "text": "夕方に暗くて、子どもが通りにくいです。",
            "status": status,
            "look_by": today(),
            **more,
        }
    )


def make_guest(**more: Any) -> Guest:
    """Somebody without an account who told something and typed the code."""
    told = {"name": "見本 花子", "email": "hanako@example.jp", "came_for": "concern"}
    confirmed = {"confirmed_at": timezone.now(), "confirmed_how": "code"}
    forget_on = today() + dt.timedelta(days=365)
    return Guest.objects.create(**{**told, **confirmed, "forget_on": forget_on, **more})


def add_photo(concern: Concern, by: User | None = None, **more: Any) -> ConcernPhoto:
    """A photo of it that nobody has looked at, unless told otherwise."""
    checked = check_photo(photo_upload())
    photo = ConcernPhoto.from_checked(
        checked,
        by=by,
        concern=concern,
        width=checked.width,
        height=checked.height,
        **{"caption": "消えた街灯", **more},
    )
    photo.save()
    return photo


def status_of(client: Client, page: str) -> int:
    """What a page answers; a photo is read to its end, so that its file is closed again."""
    answer = client.get(page)
    answer.getvalue()
    return answer.status_code
