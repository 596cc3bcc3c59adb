"""In which language words of a PDF are read out. WeasyPrint writes down the language of the whole page
and no other; words in another one, marked in the page by `<span lang>`, are marked here in the PDF.
"""

import importlib
import logging
from collections.abc import Iterator
from typing import Any

logger = logging.getLogger(__name__)


def mark_languages(document: Any, pdf: Any) -> None:
    """For WeasyPrint's `finisher`: gives each span of the PDF's structure the language of its span of
    the page. WeasyPrint makes the structure box by box in the order of the page, and keeps no other
    tie between the two; should they match no more, nothing is marked and the log says so."""
    boxes = [
        box
        for page in document.pages
        for box in _boxes_in(page._page_box)
        if box.element is not None and box.element_tag == "span"
    ]
    spans = [part for part in pdf.objects if _is_span(part)]
    if len(boxes) != len(spans):
        logger.warning("Languages are not marked: %s spans as %s", len(boxes), len(spans))
        return
    string = importlib.import_module("pydyf").String
    for box, span in zip(boxes, spans, strict=True):
        language = box.element.get("lang")
        if language:
            span["Lang"] = string(language)


def _boxes_in(box: Any) -> Iterator[Any]:
    """A box and all within it in the order of the page; lines and bare text, which have no part in the
    structure of their own, are passed over."""
    box = getattr(box, "_box", box)  # what stands apart from the text is in its place by proxy
    kind = type(box).__name__
    if kind == "TextBox":
        return
    if kind != "LineBox":
        yield box
    for child in getattr(box, "children", ()):
        yield from _boxes_in(child)


def _is_span(part: Any) -> bool:
    """Whether this object of the PDF is a span of the page: it holds other parts. The numbers of the
    words themselves are held by parts that WeasyPrint adds beneath."""
    if not isinstance(part, dict) or part.get("S") != "/Span":
        return False
    return not any(isinstance(held, int) for held in part["K"])
