"""What of the projects can be hidden (`kyodo_portal.life.hiding`)."""

from django.utils.translation import gettext_lazy as _

from groups.models import Group
from kyodo_portal.life.hiding import HideableKind, Wrote, register
from kyodo_portal.life.interest import ids
from projects.models import EventPhoto, HelpWanted, Question, Update, UpdatePhoto
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


def _wrote_photo_of_event(photo: EventPhoto) -> Wrote:
    """Who showed it, and those who hold the day."""
    return Wrote(
        photo.uploaded_by,
        groups=photo.event.organiser_group_ids(),
        departments=photo.event.organiser_department_ids(),
    )


def _wrote_help(wanted: HelpWanted) -> Wrote:
    """Whoever asked, and those who decide about the answers."""
    groups, departments = ids(wanted.group_id), ids(wanted.department_id)
    if wanted.project is not None:
        groups = frozenset(wanted.project.partner_group_ids())
        departments = frozenset(wanted.project.responsible_department_ids())
    return Wrote(wanted.created_by, groups=groups, departments=departments)


def _wrote_question(question: Question) -> Wrote:
    """Who asked; the partner under whose name it was answered, else the responsible departments."""
    project = question.project
    answered = [
        partner.group_id
        for partner in project.partners.all()
        if partner.label in question.answered_as.split("、")
    ]
    departments = () if answered else project.responsible_department_ids()
    return Wrote(question.user, groups=ids(*answered), departments=frozenset(departments))


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
        HideableKind(
            model=EventPhoto,
            key="event_photo",
            label=_("催しの写真"),
            title=lambda photo: f"催し「{photo.event.title}」の写真",
            words=lambda photo: photo.caption,
            wrote=_wrote_photo_of_event,
            picture=lambda photo: photo.url,
        ),
        HideableKind(
            model=HelpWanted,
            key="help",
            label=_("手伝いの募集"),
            title=lambda wanted: f"{wanted.owner}の手伝いの募集"[:200],
            words=lambda wanted: "\n\n".join(
                filter(None, (wanted.title, wanted.text, wanted.conditions, wanted.cost))
            ),
            wrote=_wrote_help,
        ),
        HideableKind(
            model=Question,
            key="question",
            label=_("質問と答え"),
            title=lambda question: f"事業「{question.project.title}」への質問",
            words=lambda question: f"{question.text}\n\n{question.answer}",
            wrote=_wrote_question,
            seen=lambda _: Question.objects.public(),
            place=lambda question: f"{question.project.get_absolute_url()}#questions",
        ),
    ]
)
