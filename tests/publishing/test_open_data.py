"""The page of the open data keeps each table of columns folded away until somebody asks for it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kyodo_portal.publishing.kinds import datasets

pytestmark = pytest.mark.django_db

DATASETS = datasets()


@pytest.mark.parametrize("name", DATASETS)
def test_columns_are_folded_under_the_name_of_their_file(client: Client, name: str) -> None:
    page = client.get(reverse("open_data")).content.decode()
    dataset = DATASETS[name]
    _, heading, below = page.partition(f'id="{name}"')
    folded = re.search(r"<details ([^>]*)>\s*<summary>(.*?)</summary>(.*?)</details>", below, re.S)

    assert heading
    assert folded is not None
    attributes, summary, table = folded.groups()
    assert f'data-opened-by="{name}"' in attributes
    assert not re.search(r"\bopen\b(?!ed)", attributes.replace("data-opened-by", ""))
    assert summary == f"{dataset.title}の項目の表（{len(dataset.columns)}項目）"
    assert table.count("<code>") == len(dataset.columns)
    assert page.count("data-opened-by=") == len(DATASETS)
    assert "js/opened-by" in page
