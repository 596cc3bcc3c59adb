"""Pages about groups."""

from typing import Any

from django.http import HttpResponse


def _soon(*_: Any, **__: Any) -> HttpResponse:
    return HttpResponse("")


group_list = group_create = group_detail = group_edit = group_move = group_document = _soon
