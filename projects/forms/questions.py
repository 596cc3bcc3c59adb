"""A question to a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.forms.guests import GuestForm
from kyodo_portal.writing.before_public import AsksBeforePublic
from kyodo_portal.writing.fields import PlainModelForm
from projects.models import Question


class QuestionForm(AsksBeforePublic, GuestForm, PlainModelForm):
    """What somebody wants to know."""

    becomes_public = ("text",)

    class Meta:
        model = Question
        fields = ("text", "may_be_public")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "text": _("電話番号や病気のことなど、答えに要らない個人のことは書かないでください。"),
            "may_be_public": _(
                "選ぶと、同じことを知りたい方も読めるように、答えと一緒に公開されることがあります。"
            ),
        }
