"""The cells of the admin's lists are named by words alone, whatever stands at the head of a column."""

import pytest
from django.utils.safestring import SafeString

from kyodo_portal.templatetags.admin_cells import labelled

pytestmark = pytest.mark.once


def test_cell_is_named_by_the_words_above_it() -> None:
    headers = [
        {"text": SafeString('<input type="checkbox" aria-label="すべて">')},
        {"text": "事業"},
        {"text": '"課" & <係>'},
    ]
    cells = [
        SafeString('<td class="action-checkbox">□</td>'),
        SafeString('<th class="field-title">花</th>'),
        SafeString("<td>みどり</td>"),
    ]

    assert list(labelled(cells, headers)) == [
        '<td data-label="" class="action-checkbox">□</td>',
        '<th class="field-title">花</th>',
        '<td data-label="&quot;課&quot; &amp; &lt;係&gt;">みどり</td>',
    ]
