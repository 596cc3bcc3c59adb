"""Two versions of a text, marked word by word and never as markup of its writers."""

import re

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from kyodo_portal.words.differences import MOST_PIECES, marked

#: Before, after, and the marks.
TEXTS = {
    ("花を植える。", "花を植える。"): "花を植える。",
    ("花を植える。", "苗を植える。"): "-花-+苗+を植える。",
    ("10か所", "12か所"): "-10-+12+か所",
    ("", "新しい文"): "+新しい文+",
    ("消した文", ""): "-消した文-",
    ("一行目\n二行目", "一行目\n三行目"): "一行目\n-二行目-+三行目+",
}


def signs(text: str) -> str:
    text = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", text)
    return re.sub("</?del>", "-", re.sub("</?ins>", "+", text))


@pytest.mark.once
def test_words_that_came_and_went_are_marked() -> None:
    shown = {pair: signs(marked(*pair)) for pair in TEXTS}
    assert shown == TEXTS


@pytest.mark.once
def test_marks_are_said_in_words_and_markup_of_writers_is_text() -> None:
    shown = marked("<b>花</b>", "<script>苗</script>")
    assert "<b>" not in shown
    assert "<script>" not in shown
    assert "消した文字：" in shown
    assert "加えた文字：" in shown


@pytest.mark.once
@given(st.text(max_size=60), st.text(max_size=60))
def test_marked_text_holds_both(before: str, after: str) -> None:
    def only(kind: str, other: str) -> str:
        kept = re.sub(rf"<{other}>.*?</{other}>", "", marked(before, after), flags=re.DOTALL)
        words = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", kept)
        return re.sub(rf"</?{kind}>", "", words)

    assert only("del", "ins") == escape(before)
    assert only("ins", "del") == escape(after)


@pytest.mark.once
def test_very_long_text_is_shown_old_beside_new() -> None:
    before = "花a" * MOST_PIECES
    assert signs(marked(before, before + "苗")) == f"-{before}-+{before}苗+"
