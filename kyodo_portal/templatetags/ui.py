"""The component catalogue: what every page of the portal is made of.

Built into the templates, so no page loads it. A leaf is `{% badge "新着" tone="info" %}`, a wrapper
is `{% notice tone="info" title="…" %}…{% endnotice %}`. The arguments of each function are the
declared properties of its component: a misspelt one is an error when the page is read.
`/ui/` shows them all while developing.
"""

import re
from dataclasses import dataclass, fields
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.cities import Form, Pattern, said
from kyodo_portal.templatetags import (
    ui_calendar,
    ui_charts,
    ui_contact,
    ui_forms,
    ui_frame,
    ui_hiding,
    ui_marks,
    ui_pictures,
    ui_sharing,
    ui_text,
)
from kyodo_portal.ui.drawn import drawn_once, once_per_language
from kyodo_portal.web.crumbs import Crumbs, from_home
from kyodo_portal.words.asked import AskedIn
from kyodo_portal.words.languages import JAPANESE, Words, current
from kyodo_portal.words.readings import AS_TYPED
from kyodo_portal.words.text import shortened

register = template.Library()
for _part in (
    *(ui_calendar, ui_charts, ui_contact, ui_forms, ui_frame),
    *(ui_hiding, ui_marks, ui_pictures, ui_sharing, ui_text),
):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)

TONES = ("neutral", "info", "success", "warning", "danger", "muted")
"""What a colour and its sign may mean."""

BUTTON_KINDS = ("primary", "secondary", "danger", "text")

MESSAGE_TONES = {"error": "danger", "debug": "neutral"}
"""Message levels whose tone has another name."""


@register.simple_tag
def badge(text: str, *, tone: str = "neutral") -> SafeString:
    """A short word about a record. The tone has a shape too, so colour is never the only sign."""
    return drawn_once("ui/badge.html", text=_as_text(text), tone=_known(tone, TONES))


@register.simple_tag
def status_badge(obj: Any) -> SafeString:
    """Where a record stands in its life now: its `status_label` in the tone of `status_tone`."""
    return badge(obj.status_label, tone=obj.status_tone)


@register.simple_tag
def pattern_badge(value: Any, *, label: str | None = None) -> SafeString:
    """A start pattern: its letter A to D and its name. Takes the row of the profile, or value and label;
    nothing stands for none."""
    if value is None or value == "":
        return SafeString("")
    return _marked(value, label=label, kind="pattern")


@register.simple_tag
def form_badge(value: Any, *, label: str | None = None) -> SafeString:
    """A form of collaboration: its number and its name. Takes the row of the profile, or value and
    label."""
    return _marked(value, label=label, kind="form")


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(crumbs: Crumbs) -> dict[str, Any]:
    """The way to this page from home, which no page says itself; the last step is this page."""
    return {"crumbs": from_home(crumbs)}


@register.inclusion_tag("ui/page_title.html")
def page_title(text: str, *, lead: str = "", caption: str = "") -> dict[str, Any]:
    """The page's one `<h1>`, with a line above it (caption) and an opening sentence (lead)."""
    return {"text": text, "lead": lead, "caption": caption}


@register.inclusion_tag("ui/translation.html")
def translation(record: Any = None) -> dict[str, Any]:
    """On a page in another language: the record's summary in it, and that what people wrote is Japanese."""
    return {
        "foreign": current() != JAPANESE,
        "summary": getattr(record, "summary_in_language", ""),
    }


@register.inclusion_tag("ui/asked_in.html")
def asked_in(record: AskedIn) -> dict[str, Any]:
    """For those who answer: that somebody asked in another language than Japanese, and how they are
    best answered; nothing where it was Japanese, or is not known."""
    return {"code": record.asked_in, "example": AS_TYPED}


@register.simple_tag
def section_heading(text: str, *, id: str = "", level: int = 2) -> SafeString:
    """The heading of a part of the page; with an id, it can be linked to."""
    return drawn_once("ui/section_heading.html", text=_as_text(text), id=id, level=level)


@register.inclusion_tag("ui/button.html")
def button(
    text: str,
    *,
    href: str | None = None,
    type: str = "submit",
    kind: str = "primary",
    name: str = "",
    value: str = "",
    size: str = "md",
    confirm: str = "",
    formaction: str = "",
    form: str = "",
) -> dict[str, Any]:
    """A button, or with `href` a link that looks like one. `confirm` asks once more before acting;
    `form` is the id of the form it belongs to where it stands outside of it."""
    return {
        "text": text,
        "href": href,
        "type": _known(type, ("submit", "button", "reset")),
        "kind": _known(kind, BUTTON_KINDS),
        "name": name,
        "value": value,
        "size": _known(size, ("lg", "md", "sm")),
        "confirm": confirm,
        "formaction": formaction,
        "form": form,
    }


@register.simple_block_tag
def notice(content: str, *, tone: str = "info", title: str = "") -> SafeString:
    """Something people should see before they go on. Ends with `{% endnotice %}`."""
    context = {"content": content, "tone": _known(tone, TONES), "title": title}
    return render_to_string("ui/notice.html", context)


@register.simple_block_tag
def card(content: str, *, title: str, url: str = "", level: int = 3) -> SafeString:
    """One record in a list: a linked title and what is worth knowing. Ends with `{% endcard %}`."""
    context = {"content": content, "title": title, "url": url, "level": level}
    return render_to_string("ui/card.html", context)


@register.simple_block_tag
def empty_state(content: str, *, title: str) -> SafeString:
    """Said where a list has nothing, with what to do instead. Ends with `{% endempty_state %}`."""
    return render_to_string("ui/empty_state.html", {"content": content, "title": title})


