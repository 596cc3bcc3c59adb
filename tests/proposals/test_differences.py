"""What differs between two versions, marked word by word and never as markup of its writers."""

import re
from typing import Any

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from proposals.content.differences import MOST_PIECES, differences, marked
from proposals.content.snapshot import snapshot_of
from proposals.models import Proposal
from tests.proposals.factories import make_proposal

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


@pytest.mark.django_db
def test_fields_and_tables_that_differ_are_named_in_the_order_of_the_form() -> None:
    proposal = make_proposal(title="駅前の花だん")
    before: dict[str, Any] = snapshot_of(proposal)
    proposal.goals.update(how_much="12か所")
    Proposal.objects.filter(pk=proposal.pk).update(title="公園の花だん", requested_amount=90_000)
    after = snapshot_of(Proposal.objects.get())

    found = [
        (str(each.label), signs(each.marked))
        for each in differences(before, after, of=proposal.call)
    ]

    assert found[0] == ("事業名", "-駅前-+公園+の花だん")
    assert [label for label, _ in found] == ["事業名", "目標", "市に負担を希望する額（円）"]
    assert "-10-+12+か所" in found[1][1]
    assert differences(before, before, of=proposal.call) == []
