"""What the city says about accessibility: its statement, and what was tested with what result.

みんなの公共サイト運用ガイドライン asks for both pages; how the standing is worded follows JIS X
8341-3:2016: 準拠 may be claimed only after every criterion was tested by people too. What is shown
comes from `accessibility.toml`, which the tests compare with what they really walk.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kyodo_portal.cities import city, said
from kyodo_portal.templatetags.ui_contact import contact_links
from kyodo_portal.words.calendar import japanese_date
from kyodo_portal.words.languages import listed

RECORD = Path(__file__).with_suffix(".toml")

WAYS = {
    "machine": _("機械で一部を試験"),
    "keyboard": _("キーボードの操作を自動で試験"),
    "html": _("機械で試験"),
    "absent": _("対象がない"),
    "none": _("試験はこれから"),
}
"""How a criterion was looked at, as the page says it."""

PARTS = {
    "public": _("だれでも見られるページ"),
    "account": _("ログインして使うページ"),
    "admin": _("管理画面"),
}
"""The parts of the portal in which kinds of pages are listed."""


@cache
def record() -> dict[str, Any]:
    """The record of the tests: dates, tools, looks, criteria, kinds of pages with their states."""
    return tomllib.loads(RECORD.read_text())


@login_not_required
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """What is aimed at and by when, what falls short, and how to tell of a difficulty."""
    context = {
        "crumbs": [(gettext("アクセシビリティ方針"), None)],
        **contents(),
    }
    return render(request, "site/accessibility.html", context)


def contents() -> dict[str, Any]:
    """What the statement says beside the words of its template."""
    desk = city().desk
    return {
        "record": record(),
        "desk": desk,
        "contact": [
            (gettext("窓口"), said(desk.name)),
            (gettext("場所"), said(desk.address)),
            (gettext("電話"), contact_links(desk.phone)),
            (gettext("メール"), contact_links(desk.email)),
        ],
    }


@login_not_required
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was tested on which kinds of pages, and what was not."""
    kept = record()
    tools = kept["tools"]
    context = {
        "crumbs": [
            (gettext("アクセシビリティ方針"), reverse("accessibility")),
            (gettext("試験の結果"), None),
        ],
        "record": kept,
        "summary": [
            (gettext("試験した日"), japanese_date(kept["tested_on"])),
            (
                gettext("axe で調べた決まり"),
                gettext("WCAG 2.2 のレベルAとAA（2.0 と 2.1 を含む）のすべて"),
            ),
            (gettext("axe が見つけた違反"), gettext("なし")),
            (
                gettext("使ったもの"),
                listed(
                    (f"axe-core {tools['axe']}", f"Nu HTML Checker {tools['nu']}", tools["browser"])
                ),
            ),
            (gettext("人による試験"), gettext("まだ行っていません")),
        ],
        "looks": [gettext(look) for look in kept["looks"].values()],
        "parts": [
            (
                label,
                [
                    (gettext(kind), listed(gettext(state) for state in states))
                    for kind, states in kept["kinds"][part].items()
                ],
            )
            for part, label in PARTS.items()
        ],
        "criteria": [
            {"number": number, "level": level, "name": gettext(name), "way": WAYS[way]}
            for number, (level, name, way) in kept["criteria"].items()
        ],
        "untested": sum(way == "none" for _level, _name, way in kept["criteria"].values()),
    }
    return render(request, "site/accessibility_results.html", context)
