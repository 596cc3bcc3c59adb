"""Beginning an evaluation: of which 年度, mid-term or final, and until when."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from evaluations.models import Round
from evaluations.rules.evaluations import has_ended
from kyodo_portal.words.text import fiscal_year, fiscal_year_label
from kyodo_portal.writing.columns import field_of
from kyodo_portal.writing.fields import DueDateField
from projects.models import Project

#: Days from the beginning of an evaluation to its usual date.
USUAL_DAYS = 30


class OpenForm(forms.Form):
    """Begin an evaluation: of which 年度, mid-term or final, until when. Offers only what the
    project allows now."""

    fiscal_year = forms.TypedChoiceField(label=_("評価する年度"), coerce=int)
    round = forms.ChoiceField(label=pgettext_lazy("評価", "時期"), widget=forms.RadioSelect)
    due_on = DueDateField(
        label=_("記入の期限"),
        help_text=_(
            "団体と市の両方が、この日までに評価シートを書きます。例：2027-03-31、令和9年3月31日"
        ),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = fiscal_year(timezone.now())
        years = range(project.fiscal_year, max(project.fiscal_year_end, now) + 1)
        field_of(self, "fiscal_year", forms.TypedChoiceField).choices = [
            (year, fiscal_year_label(year)) for year in years
        ]
        rounds = [Round.MIDTERM]
        if has_ended(project):
            rounds = [Round.FINAL, Round.MIDTERM]
        else:
            self.fields["round"].help_text = gettext("最終評価は、事業が終わってから始められます。")
        field_of(self, "round", forms.ChoiceField).choices = [
            (each.value, gettext("{label}評価").format(label=each.label)) for each in rounds
        ]
        self.initial = {
            "fiscal_year": min(max(project.fiscal_year, now), years[-1]),
            "round": rounds[0],
            "due_on": timezone.localdate() + dt.timedelta(days=USUAL_DAYS),
            **self.initial,
        }
