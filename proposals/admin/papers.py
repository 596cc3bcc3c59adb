"""Proposals on paper at the desk: how they came, and the letters that are posted in place of mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from groups.models import Group, Guest
from groups.rules.groups import can_view_contact
from kyodo_portal.cities import city
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.flows import MoveRefused
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.staff.base import NOTHING_BESIDE
from kyodo_portal.staff.pages import PageAdmin
from kyodo_portal.templatetags.ui_contact import contact_links
from proposals.actions.ideas import confirm_by_call
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
        nothing = {"came_in": "", "paper_letters": [], "may_enter": False, "may_receive": False}
        nothing |= {"guest_facts": [], "to_be_called": False}
        if not (obj.is_from_counter or obj.guest_id):
            return nothing
        may_handle = may_handle_proposal(request.user, obj)
        guest = obj.guest if may_handle else None
        return {
            "came_in": came_in_words(obj) if obj.is_from_counter else "",
            "guest_facts": self._reached(request, obj, guest) if guest else [],
            "to_be_called": guest is not None and not guest.is_confirmed,
            "paper_letters": letters_to_post(obj) if may_handle else [],
            "may_enter": may_write_from_paper(request.user, obj),
            "may_receive": can_receive_paper(request.user, obj),
        }

    def _reached(self, request: HttpRequest, obj: Proposal, guest: Guest) -> list[tuple[str, Any]]:
        """Who offers an idea without an account, and how to reach them; that it was read is written down."""
        self.note_reading(request, ReadingKind.CONTACT, of=obj)
        facts = [
            ("アイデアを出した方", guest.name),
            ("電話番号", contact_links(guest.phone) if guest.phone else ""),
            ("メールアドレス", contact_links(guest.email) if guest.email else ""),
            ("住所", guest.address),
        ]
        return [(label, value) for label, value in facts if value]

    def called(self, request: HttpRequest, obj: Proposal) -> str:
        """The desk has spoken with who left a telephone number only."""
        confirm_by_call(idea=obj, by=request.user)
        return "ご本人と確かめ、アイデアを受け付けました。"

    def letters_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The letters that wait, one sheet each, for the browser's printing."""
        proposal = self.found(request, object_id)
        may_handle_proposal(request.user, proposal).enforce()
        contact = proposal.guest or self._address_of(request, proposal.group)
        if proposal.guest is not None:
            self.note_reading(request, ReadingKind.CONTACT, of=proposal)
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
