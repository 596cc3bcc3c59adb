"""What of the projects can be hidden (`kyodo_portal.life.hiding`)."""

from django.utils.translation import gettext_lazy as _

from groups.models import Group
from kyodo_portal.life.hiding import HideableKind, Wrote, register
from projects.models import Update, UpdatePhoto
from projects.models.updates import UpdateSide


def _wrote_update(update: Update) -> Wrote:
    """Its author; the partner group under whose name it stands, or the responsible departments."""
    project = update.project
    if update.side == UpdateSide.CITY:
        departments = frozenset(project.responsible_department_ids())
        return Wrote(update.posted_by, departments=departments)
    partners = Group.objects.filter(pk__in=project.partner_group_ids())
    told_by = partners.filter(name=update.side_label) or partners
    return Wrote(update.posted_by, groups=frozenset(group.pk for group in told_by))


register(
    [
        HideableKind(
            model=Update,
            key="update",
            label=_("活動の報告"),
            title=lambda update: f"事業「{update.project.title}」の活動の報告",
            words=lambda update: f"{update.title}\n\n{update.body}",
            wrote=_wrote_update,
        ),
        HideableKind(
            model=UpdatePhoto,
            key="photo",
            label=_("活動の写真"),
            title=lambda photo: f"事業「{photo.update.project.title}」の活動の写真",
            words=lambda photo: photo.caption,
            wrote=lambda photo: _wrote_update(photo.update),
            picture=lambda photo: photo.url,
        ),
    ]
)
