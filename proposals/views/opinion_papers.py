"""What of a round of opinions leaves the screen: the form to hand in on paper, and the opinions as a spreadsheet."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from groups.models.people import account_of
from kyodo_portal.cities import city
from kyodo_portal.files.spreadsheets import CONTENT_TYPE, Column, spreadsheet
from kyodo_portal.life.reading import ReadingKind, note_reading
from proposals.models import Opinion, OpinionGroup
from proposals.rules import opinion_rounds, opinions
from proposals.views.opinion_rounds import crumbs_to, found_round

BLOCKS = range(3)
"""How many opinions have room on the printed form; who writes more adds a sheet."""

COLUMNS = (
    Column("受付番号", lambda opinion: opinion.submission.receipt),
    Column("受け付けた方法", lambda opinion: opinion.submission.get_received_how_display()),
    Column("受け付けた日", lambda opinion: opinion.submission.received_on),
    Column("どのような方か", lambda opinion: opinion.submission.get_writer_kind_display()),
    Column("該当箇所", lambda opinion: str(opinion.section or "案の全体")),
    Column("意見", lambda opinion: opinion.text),
    Column("理由", lambda opinion: opinion.reason),
    Column("状態", lambda opinion: opinion.status_label),
    Column("対象外の理由", lambda opinion: opinion.set_aside_because),
    Column("まとまり", lambda opinion: _headings(opinion)),
    Column("区分", lambda opinion: _kinds(opinion)),
    Column("同じ文の意見の数", lambda opinion: opinion.same),
)
"""Without names and addresses: those stand on the page of the submission, where each reading is written down."""


def _headings(opinion: Any) -> str:
    return "、".join(group.heading for group in opinion.groups.all())


def _kinds(opinion: Any) -> str:
    groups: list[OpinionGroup] = opinion.groups.all()
    return "、".join(group.get_kind_display() for group in groups if group.kind)


@login_not_required
@require_safe
def opinion_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to be printed and handed in on paper, until the deadline."""
    round_ = found_round(request.user, pk)
    opinions.can_hand_in_on_paper(round_).enforce()
    context = {
        "round": round_,
        "sections": round_.sections.all(),
        "kinds": [kind for kind in city().opinion_writers if kind.code in round_.writers],
        "blocks": BLOCKS,
        "crumbs": crumbs_to(round_, gettext("意見書の用紙")),
    }
    return render(request, "opinions/paper.html", context)


@require_safe
def opinions_as_spreadsheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Every opinion that counts with what became of it, for those who answer. Taking it out is written down."""
    round_ = found_round(request.user, pk)
    opinion_rounds.may_keep_round(request.user, round_).enforce()
    standing = Opinion.objects.standing().filter(submission__round=round_)
    rows: list[Any] = list(
        standing.select_related("submission", "section").prefetch_related("groups")
    )
    texts = Counter(opinion.text_key for opinion in rows)
    for opinion in rows:
        opinion.same = texts[opinion.text_key]
    by = account_of(request.user)
    note_reading(ReadingKind.EXPORT, by=by, of=round_, count=len(rows))
    content = spreadsheet(round_.title, COLUMNS, rows)
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="opinions-{round_.pk}.xlsx"'
    return answer
