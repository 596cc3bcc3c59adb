"""Names that pretend: the city's own words, letters that look like others, another person's name.

Two names are the same to a reader when they are read alike: in whatever width and case, with
whatever stands between the letters, in letters of other scripts that look like them.
"""

import re

from django.utils.translation import gettext

from groups.models import Department, User
from kyodo_portal.cities import city
from kyodo_portal.life.roles import Role
from kyodo_portal.life.verdicts import ALLOWED, Verdict, refuse
from kyodo_portal.words.alike import as_read, foreign_look_alikes
from kyodo_portal.words.languages import listed

OF_THE_PORTAL = ("協働ポータル", *Role.labels)
"""By what the portal calls itself and the city's side."""

NOBODYS = "（自動）"
"""What stands for a name where nobody acted."""

_PEOPLE_OF_THE_CITY = re.compile("^(?:民|内|在住|在勤|出身)")
"""What may follow the city's name in the name of somebody who only lives there."""


def can_be_called(name: str) -> Verdict:
    """Whether somebody who signs up may be shown to others by this name."""
    if mixed := foreign_look_alikes(name):
        return refuse(
            gettext(
                "「表示名」に、見た目がよく似た別の文字（キリル文字やギリシャ文字）が混ざっています：{letters}。"
                "ほかの人とまちがえられないように、ふだんの文字で入力しなおしてください。"
            ).format(letters=listed(mixed))
        )
    if word := _official_word_in(name):
        return refuse(
            gettext(
                "「{word}」は、市の職員や市からのお知らせとまちがえられるため、表示名に使えません。"
                "お名前や、ふだん呼ばれている名前を入力してください。"
            ).format(word=word)
        )
    if (read := as_read(name)) and User.objects.filter(name_as_read=read).exists():
        return refuse(
            gettext(
                "この表示名は、ほかの人が使っています。まちがえられないように、"
                "地区や愛称を足すなど、少し変えてください。"
            )
        )
    return ALLOWED


def _official_word_in(name: str) -> str:
    """The word for which somebody would take this name for the city's; empty where there is none."""
    read = as_read(name)
    words = [*city().official_names, *OF_THE_PORTAL, city().desk.name]
    words += Department.objects.active().values_list("name", flat=True)
    if read == as_read(NOBODYS):
        return NOBODYS
    for word in words:
        if as_read(word) in read:
            return word
    _, found, after = read.partition(as_read(city().name))
    return city().name if found and not _PEOPLE_OF_THE_CITY.match(after) else ""
