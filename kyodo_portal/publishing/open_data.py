"""The page of the open data, and the files: sent as they are read, a few records in memory."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kyodo_portal.cities import city
from kyodo_portal.files.csv_cells import BOM, csv_row, plain
from kyodo_portal.lists.filters import MOST_NAMED, PortalFilterSet
from kyodo_portal.publishing.datasets import Dataset, publisher
from kyodo_portal.publishing.kinds import datasets
from kyodo_portal.publishing.refusing import refusal_as_json, refusal_as_page
from kyodo_portal.web.linked_data import LICENCE, absolute, city_body, described

LINES_AT_ONCE = 100


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is to download, what each column means, and on what terms."""
    shown = [(dataset, dataset.standing()) for dataset in datasets().values()]
    changes = [standing["updated_at"] for _, standing in shown if standing["updated_at"]]
    context = {
        "crumbs": [(gettext("オープンデータ"), None)],
        "datasets": [
            {"dataset": dataset, "list_url": reverse(dataset.list_name), **standing}
            for dataset, standing in shown
        ],
        "updated_at": max(changes, default=None),
        "publisher": publisher(),
        "licence": LICENCE,
        "linked_data": _catalogue(),
    }
    return render(request, "opendata/open_data.html", context)


@login_not_required
@require_safe
def as_csv(request: HttpRequest, name: str) -> HttpResponseBase:
    """A dataset for spreadsheet programs: UTF-8 with its mark, every cell quoted, no formula."""
    dataset = _dataset(name)
    filterset = dataset.asked(request.GET)
    refusal = refusal_as_page(request, filterset, reverse(dataset.list_name))
    if refusal is not None:
        return _readable_elsewhere(refusal, filterset)
    answer = _streamed(request, _csv_of(dataset, filterset.qs), "text/csv; charset=utf-8")
    file_name = f"{city().municipality_code}_{dataset.slug}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return _open_to_all(answer, filterset)


@login_not_required
@require_safe
def as_json(request: HttpRequest, name: str) -> HttpResponseBase:
    """A dataset for programs: a list of records."""
    dataset = _dataset(name)
    filterset = dataset.asked(request.GET)
    refusal = refusal_as_json(request, filterset, reverse(dataset.list_name))
    if refusal is not None:
        return _readable_elsewhere(refusal, filterset)
    answer = _streamed(request, _json_of(dataset, filterset.qs), "application/json")
    return _open_to_all(answer, filterset)


@login_not_required
@require_safe
def dictionary(request: HttpRequest, name: str) -> HttpResponseBase:
    """What the columns of a dataset mean, for programs."""
    answer = JsonResponse(_dataset(name).dictionary(), json_dumps_params={"ensure_ascii": False})
    return _open_to_all(answer)


def _dataset(name: str) -> Dataset:
    known = datasets()
    if name not in known:
        raise Http404
    return known[name]


def _csv_of(dataset: Dataset, records: Any) -> Iterator[str]:
    lines = [BOM + csv_row(column.label for column in dataset.columns)]
    for values in dataset.rows(records):
        lines.append(csv_row(values))
        if len(lines) >= LINES_AT_ONCE:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _json_of(dataset: Dataset, records: Any) -> Iterator[str]:
    before = "[\n"
    for values in dataset.rows(records):
        record = dict(zip(dataset.keys, map(plain, values), strict=True))
        yield before + json.dumps(record, ensure_ascii=False, cls=DjangoJSONEncoder)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _streamed(request: HttpRequest, parts: Iterator[str], kind: str) -> HttpResponseBase:
    """The file in parts; whoever asks for the headers alone costs no reading."""
    if request.method == "HEAD":
        return HttpResponse(content_type=kind)
    return StreamingHttpResponse(parts, content_type=kind)


def _open_to_all(
    answer: HttpResponseBase, filterset: PortalFilterSet | None = None
) -> HttpResponseBase:
    """Under the licence of the open data, for pages of other sites too."""
    answer.headers["Link"] = f'<{LICENCE}>; rel="license"'
    return _readable_elsewhere(answer, filterset)


def _readable_elsewhere(
    answer: HttpResponseBase, filterset: PortalFilterSet | None = None
) -> HttpResponseBase:
    """Pages of other sites may read the answer: the file, and that it was refused, which they would
    else take for a broken connection. Filters that could not be used are named."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "Link, X-Unused-Filters"
    if filterset is not None:
        unused = [one.name for one in filterset.unusable] + filterset.unknown[:MOST_NAMED]
        if unused:
            answer.headers["X-Unused-Filters"] = ", ".join(quote(name[:50]) for name in unused)
    return answer


def _catalogue() -> dict[str, Any]:
    """The datasets as search engines for data read them."""
    told = [
        described(
            "Dataset",
            name=f"{publisher()}の{dataset.title}",
            description=dataset.about,
            license=LICENCE,
            creator=city_body(),
            distribution=[
                {
                    "@type": "DataDownload",
                    "encodingFormat": kind,
                    "contentUrl": absolute(reverse(route, args=[dataset.slug])),
                }
                for kind, route in (
                    ("text/csv", "open_data_csv"),
                    ("application/json", "open_data_json"),
                )
            ],
        )
        for dataset in datasets().values()
    ]
    return described(
        "DataCatalog",
        name=f"{publisher()} 協働ポータルのオープンデータ",
        url=absolute(reverse("open_data")),
        license=LICENCE,
        publisher=city_body(),
        dataset=told,
    )
