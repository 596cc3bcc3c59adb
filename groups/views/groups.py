"""The pages about groups: the registry, one group, applying and keeping the record true."""

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups import profile
from groups.actions.groups import apply_group, change_group
from groups.alike import Alike, what_is_alike
from groups.flows.groups import GROUP_FLOW, NOT_ACCEPTED_BY
from groups.forms.application import GroupForms
from groups.models import ContactDetails, Group, GroupDocument, GroupStatus, Membership, PictureRole
from groups.models.groups import BEFORE_REGISTRATION
from groups.models.people import account_of
from groups.networks import Ties, ties_of
from groups.offering import offers_of
from groups.published.filters import TALLIES
from groups.published.kinds import GROUPS
from groups.questions import HAPPENED, HELP_WANTED, NEXT_DAYS, PROJECTS_SHOWN, PUBLIC_PROJECTS
from groups.register import card_of, lines_of
from groups.rules.groups import (
    can_apply,
    can_edit,
    can_view_contact,
    can_view_documents,
    may_manage,
)
from groups.rules.networks import may_keep_network
from groups.rules.offers import can_make_offer
from groups.rules.people import belongs_to, coordinates, keeps_money_of
from groups.rules.renewal import can_renew
from groups.views.reading import note_reading_of
from kyodo_portal.cities import city, said
from kyodo_portal.life.acts import MoveRefused
from kyodo_portal.life.history import last_note, story_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.life.recorded import Reader
from kyodo_portal.lists.listing import listing
from kyodo_portal.web.bodies import takes_files
from kyodo_portal.web.crumbs import Crumbs
from kyodo_portal.writing.guarded import Guarded, one_at_a_time
from kyodo_portal.writing.kept.shown import is_shown_again
from kyodo_portal.writing.once import own_key

PROJECTS_IN_FRONT = 3
"""Projects that stand open on a group's page; the others are folded."""


@login_not_required
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """The registry of groups: searched, filtered, sorted."""
    groups = GROUPS.listed_for(request.user).with_list_parts()
    filterset = GROUPS.narrowed(request.GET, groups)
    shown = listing(request, filterset, TALLIES)
    context = {
        **shown,
        "cards": [card_of(line) for line in lines_of(shown["page_obj"])],
        "crumbs": [(pgettext("一覧", "団体"), None)],
    }
    return render(request, "groups/group_list.html", context)


