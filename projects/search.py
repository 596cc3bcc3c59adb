"""Whose words a project's are beside its own: its partners' and those of its reports on the way. It
is indexed anew when they change."""

from collections.abc import Iterable

from groups.models import Department, Group
from kyodo_portal import search
from projects.models import Event, HelpWanted, Lecture, Partner, Project, Update


def projects_of_group(group: Group) -> Iterable[Project]:
    """Every project the group is a partner of."""
    return Project.objects.of_groups([group.pk]).order_by("pk")


def project_of_partner(partner: Partner) -> Iterable[Project]:
    """The project whose partner it is, or was."""
    return Project.objects.filter(pk=partner.project_id)


def project_of_update(update: Update) -> Iterable[Project]:
    """The project that it reports on."""
    return Project.objects.filter(pk=update.project_id)


def events_of_project(project: Project) -> Iterable[Event]:
    """The days of the project: they are found by its name, and public with it."""
    return Event.objects.with_organiser().filter(project=project).order_by("pk")


def events_of_group(group: Group) -> Iterable[Event]:
    """The days a group holds by itself."""
    return Event.objects.with_organiser().filter(group=group).order_by("pk")


def help_of_group(group: Group) -> Iterable[HelpWanted]:
    """What the group asks for: it is found and hidden with the group."""
    return HelpWanted.objects.filter(group=group.pk).order_by("pk")


def help_of_project(project: Project) -> Iterable[HelpWanted]:
    """What the project asks for."""
    return HelpWanted.objects.filter(project=project.pk).order_by("pk")


def lectures_of_department(department: Department) -> Iterable[Lecture]:
    """What the department speaks about: it is found by its name."""
    return (
        Lecture.objects.select_related("department").filter(department=department.pk).order_by("pk")
    )


search.follow(Department, lectures_of_department)
search.follow(Group, projects_of_group)
search.follow(Group, help_of_group)
search.follow(Project, help_of_project)
search.follow(Group, events_of_group)
search.follow(Project, events_of_project)
search.follow(Partner, project_of_partner)
search.follow(Update, project_of_update)
