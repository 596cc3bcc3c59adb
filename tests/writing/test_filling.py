"""A finished page filled with what was typed before: whatever was typed, it stands in its field."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyodo_portal.writing.kept.filling import Filling
from tests.trust.reading import _Page

pytestmark = pytest.mark.once

PAGE = """<!DOCTYPE html><main id="main"><form method="get"><input name="q" value="x"></form>
<form method="post" action="/logout/"><input type="hidden" name="mark" value="m0"></form>
<form class="a" method="post"><input type="hidden" name="mark" value="m1">
<input type="hidden" name="seen" value="new"><input name="line" title="a value=&quot;b&quot;" value="old">
<textarea name="text">
alt</textarea><input type="checkbox" name="ticks" value="1" checked><input type="checkbox" name="ticks" value="2">
<input type="radio" name="one" value="a"><input type="radio" name="one" value="b" checked>
<select name="choice"><option value="">-</option><option value="7" selected>七</option><option>八</option></select>
<select name="several" multiple><option value="1" selected>一</option><option value="2">二</option></select>
<input type="file" name="file"><button name="check" value="1">確認</button></form></main>"""

#: What browsers send: no NUL, and line ends that a page's reader does not tell apart.
words = st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"]))


def sent_by(html: str) -> dict[str, str]:
    page: Any = _Page("http://testserver/page/")
    page.feed(html)
    return dict(next(form for form in page.forms if "text" in form.fields).fields)


def filling(**fields: list[str]) -> Filling:
    return Filling(PAGE, page="/page/", address="/page/", fields=fields)


@given(line=words, text=words)
def test_every_text_comes_back_as_it_was_typed(line: str, text: str) -> None:
    made = filling(line=[line], text=[text], seen=["old"])

    sent = sent_by(made.with_head("", ""))

    assert (sent["line"], sent["text"].removeprefix("\n"), sent["seen"]) == (line, text, "old")
    assert sent["mark"] == "m1"


def test_ticks_and_choices_stand_as_they_were_sent() -> None:
    html = filling(ticks=["2"], one=["a"], choice=["八"], several=["2"]).with_head("", "")

    assert html.count(" checked") == 2
    assert '<input type="checkbox" name="ticks" value="2" checked>' in html
    assert '<input type="radio" name="one" value="a" checked>' in html
    assert "<option selected>八</option>" in html
    assert '<option value="7">七</option>' in html
    assert '<option value="2" selected>二</option>' in html
    assert '<option value="1">一</option>' in html


def test_what_has_no_place_is_left_over_and_what_is_said_stands_before_the_form() -> None:
    made = filling(line=["x"], gone=["言葉"], check=["1"])

    assert made.homeless == {"gone": ["言葉"]}
    assert '<i></i><form class="a" method="post"><b></b>' in made.with_head("<b></b>", "<i></i>")


def test_page_without_the_form_says_it_at_its_head() -> None:
    made = Filling(PAGE, page="/page/", address="/page/", fields={"part": ["reply"], "zzz": ["x"]})

    assert made.form is None
    assert '<main id="main"><b></b>' in made.with_head("<b></b>", "<i></i>")
    assert "<i></i>" not in made.with_head("<b></b>", "<i></i>")