@login_not_required
@require_safe
def group_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One group as everybody may know it; its managers and the coordinators also see where its
    registration stands and what it gave for it."""
    groups = Group.objects.visible_to(request.user).select_related("contact", "adviser")
    people = Membership.objects.select_related("user").in_order()
    group = get_object_or_404(
        groups.prefetch_related("fields", "pictures", Prefetch("memberships", queryset=people)),
        pk=pk,
    )
    contact = getattr(group, "contact", None) or ContactDetails(group=group)
    inside = bool(can_view_contact(request.user, group))
    if inside and contact.pk:
        note_reading_of(request, ReadingKind.CONTACT, group)
    memberships = [row for row in group.memberships.all() if row.ended_at is None]
    shown = [] if group.is_hidden else group.pictures.all()
    pictures = {picture.role: picture for picture in shown}
    entries = list(group.history())
    is_returned = group.status == GroupStatus.RETURNED
    is_open = group.status in BEFORE_REGISTRATION
    projects = () if is_open else PUBLIC_PROJECTS.of(group)
    helped = HELP_WANTED.of(group, by=request.user)
    context = {
        "group": group,
        "message": group.shown("message"),
        "photo": pictures.get(PictureRole.PHOTO),
        "logo": pictures.get(PictureRole.LOGO),
        "help_wanted": helped.lines,
        "may_ask_for_help": helped.may_ask,
        "is_recruiting": helped.is_recruiting,
        "crumbs": _crumbs((group.name, None)),
        "given": offers_of(group),
        "may_offer": group.status == GroupStatus.REGISTERED and can_make_offer(request.user, group),
        "next_days": () if is_open else NEXT_DAYS.of(group),
        "ties": Ties() if is_open else ties_of(group),
        "may_keep_network": group.is_network and may_keep_network(request.user, group),
        "linked_data": GROUPS.linked_data_of(group),
        "facts": profile.public_facts(group, is_recruiting=helped.is_recruiting),
        "open_contact": profile.open_contact(contact, request.user),
        "more_for_accounts": contact.is_opened_to_accounts() and not is_signed_in(request.user),
        "projects": projects[:PROJECTS_IN_FRONT],
        "more_projects": projects[PROJECTS_IN_FRONT:PROJECTS_SHOWN],
        "has_more_projects": len(projects) > PROJECTS_SHOWN,
        "past_days": [] if is_open else profile.past_days(group, HAPPENED.of(group)),
        "timeline": story_of(
            group, reader=Reader.PARTIES if inside else Reader.PUBLIC, entries=entries
        ),
        "inside": inside,
        "is_open": is_open,
        "may_edit": can_edit(request.user, group),
        "keeps_accounts": keeps_money_of(request.user, [group.pk]),
        "offers": GROUP_FLOW.offers(request.user, group),
        "move_url": reverse("groups:move", args=[group.pk]),
        "correction": last_note(group, "return", entries) if inside and is_returned else "",
        "not_accepted_because": last_note(group, NOT_ACCEPTED_BY, entries)
        if inside and group.status == GroupStatus.NOT_ACCEPTED
        else "",
        "contact": profile.contact_rows(contact) if inside else [],
        "memberships": memberships if inside else [],
        "documents": _documents(request, group),
        "checklist": profile.checklist(group) if inside and is_open else [],
        "is_coordinator": coordinates(request.user, group),
        "may_write_journal": not is_open and may_manage(request.user, group),
        "hold_url": _hold_url(request.user, group),
        "may_renew": inside and can_renew(request.user, group),
        "is_of_group": inside or belongs_to(request.user, [group.pk]),
    }
    return render(request, "groups/group_detail.html", context)


def _hold_url(person: Person, group: Group) -> str:
    """Where those who speak for a group make a day of it; nothing for others, or once it is struck off."""
    if group.status == GroupStatus.DELETED or not may_manage(person, group):
        return ""
    return f"{reverse('events:create')}?holder=group:{group.pk}"


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: HttpRequest) -> HttpResponse:
    """Apply for the registration of a group."""
    can_apply(request.user).enforce()
    forms = GroupForms(request.POST, request.FILES) if request.method == "POST" else GroupForms()
    alike = alike_in(forms, request) if request.method == "POST" and forms.is_valid() else None
    if request.method == "POST" and forms.is_valid() and not alike:
        key = forms.about.cleaned_data["submission_key"]
        try:
            group, is_new = apply_group(by=request.user, key=key, **forms.record)
        except MoveRefused:  # another window was first
            alike = alike_in(forms, request)
        else:
            told = gettext("この申請は、すでに受け付けています。")
            messages.success(request, _applied(group) if is_new else told)
            return redirect(group)
    context = {
        "forms": forms,
        "alike": alike,
        "counter": None,
        "files_lost": files_lost(request),
        "heading": gettext("団体の登録を申請する"),
        "crumbs": _crumbs((gettext("登録を申請する"), None)),
        "group": None,
        "seen": None,
        "back": reverse("groups:list"),
        "submit_label": gettext("この内容で申請する"),
    }
    return render(request, "groups/group_form.html", context)


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
@one_at_a_time(Group)
def group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the record of a group true, or mend a returned application."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    can_edit(request.user, group).enforce()
    name = group.name
    contact = ContactDetails.objects.filter(group=group).first()
    if contact is not None and request.method != "POST":  # what is posted, its writer knows
        note_reading_of(request, ReadingKind.CONTACT, group)

    def made(data: Any = None) -> GroupForms:
        files = None if data is None else request.FILES
        return GroupForms(data, files, group=group, contact=contact)

    page = Guarded(request, made, parts=attrgetter("shown"))
    forms = page.form
    if page.is_clear and forms.is_valid():
        change_group(by=request.user, removed=forms.documents.removed, **forms.record)
        messages.success(request, _changed(group))
        return page.saved(group)
    is_returned = group.status == GroupStatus.RETURNED
    context = {
        "forms": forms,
        "alike": None,
        "counter": None,
        "files_lost": files_lost(request),
        "heading": gettext("「{name}」の内容を直す").format(name=name),
        "crumbs": _crumbs((name, group.get_absolute_url()), (gettext("内容を直す"), None)),
        "group": group,
        "correction": last_note(group, "return") if is_returned else "",
        "back": group.get_absolute_url(),
        "submit_label": gettext("この内容で保存する"),
    }
    return page.shown("groups/group_form.html", context)


@login_not_required
@require_POST
def group_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the registration of a group along."""
    group = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    return make_move(request, GROUP_FLOW, group)


def _crumbs(*rest: tuple[str, str | None]) -> Crumbs:
    return [(pgettext("一覧", "団体"), reverse("groups:list")), *rest]


def alike_in(forms: GroupForms, request: HttpRequest) -> Alike | None:
    """What is there under such a name already, unless this person says that theirs is another group: an
    application of their own that is still open stands in the way all the same. The same form arriving
    twice is no second one."""
    given, account = forms.about.cleaned_data, account_of(request.user)
    but_key = own_key(given["submission_key"], account)
    alike = what_is_alike(given["name"], by=account, but_key=but_key)
    return alike if alike.own or "again" not in request.POST else None


def files_lost(request: HttpRequest) -> bool:
    """Whether documents were chosen that have to be chosen again: those of a kept text lie here."""
    return bool(request.FILES) and not is_shown_again(request)


def _documents(request: HttpRequest, group: Group) -> list[GroupDocument]:
    """Those this person may read, the newest 年度 first."""
    documents = group.documents.order_by(F("fiscal_year").desc(nulls_last=True), "pk")
    if can_view_documents(request.user, group):
        return list(documents)
    return list(documents.opened_to(request.user)) if group.is_public else []


def _applied(group: Group) -> str:
    return gettext(
        "「{name}」の登録を申請しました。{desk}が内容を確認し、"
        "登録できたとき、または直してほしいところがあるときに、メールでお知らせします。"
        "登録されるまで、このページはほかの人には見えません。"
    ).format(name=group.name, desk=said(city().desk.name))


def _changed(group: Group) -> str:
    if group.status == GroupStatus.RETURNED:
        return gettext(
            "内容を保存しました。直し終わったら、下の「もう一度申請する」を押してください。"
        )
    return gettext("内容を保存しました。")
