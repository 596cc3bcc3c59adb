"""Proposals on paper at the desk: how they came, and the letters that are posted in place of mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from groups.models import Group
from groups.rules.groups import can_view_contact
from kyodo_portal.cities import city
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.staff.base import NOTHING_BESIDE
from kyodo_portal.staff.pages import PageAdmin
from proposals.actions.papers import post_letters
from proposals.models import Proposal
from proposals.paper_letters import letters_to_post
from proposals.rules.papers import can_receive_paper, may_write_from_paper
from proposals.rules.proposals import may_handle_proposal


class OnPaperAdmin(PageAdmin):
    """The part of a proposal's page that is about paper."""

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(require_safe(self.letters_view))
        own = path("<path:object_id>/letters/", page, name="proposals_proposal_letters")
        return [own, *super().get_urls()]

    def paper_context(self, request: HttpRequest, obj: Proposal) -> dict[str, Any]:
        """What the page shows of it: nothing for a proposal that its proposers typed."""
        if not obj.is_from_counter:
            return {"came_in": "", "paper_letters": [], "may_enter": False, "may_receive": False}
        may_handle = may_handle_proposal(request.user, obj)
        return {
            "came_in": came_in_words(obj),
            "paper_letters": letters_to_post(obj) if may_handle else [],
            "may_enter": may_write_from_paper(request.user, obj),
            "may_receive": can_receive_paper(request.user, obj),
        }

    def letters_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The letters that wait, one sheet each, for the browser's printing."""
        proposal = self.found(request, object_id)
        may_handle_proposal(request.user, proposal).enforce()
        contact = self._address_of(request, proposal.group)
        context = {
            **self.admin_site.each_context(request),
            **NOTHING_BESIDE,
            "refused_forms": [],
            "title": f"郵送する手紙：{proposal}",
            "opts": self.opts,
            "original": proposal,
            "letters": letters_to_post(proposal),
            "contact": contact,
            "desk": city().desk,
        }
        return TemplateResponse(request, "admin/proposals/proposal/letters.html", context)

    def _address_of(self, request: HttpRequest, group: Group | None) -> Any:
        """Where the group is written to; that it was read is written down."""
        if group is None or not can_view_contact(request.user, group):
            return None
        contact = getattr(group, "contact", None)
        if contact is not None:
            self.note_reading(request, ReadingKind.CONTACT, of=group)
        return contact

    def posted(self, request: HttpRequest, obj: Proposal) -> str:
        """The letters that were on the page are in the post."""
        up_to = request.POST.get("up_to", "")
        if not (up_to.isascii() and up_to.isdecimal() and len(up_to) < 16):
            raise MoveRefused("郵送した手紙が読み取れませんでした。ページを開き直してください。")
        post_letters(proposal=obj, up_to=int(up_to), by=request.user)
        return "手紙を郵送したことを記録しました。"