@register.inclusion_tag("ui/messages_list.html")
def messages_list(messages: Any) -> dict[str, Any]:
    """The outcome of what the person just did (Django messages), shown once."""
    shown = [
        {"text": m, "tone": MESSAGE_TONES.get(m.level_tag, m.level_tag)} for m in messages or []
    ]
    return {"messages": shown}


@register.inclusion_tag("ui/description_list.html")
def description_list(rows: list[tuple[str, Any]], *, short: bool = False) -> dict[str, Any]:
    """Facts as (name, value); a value nobody has given reads 未記入. Short ones stand beside their names
    on a phone, too."""
    return {
        "rows": [(label, value) for label, value in rows],
        "empty": ui_text.NOT_FILLED_IN,
        "short": short,
    }


@register.inclusion_tag("ui/timeline.html")
def timeline(entries: list[Any], *, label: Words = _("これまでの経過")) -> dict[str, Any]:
    """What happened, in the order given: each entry has at, title, body, who, tone and url."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("ui/steps.html")
def steps(steps: list[tuple[Words, str]], *, label: Words = _("進みぐあい")) -> dict[str, Any]:
    """The stages of a course as (name, state), state being done, current or upcoming."""
    reached = [name for name, state in steps if state != "upcoming"]
    return {
        "steps": steps,
        "label": label,
        "reached": len(reached),
        "now": reached[-1] if reached else "",
        "total": len(steps),
    }


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Any, page_obj: Page, *, label: Words = _("検索結果")) -> dict[str, Any]:
    """The pages of a list, other conditions kept; nothing at all when there is one page."""
    paginator = page_obj.paginator
    pages = paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "query": shortened(context.request.GET) if paginator.num_pages > 1 else None,
        "page_obj": page_obj,
        "pages": list(pages) if paginator.num_pages > 1 else [],
        "gap": paginator.ELLIPSIS,
        "label": label,
    }


@register.simple_tag
def page_of(page_obj: Page) -> str:
    """「（3ページ中1ページ目）」 for the page's `<title>`; nothing when there is one page."""
    total = page_obj.paginator.num_pages
    return (
        gettext("（{total}ページ中{number}ページ目）").format(total=total, number=page_obj.number)
        if total > 1
        else ""
    )


@register.inclusion_tag("ui/photo.html")
def photo(photo: Any, *, lazy: bool = True) -> dict[str, Any]:
    """A picture with its caption. Uses url, width, height, caption and, if it has them, alt and the
    `sizes` a browser may choose from."""
    return {
        "photo": photo,
        "alt": getattr(photo, "alt", "") or photo.caption,
        "sizes": getattr(photo, "sizes", ""),
        "lazy": lazy,
    }


@register.inclusion_tag("ui/task_list.html")
def task_list(tasks: list[Any]) -> dict[str, Any]:
    """What a person has to do: each task has label (a verb), url, due and note."""
    return {"tasks": tasks}


@register.inclusion_tag("ui/whose_turn.html")
def whose_turn(text: str, *, due: Any = None) -> dict[str, Any]:
    """Who acts next on a record, and until when."""
    return {"text": text, "due": due}


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One item of a comparison: both sides' words, how many steps their ratings are apart (None while
    one is missing), and whether that is far."""

    label: str
    gap: int | None = None
    is_wide: bool = False
    group_rating: str = ""
    group_comment: str = ""
    city_rating: str = ""
    city_comment: str = ""

    @classmethod
    def of(cls, row: Any) -> "ComparedRow":
        """A row of an evaluation, or one written down already."""
        if isinstance(row, cls):
            return row
        return cls(**{each.name: getattr(row, each.name) for each in fields(cls)})


@register.simple_tag
def comparison_table(
    rows: list[Any], *, caption: str, group_label: Words = _("団体"), city_label: Words = _("市")
) -> SafeString:
    """Both sides' evaluations beside each other; each row has what a `ComparedRow` has. Those
    far apart are pointed out."""
    return _compared(
        tuple(ComparedRow.of(row) for row in rows),
        caption=_as_text(caption),
        group_label=_as_text(group_label),
        city_label=_as_text(city_label),
    )


@once_per_language(most=200)
def _compared(rows: tuple[ComparedRow, ...], **words: str) -> SafeString:
    return render_to_string("ui/comparison_table.html", {"rows": rows, **words})


def _known(value: str, allowed: tuple[str, ...]) -> str:
    """The value itself, when the component knows it; a typing mistake must not pass silently."""
    if value not in allowed:
        raise ValueError(f"{value!r} is not one of {', '.join(allowed)}")
    return value


def _marked(value: Any, *, label: str | None, kind: str) -> SafeString:
    """A row of the profile, or an enumeration's member, as its sign and its name; the name never repeats
    the sign."""
    if isinstance(value, Pattern | Form):
        sign = value.code if isinstance(value, Pattern) else str(value.number)
        name = said(value.name) if label is None else label
    else:
        sign = _as_text(getattr(value, "value", value))
        name = _as_text(getattr(value, "label", "") if label is None else label)
    if re.match(rf"{re.escape(sign)}[ 　.．:：]", name):
        name = name.removeprefix(sign).strip(" 　.．:：")
    return drawn_once("ui/mark_badge.html", sign=sign, name=name, kind=kind)


def _as_text(value: Any) -> str:
    """What is to be said, in the language of the page; what is safe already stays so."""
    return value if isinstance(value, str) else str(value)
