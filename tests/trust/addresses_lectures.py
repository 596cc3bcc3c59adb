"""The addresses of the lectures: the menu is everybody's, its drafts and its keeping are the city's."""

from tests.trust.outcomes import act, both, page

STAFF = "staff other_staff coordinator"

LECTURES = [
    page("lectures:list", ok="all"),
    page("lectures:list", query="?field=9&minutes=60&state=open&sort=short", ok="all"),
    page("lectures:detail", "lecture", ok="all"),
    page("lectures:detail", "lecture_before", ok="all"),
    page("lectures:detail", "lecture_draft", ok=f"{STAFF} superuser"),
    both(
        page("lectures:menu", ok=STAFF, otherwise="no", anonymous="login"),
        act("lectures:menu", otherwise="no", anonymous="login"),
    ),
]
