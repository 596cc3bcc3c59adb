"""The quilt of a record is the same for good, differs from its neighbours', and carries nothing but shapes."""

import gzip
import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from kyodo_portal.cities import load_city
from kyodo_portal.templatetags.ui_pictures import picture
from kyodo_portal.ui.quilts import DIFFERENT, is_quilt, quilt, quilt_url

pytestmark = pytest.mark.once

FIELDS = range(21)


def test_every_field_has_a_quilt_of_its_own() -> None:
    fields = [field.number for field in load_city("yoshikawa").fields]
    drawn = {field: quilt(field, 7) for field in FIELDS}

    assert set(fields) <= set(FIELDS)
    assert len(set(drawn.values())) == len(FIELDS)
    assert [field for field, svg in drawn.items() if not 1_500 < len(svg) < 9_000] == []


def test_quilt_is_always_the_same_and_another_for_the_next_record() -> None:
    once = quilt(7, 4)
    quilt.cache_clear()

    assert quilt(7, 4) == once
    assert len({quilt(7, record) for record in range(50)}) == 50
    assert quilt_url(7, 4) == "/quilts/7-4.svg"
    assert quilt_url(7, DIFFERENT + 4) == "/quilts/7-4.svg"


def test_fields_of_a_citys_own_and_none_have_the_quilt_of_every_field() -> None:
    assert [quilt_url(field, 4) for field in (None, 0, 55)] == ["/quilts/0-4.svg"] * 3


@pytest.mark.parametrize("field", FIELDS)
def test_quilt_has_only_shapes_and_colours(field: int) -> None:
    drawn = {element.tag.rpartition("}")[2] for element in ET.fromstring(quilt(field, 1)).iter()}  # noqa: S314 - our own drawing
    svg = quilt(field, 1)

    assert drawn <= {"svg", "path", "circle", "rect", "ellipse"}
    assert re.findall(r"style|script|href|MAIN|STRONG|SPOT", svg) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/quilts/7-4.svg", 200),
        ("/quilts/0-999.svg", 200),
        ("/quilts/7-1000.svg", 404),
        ("/quilts/21-4.svg", 404),
        ("/quilts/99999999999999999999-1.svg", 404),
    ],
)
@pytest.mark.django_db
def test_quilt_is_kept_by_browsers_for_good(client: Client, path: str, status: int) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert is_quilt(0, 999)


class Photo:
    url, width, height, caption = "/media/photo.webp", 400, 300, "花に水をやる人"


def test_photo_has_its_words_and_a_quilt_none() -> None:
    assert 'alt="花に水をやる人"' in picture(4, photo=Photo)
    assert "data-drawn" not in picture(4, photo=Photo)
    assert 'src="/quilts/7-4.svg" alt=""' in picture(4, field=7, band=True)


def test_quilt_comes_compressed_to_whoever_takes_it_so(client: Client) -> None:
    plain = client.get("/quilts/7-4.svg")
    packed = client.get("/quilts/7-4.svg", headers={"accept-encoding": "gzip"})

    assert gzip.decompress(packed.content) == plain.content == quilt(7, 4).encode()
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    assert {answer.headers["Vary"] for answer in (plain, packed)} == {plain.headers["Vary"]}
