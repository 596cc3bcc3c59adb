"""A name that a template of ours does not know fails the test that renders it."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.template import Context, Origin, Template, engines

pytestmark = pytest.mark.once

OURS = settings.BASE_DIR / "templates"


def rendered(source: str, at: Path = OURS / "projects" / "made_up.html") -> str:
    """A template with one known name, as if it stood in this file."""
    engine = engines["django"].engine
    page = Template(source, origin=Origin(str(at)), engine=engine)
    return page.render(
        Context({"known": {"title": "花壇", "nobody": None, "empty": ""}, "words": ["花"]})
    )


@pytest.mark.parametrize(
    "source",
    [
        "{{ tittle }}",
        "{{ known.tittle }}",
        "{{ tittle|default:'' }}",
        "{{ known.title|default:tittle }}",
        "{% if tittle %}{% endif %}",
        "{% if known.title == tittle %}{% endif %}",
        "{% if not known.tittle and known.title %}{% endif %}",
        "{% for word in wrods %}{% endfor %}",
        "{% with word=tittle %}{% endwith %}",
        "{% page_title tittle %}",
        "{% include 'site/_page_missed.html' with page_missed=tittle %}",
        "{% blocktranslate %}{{ tittle }}{% endblocktranslate %}",
        "{% blocktranslate with word=tittle %}{{ word }}{% endblocktranslate %}",
    ],
)
def test_unknown_name_fails(source: str) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"projects/made_up\.html does not know "):
        rendered(source)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ known.title }}{% for word in words %}{{ word }}{% endfor %}", "花壇花"),
        ("{% if known.nobody.name %}誰か{% endif %}{{ known.nobody.name }}", ""),
        ("{{ known.empty.name }}", ""),
        ("{% optional level=2 %}{{ level }}", "2"),
        ("{% with level=3 %}{% optional level=2 %}{{ level }}{% endwith %}", "3"),
        ("{% blocktranslate with word=known.title %}{{ word }}{% endblocktranslate %}", "花壇"),
    ],
)
def test_known_name_is_shown(source: str, shown: str) -> None:
    assert rendered(source) == shown


def test_template_in_the_place_of_anothers_keeps_djangos_way() -> None:
    assert rendered("{{ tittle }}", at=OURS / "admin" / "base_site.html") == ""


STATUS = re.compile(r'(?:status|achievement) [!=]= "(\w*)"')


def test_statuses_that_templates_ask_for_are_known() -> None:
    """A template compares with the value that is stored, as a word: one that no record can have would
    only hide its part of the page."""
    known = {
        str(value)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField) and field.choices
        for value, _ in field.flatchoices
    }
    asked = {
        value for page in OURS.rglob("*.html") for value in STATUS.findall(page.read_text("utf-8"))
    }

    assert {"draft", "cancelled"} < asked
    assert asked - known == set()
