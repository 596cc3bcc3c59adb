"""In which language somebody gets their letters: the one of the page they signed up on, until they
choose another."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from groups.accounts.recorded import LANGUAGE_CHOSEN
from groups.models import User
from groups.models.people import account_of
from kyodo_portal.life import audit
from kyodo_portal.life.people import Person
from kyodo_portal.words.languages import JAPANESE, LANGUAGES, Language, of_code


def chosen(language: Language) -> str:
    """What an account keeps of a language: its code, and nothing for Japanese."""
    return "" if language == JAPANESE else language.code


class LanguageForm(forms.Form):
    """The choice of the language of letters."""

    language = forms.ChoiceField(
        label=_("お知らせのメールの言語"),
        widget=forms.RadioSelect,
        choices=[(each.code, each.name) for each in LANGUAGES],
        help_text=_("日本語のほかを選ぶと、その言語のあとに、同じことを日本語でも書きます。"),
    )


@transaction.atomic
def choose_language(*, by: Person, code: str) -> None:
    """Letters to this person are written in this language from now on."""
    account = User.objects.get(pk=account_of(by).pk)
    language = chosen(of_code(code))
    if User.objects.filter(pk=account.pk).exclude(language=language).update(language=language):
        audit.record(LANGUAGE_CHOSEN, target=account, by=account, note=of_code(code).name)
