"""The way to the pages about groups."""

from django.urls import reverse
from django.utils.translation import pgettext

from groups.models import Group
from kyodo_portal.web.crumbs import Crumbs


def crumbs_to(group: Group, *rest: str) -> Crumbs:
    """The list, the group, and what follows."""
    steps: Crumbs = [
        (pgettext("一覧", "団体"), reverse("groups:list")),
        (group.name, group.get_absolute_url()),
    ]
    return [*steps, *((words, None) for words in rest)]
