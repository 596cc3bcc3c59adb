"""The live catalogue of components at `/ui/`, for those who develop the portal."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kyodo_portal.life.history import Event
from kyodo_portal.life.verdicts import ALLOWED, refuse
from kyodo_portal.lists.filters import Chip
from kyodo_portal.templatetags.ui import ComparedRow
from kyodo_portal.ui.charts import Pair
from kyodo_portal.ui.months import Month, MonthEntry, month_drawn


class SamplePattern(models.TextChoices):
    """Stands for the start patterns."""

    A = "A", "ともに始める型"
    B = "B", "あとから組む型"
    C = "C", "市が始める型"
    D = "D", "市民が始める型"


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="事業の名前", max_length=40, help_text="40字までで書きます。")
    summary = forms.CharField(
        label="どんなことをしますか", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    people = forms.IntegerField(
        label="参加する人数", widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    begins_on = forms.DateField(
        label="始める日", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    pattern = forms.ChoiceField(
        label="始まりかた", choices=SamplePattern.choices, widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="市にお願いしたいこと",
        choices=[("place", "会場"), ("news", "広報"), ("money", "費用の一部")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="いくつでも選べます。",
    )
    kind = forms.ChoiceField(
        label="分野", choices=[("", "選んでください"), ("1", "環境"), ("2", "子ども")]
    )
    photo = forms.FileField(
        label="写真",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )
    agreed = forms.BooleanField(label="内容が公開されることを確かめました")


class SampleRow(forms.Form):
    """A line of a budget."""

    item = forms.CharField(label="費目", max_length=60)
    amount = forms.IntegerField(
        label="金額（円）", widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    note = forms.CharField(label="内訳", required=False, max_length=200)


class SampleFilter(forms.Form):
    """What a FilterSet has for its form."""

    q = forms.CharField(label="ことば", required=False, max_length=100)
    pattern = forms.MultipleChoiceField(
        label="始まりかた",
        choices=SamplePattern.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    year = forms.ChoiceField(
        label="年度", choices=[("", "すべて"), ("2026", "令和8年度")], required=False
    )


class SampleThing:
    """A record with a status, and nothing stored."""

    live_status = "submitted"
    status_label = "提出"
    status_tone = "info"


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, with made-up contents. Not there in production."""
    if not settings.DEBUG:
        raise Http404
    rows = forms.formset_factory(SampleRow, extra=2, can_delete=True)
    bad_form = SampleForm({"title": "", "people": "たくさん"}, prefix="bad")
    bad_rows = rows(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-item": "会場費"}, prefix="form"
    )
    return render(
        request,
        "ui_gallery.html",
        {
            "thing": SampleThing(),
            "tones": ("neutral", "info", "success", "warning", "danger", "muted"),
            "patterns": list(SamplePattern),
            "form_numbers": [(str(n), f"形態{n}") for n in range(1, 10)],
            "crumbs": [("協働事業", "/projects/"), ("見本川の生きもの調べ", None)],
            "form": SampleForm(),
            "bad_form": bad_form,
            "bad_rows": bad_rows,
            "filterset": SimpleNamespace(
                form=SampleFilter(request.GET or None, auto_id="filter_%s")
            ),
            "chips": [Chip("令和8年度", "?"), Chip("環境", "?")],
            "facts": [("目的", "川の生きものを調べ、守る人をふやす"), ("会場", None), ("人数", 24)],
            "entries": _events(),
            "stages": [
                ("相談", "done"),
                ("提案", "done"),
                ("審査", "current"),
                ("協定", "upcoming"),
                ("実施", "upcoming"),
                ("評価", "upcoming"),
            ],
            "page_obj": Paginator(range(200), 10).get_page(request.GET.get("page", 6)),
            "tasks": [
                SimpleNamespace(
                    label="役割の表を確かめる",
                    url="#",
                    due=date(2026, 12, 1),
                    note="市は確かめました",
                ),
                SimpleNamespace(
                    label="ふりかえりを書く", url="", due=None, note="終了すると書けます"
                ),
            ],
            "offers": _offers(),
            "ratings": _ratings(),
            "pair_steps": ["D", "C", "B", "A"],
            "pairs": [
                Pair("課題と目的の共有", 4, 4),
                Pair("役割の履行と、約束したことをはじめに決めたとおりに進められたか", 1, 3),
                Pair("市だけが答えた項目", None, 2),
            ],
            "amounts": [("団体", 120_000), ("市", 300_000), ("その他", 0)],
            "by_year": [("令和6年度", 8), ("令和7年度", 12), ("令和8年度", 3)],
            "month": _month(),
            "today": date(2026, 4, 1),
            "now": datetime(2026, 4, 1, 0, 5, tzinfo=UTC),
            "text": "はじめの段落です。\n続きの行 https://example.jp/a?b=1、おわり。\n\n次の段落 <b>",
        },
    )


def _events() -> list[Event]:
    return [
        Event(
            at=datetime(2026, 11, 3, 1, 30, tzinfo=UTC),
            title="提案を提出しました",
            body="審査は12月に行われます。",
            who="見本川を守る会",
            tone="info",
            url="#",
        ),
        Event(at=date(2026, 10, 1), title="相談を受け付けました", tone="success"),
    ]


def _month() -> Month:
    held = [MonthEntry(f"花だんの水やり {n}", "#") for n in range(1, 6)]
    return month_drawn(
        date(2026, 4, 1),
        {date(2026, 4, 4): held, date(2026, 4, 12): [MonthEntry("川の生きもの調べ", "#", True)]},
        today=date(2026, 4, 1),
        url_of_month=lambda _: "#",
        url_of_day=lambda _: "#",
    )


def _offers() -> list[SimpleNamespace]:
    def move(name: str, label: str, **more: Any) -> SimpleNamespace:
        plain = {"note_label": "", "asks_due": False, "confirm": "", "tone": "secondary"}
        return SimpleNamespace(name=name, label=label, **{**plain, **more})

    return [
        SimpleNamespace(move=move("submit", "提案を提出する", tone="primary"), verdict=ALLOWED),
        SimpleNamespace(
            move=move("return", "補正を求める", note_label="直してほしいこと", asks_due=True),
            verdict=ALLOWED,
        ),
        SimpleNamespace(
            move=move(
                "withdraw", "取り下げる", tone="danger", confirm="この提案を取り下げますか。"
            ),
            verdict=ALLOWED,
        ),
        SimpleNamespace(
            move=move("sign", "協定を結ぶ"),
            verdict=refuse("役割の表を市がまだ確かめていません。"),
        ),
    ]


def _ratings() -> list[ComparedRow]:
    return [
        ComparedRow(
            "課題と目的の共有",
            gap=0,
            group_rating="A よくできた",
            group_comment="はじめに三回話し合いました。",
            city_rating="A よくできた",
        ),
        ComparedRow(
            "役割の履行",
            gap=2,
            is_wide=True,
            group_rating="D できなかった",
            group_comment="当日の受付に人が足りませんでした。",
            city_rating="B できた",
            city_comment="広報は予定どおりでした。",
        ),
    ]
