"""What every part of the admin shares: who sees it, what the lists take, moves, history, export.

Permissions come from the rules of the portal and never from Django's own permission rows. Nothing
is deleted, no status is typed, and no list can be narrowed by a column its filters do not name.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from kyodo_portal.files.spreadsheets import CONTENT_TYPE, Column, spreadsheet
from kyodo_portal.life import audit
from kyodo_portal.life.flows import REGISTRY, flow_of
from kyodo_portal.life.history import Event, public_note_of
from kyodo_portal.life.moves import make_move
from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.queues import days_since
from kyodo_portal.life.reading import ReadingKind, note_reading
from kyodo_portal.life.recorded import ENTERED, REWRITTEN, Recorded
from kyodo_portal.life.records import WithStatus
from kyodo_portal.life.roles import Role
from kyodo_portal.life.stand_ins import running_for, stands_in
from kyodo_portal.life.standing_in import can_name_stand_in, may_name_stand_ins
from kyodo_portal.life.verdicts import ALLOWED, Verdict, refuse
from kyodo_portal.search.narrowing import having
from kyodo_portal.search.queries import parse
from kyodo_portal.staff.districts import without_districts
from kyodo_portal.staff.exports import LARGE
from kyodo_portal.staff.fields import PlainAdminFields
from kyodo_portal.staff.filters import QueueChangeList, allowed_params, queue_shown
from kyodo_portal.staff.in_list import FromList
from kyodo_portal.staff.offered import first_things_first, in_panels
from kyodo_portal.staff.seen import SeenAdmin
from kyodo_portal.staff.shown import columns_in_words
from kyodo_portal.templatetags.ui import status_badge
from kyodo_portal.words.calendar import japanese_date
from kyodo_portal.words.languages import Words
from kyodo_portal.words.text import MAX_QUERY

READ_ONLY = refuse("この画面では、見ることだけができます。")
ExportColumns = tuple[tuple[Words, Callable[[Any], Any]], ...]
"""The columns of a spreadsheet: what each is called, and what stands in it."""

BY_INDEX = ("search_document",)
"""The `search_fields` of a part whose records are `Searchable`: the search's index is asked, and no
column of the records."""

HISTORY_LENGTH = 100
"""Entries of the record shown on a page; the newest count."""

NOTHING_BESIDE: dict[str, Any] = {
    "has_status": False,
    **in_panels([]),
    "history": [],
    "stand_in_url": "",
    "stand_ins": [],
    "next_one": None,
    "next_url": "",
}
"""What stands beside the form of a record that is not stored yet, or has no status."""


class PortalAdmin(FromList, SeenAdmin, PlainAdminFields, admin.ModelAdmin):
    """The base of every part. A subclass answers `is_for`, and `may_add`, `may_change` and
    `may_open` where more than reading is meant."""

    actions = None
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/portal/change_form.html"
    change_list_template = "admin/portal/change_list.html"
    export_columns: ExportColumns = ()
    export_prefetch: tuple[str, ...] = ()
    """What the export reads beside the rows of the list, in one query each."""
    add_words = ""
    """What a link on the first page of the admin calls adding one; empty where there is none."""
    page_words = "公開ページを見る"
    """What the link to the record's own page is called."""
    shows_contact = False
    """Whether the page of each record shows how to reach somebody: who opens it is written down."""
    lists_contact = False
    """Whether the list does so."""
    not_in_queues: tuple[str, ...] = ()
    """Columns that a queue leaves out, unless they say until when: it says by itself what they would
    say, or has nothing to say there."""

    # ---- who may ----

    def is_for(self, user: Person) -> bool:
        """Whether this part of the admin is there for this person."""
        return user.is_superuser

    def may_add(self, user: Person) -> Verdict:
        return READ_ONLY

    def may_change(self, user: Person, obj: Any) -> Verdict:
        return READ_ONLY

    def may_open(self, user: Person, obj: Any) -> Verdict:
        """Whether the person may read this record here, beyond its being visible to them."""
        return ALLOWED

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.is_for(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_for(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.is_for(request.user) and bool(self.may_add(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None or not self.is_for(request.user):
            return False
        return bool(self.may_change(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # ---- lists ----

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        records = super().get_queryset(request)
        return records.visible_to(request.user) if hasattr(records, "visible_to") else records

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        if request is None:
            return False
        return lookup in allowed_params(self.model, self.get_list_filter(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if tuple(self.search_fields) != BY_INDEX:
            return super().get_search_results(request, queryset, search_term[:MAX_QUERY])
        return having(queryset, parse(search_term)), False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, under its own name or that of the queue to which it is narrowed."""
        queue = queue_shown(request, self.model)
        title = queue.label if queue else f"{capfirst(self.opts.verbose_name_plural)}の一覧"
        page = super().changelist_view(request, {"title": title, **(extra_context or {})})
        shown = getattr(page, "context_data", None) or {}
        if self.lists_contact and "cl" in shown:
            count = len(shown["cl"].result_list)
            self.note_reading(request, ReadingKind.CONTACT, of=self.model, count=count)
        return page

    def note_reading(
        self, request: HttpRequest, kind: ReadingKind, *, of: Any, label: str = "", count: int = 1
    ) -> None:
        """Write down that the person of this request reads this (see `kyodo_portal.life.reading`)."""
        if is_signed_in(request.user):
            note_reading(kind, by=request.user, of=of, label=label, count=count)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QueueChangeList]:
        return QueueChangeList

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """In a queue also since when each record waits, after the columns that name it."""
        columns = list(super().get_list_display(request))
        if queue := queue_shown(request, self.model):
            left_out = set(self.not_in_queues) - {queue.due}
            columns = [name for name in columns if name not in left_out]
            columns.insert(max(1, len(self.list_display_links or ())), "waits_since")
        return columns_in_words(self.model, columns)

    @admin.display(description="いつから", ordering="in_queue_since")
    def waits_since(self, obj: Any) -> str:
        """The day since which a record of a queue waits, and how many days that is."""
        day = japanese_date(timezone.localdate(obj.in_queue_since))
        days = days_since(obj.in_queue_since)
        if days < 1:
            return f"{day}（今日）"
        return f"{day}（{days}日前）"

    @admin.display(description="状態", ordering="status")
    def status_word(self, obj: WithStatus) -> SafeString:
        return status_badge(obj)

    # ---- forms ----

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write only the columns of this form, so that a move made meanwhile stays made."""
        if not change:
            obj.save()
            return
        columns = {field.name for field in self.opts.concrete_fields}
        derived = columns & {"updated_at"}
        obj.save(update_fields=sorted((set(form.cleaned_data) & columns) | derived))

    def log_addition(  # type: ignore[override] # kept in the record, not in Django's log
        self, request: HttpRequest, obj: Any, message: Any
    ) -> None:
        self._record(request, obj, ENTERED, message)

    def log_change(  # type: ignore[override] # kept in the record, not in Django's log
        self, request: HttpRequest, obj: Any, message: Any
    ) -> None:
        if message:
            self._record(request, obj, REWRITTEN, message)

    def _record(self, request: HttpRequest, obj: Any, kind: Recorded, message: Any) -> None:
        names = [
            name for part in message for act in part.values() for name in act.get("fields", ())
        ]
        audit.record(
            kind,
            target=obj,
            by=request.user,
            data={"fields": [str(name) for name in names]} if names else {},
        )

    # ---- pages ----

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, *_: Any) -> HttpResponse:
        raise Http404("お探しのものは見つかりません。")

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is not None and self.is_for(request.user):
            self.may_open(request.user, obj).enforce()
        return obj

    def found(self, request: HttpRequest, object_id: str) -> Any:
        """The record of an address of ours, or the 403 or 404 that its own page would give."""
        if not self.is_for(request.user):
            raise PermissionDenied
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404("お探しのものは見つかりません。")
        return obj

    def list_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def change_url(self, obj: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the page of a record shows beside its form: moves, history, the public page."""
        context = {**NOTHING_BESIDE, "history": self.history_of(request.user, obj)}
        if isinstance(obj, WithStatus):
            context["has_status"] = True
            context |= in_panels(first_things_first(self.offers(request.user, obj)))
            move_url = f"{self.change_url(obj).removesuffix('change/')}move/"
            context["move_url"] = self.address_in_list(request, move_url)
            if may_name_stand_ins(request.user) and can_name_stand_in(request.user, obj):
                named = urlencode({"model": obj._meta.label_lower, "number": obj.pk})
                context["stand_in_url"] = f"{reverse('admin:kyodo_portal_standin_add')}?{named}"
                context["stand_ins"] = running_for(obj)
        return context | self.next_context(request, obj)

    def offers(self, user: Person, obj: Any) -> list[Any]:
        return flow_of(obj).offers(user, obj)

    def has_notes_for(self, user: Person, obj: Any) -> bool:
        """Whether the person reads what was written with each act of this record. By itself only the
        desk, with who stands in for it, and the administrator do; a part names whom else its
        records concern."""
        at_the_desk = is_signed_in(user) and Role.COORDINATOR in user.role_names
        return user.is_superuser or at_the_desk or stands_in(user, obj)

    def history_of(self, user: Person, obj: Any) -> list[Event]:
        """The record of this thing as it was written, newest first, with the people who acted. What
        they wrote with it is read by those whom the record concerns, and by others only where it is
        public."""
        entries = audit.AuditEntry.objects.of(obj).select_related("by")
        entries = entries.order_by("-at", "-pk")[:HISTORY_LENGTH]
        notes: Callable[[audit.AuditEntry], str] = attrgetter("note")
        if not self.has_notes_for(user, obj):
            notes = public_note_of(obj)
        return [
            Event(
                at=entry.at,
                title=entry.label or entry.action,
                body=notes(entry),
                who=entry.by.display_name if entry.by else "（自動）",
                tone="info" if entry.status_after else "neutral",
            )
            for entry in entries
        ]

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the page of this kind of record shows besides."""
        return {}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["show_save_and_add_another"] = False
        context["title"] = f"{self.opts.verbose_name}を登録する" if obj is None else str(obj)
        context |= {**NOTHING_BESIDE, "read_only_because": "", "page_words": self.page_words}
        if obj is not None:
            changing = self.may_change(request.user, obj)
            context["read_only_because"] = "" if changing else changing.reason
            context |= self.record_context(request, obj)
            context |= self.page_context(request, obj)
            context["next_url"] = self.next_url(request, context["next_one"])
            if self.shows_contact:
                self.note_reading(request, ReadingKind.CONTACT, of=obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return redirect(self.change_url(obj))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return redirect(self.address_in_list(request, self.change_url(obj)))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The history stands on the page of the record itself."""
        return redirect(f"{self.change_url(self.found(request, object_id))}#history")

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        own = [path("export/", view(require_safe(self.export_view)), name=f"{name}_export")]
        if self.model._meta.label_lower in REGISTRY:
            move = view(require_POST(self.move_view))
            own.append(path("<path:object_id>/move/", move, name=f"{name}_move"))
        *addresses, _before_django_1_9 = super().get_urls()
        return [*own, *addresses]

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make the posted move and come back to this page, or say why it was not made."""
        obj = self.found(request, object_id)
        after = self.next_in_list(request, obj)
        back = self.address_in_list(request, self.change_url(obj), after)
        return make_move(request, flow_of(obj), obj, back_to=back)

    # ---- export ----

    def exported(self) -> ExportColumns:
        """The columns of the spreadsheet: what the city has nothing to say in is left out."""
        return without_districts(self.export_columns)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The list as it is filtered now, as a spreadsheet."""
        if not self.is_for(request.user):
            raise PermissionDenied
        if not self.export_columns:
            raise Http404("この一覧は、表計算の形では取り出せません。")
        try:
            shown = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect(f"{self.list_url()}?e=1")
        title = capfirst(str(self.opts.verbose_name_plural))
        columns = [Column(label, value) for label, value in self.exported()]
        rows = list(shown.prefetch_related(*self.export_prefetch)[: LARGE + 1])
        if len(rows) > LARGE:
            return self._offer_large(request, title)
        self.note_reading(request, ReadingKind.EXPORT, of=self.model, count=len(rows))
        content = spreadsheet(title, columns, rows)
        return HttpResponse(
            content,
            content_type=CONTENT_TYPE,
            headers={
                "Content-Disposition": content_disposition_header(True, f"{title}.xlsx"),
                "Cache-Control": "private, no-store",
            },
        )

    def _offer_large(self, request: HttpRequest, title: str) -> HttpResponse:
        """Say that this list takes a while, and offer to have it made."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"{title}の一覧を表計算で取り出す",
            "opts": self.opts,
            "largest": LARGE,
            "model": self.model._meta.label_lower,
            "query": request.GET.urlencode(),
            "back": f"{self.list_url()}?{request.GET.urlencode()}",
        }
        return TemplateResponse(request, "admin/portal/large_export.html", context)
