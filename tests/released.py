"""What a portal shows that took in the dump of an earlier release. Runs within `manage.py shell`."""

from typing import Any

from django.conf import settings
from django.test import Client

from evaluations.models import Evaluation
from groups.models import User
from kyodo_portal.life.verifying import verify
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.search import making
from projects.models import Project, UpdatePhoto
from tests.trust.world import signed_in_as

PUBLIC = (
    *("/", "/guide/", "/projects/", "/groups/", "/calls/", "/evaluations/", "/statistics/"),
    *("/opendata/", "/opendata/projects.json", "/feeds/projects.xml", "/en/", "/easy/"),
)
OWN = {
    "citizen@example.jp": "/my/",
    "group@example.jp": "/my/",
    "staff@example.jp": "/admin/",
    "coordinator@example.jp": "/admin/",
}

ASKED: Any = {"headers": {"x-forwarded-proto": "https"}}
"""As the web server in front asks."""


def told() -> dict[str, Any]:
    """The pages that were not answered with 200, and what must be true beside them."""
    settings.ALLOWED_HOSTS = ["testserver"]
    report = Evaluation.objects.filter(status="published").first()
    project = Project.objects.filter(published_at__isnull=False).first()
    photo = UpdatePhoto.objects.first()
    assert report is not None
    assert project is not None
    assert photo is not None
    records = (report.get_absolute_url(), project.get_absolute_url())
    visitor = Client(**ASKED)
    answers = {path: visitor.get(path).status_code for path in (*PUBLIC, *records)}
    for email, path in OWN.items():
        browser = Client(**ASKED)
        browser.cookies[settings.SESSION_COOKIE_NAME] = signed_in_as(User.objects.get(email=email))
        answers[f"{email} {path}"] = browser.get(path).status_code
    finding = verify().finding
    with photo.file.open("rb") as file:
        has_photo = len(file.read()) == photo.size
    found = visitor.get("/search/", {"q": project.title}).content.decode()
    return {
        "not answered": {page: status for page, status in answers.items() if status != 200},
        "pages": len(answers),
        "record of acts": finding.what if finding else "",
        "search is made": making.made_at() is not None,
        "project is found": project.get_absolute_url() in found,
        "photo is there": has_photo,
        "letters to be sent": OutgoingMail.objects.waiting().count(),
    }
