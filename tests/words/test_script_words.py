"""What scripts tell people: written on the page, in its language, where no reading can stand."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from kyodo_portal.words.readings import with_readings
from tests.proposals.factories import make_proposal
from tests.proposals.pages import signed_in
from tests.words.test_catalogues import KANA_OR_KANJI

SCRIPTS = sorted(Path(settings.BASE_DIR, "static", "js").glob("*.js"))

SAVED = {
    "ja": 'data-saved="下書きを保存しました {time}"',
    "ja-easy": 'data-saved="下書きを保存しました {time}"',
    "en": 'data-saved="Draft saved at {time}"',
}
FAILED = {
    "ja": 'data-failed="まだ保存できていません。',
    "ja-easy": 'data-failed="まだ保存できていません。',
    "en": 'data-failed="Not saved yet.',
}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_has_no_words_of_its_own(script: Path) -> None:
    assert KANA_OR_KANJI.findall(script.read_text(encoding="utf-8")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", SAVED)
def test_draft_tells_the_script_what_to_say(code: str) -> None:
    proposal = make_proposal()
    with translation.override(code):
        address = reverse("proposals:whole", args=[proposal.pk])
    page = signed_in(proposal.created_by).get(address).content.decode()

    assert SAVED[code] in page
    assert FAILED[code] in page


@pytest.mark.once
@pytest.mark.parametrize(
    ("code", "cancel"), [("ja", "やめる"), ("ja-easy", "もどる"), ("en", "Go back")]
)
def test_button_that_asks_once_more_says_how_not_to(code: str, cancel: str) -> None:
    with translation.override(code):
        html = Template("{% button '押す' confirm='｜本当《ほんとう》に？' %}").render(Context())

    assert f'data-confirm="本当に？" data-cancel="{cancel}"' in with_readings(html)
