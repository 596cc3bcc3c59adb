"""What a record of a past project must say: every column with its rule."""

from collections.abc import Callable
from typing import Any

from kyodo_portal.cities import city
from kyodo_portal.cities.choices import fields_found, forms_found, known_forms, patterns_found
from kyodo_portal.files.tables.columns import Column, Rules
from kyodo_portal.files.tables.values import flag, many, only_yes, text
from projects.imports.districts import district_faults
from projects.imports.values import (
    BETWEEN_ADDRESSES,
    BETWEEN_NUMBERS,
    activity_field,
    collaboration_form,
    pattern,
    web_address,
    year,
    yen,
)
from projects.models.projects import names_of_this_city

COLUMNS: dict[str, Column] = {
    "id": Column(text(100), required=True),
    "city": Column(text(50), required=True),
    "title": Column(text(200), required=True),
    "partner_name": Column(text(200)),
    "partner_type": Column(text(50)),
    "department": Column(text(500)),
    "purpose": Column(text(2000), required=True),
    "proposal_type": Column(text(200)),
    "start_pattern": Column(pattern, required=lambda: city().asks_for_pattern),
    "start_pattern_name": Column(text(50)),
    "forms": Column(many(collaboration_form, BETWEEN_NUMBERS), required=True),
    "form_names": Column(many(text(50))),
    "primary_form": Column(collaboration_form, required=True),
    "form_basis": Column(text(50)),
    "reasoning": Column(text(2000)),
    "field_no": Column(activity_field, required=True),
    "field_name": Column(text(100)),
    "fiscal_year": Column(year, required=True),
    "fiscal_year_end": Column(year, required=True),
    "fiscal_year_label": Column(text(50)),
    "budget_total_yen": Column(yen),
    "budget_city_yen": Column(yen),
    "decision": Column(text(5000)),
    "evaluation": Column(text(5000)),
    "source_urls": Column(many(web_address, BETWEEN_ADDRESSES)),
    "confidence": Column(text(50)),
    "note": Column(text(5000)),
    "budget_cap_yen": Column(yen),
    "fiscal_year_certain": Column(flag),
    "district": Column(text(100)),
    "district_name": Column(text(100)),
    "between_citizens": Column(only_yes),
}


def _are_names_of(forms: list[int], names: list[str]) -> bool:
    """Whether the forms are called so, here or elsewhere, each in its place."""
    return len(forms) == len(names) and all(
        name in known_forms()[number] for number, name in zip(forms, names, strict=True)
    )


def _contradictions(record: dict[str, Any], heading: Callable[[str], str]) -> list[tuple[str, str]]:
    """Where two columns of a record, each right by itself, do not go together."""
    found = []
    forms, primary = record.get("forms"), record.get("primary_form")
    if forms == []:
        found.append(("forms", "形態を一つ以上書いてください。"))
    elif forms and len(set(forms)) != len(forms):
        found.append(("forms", "同じ形態が二度出てきます。"))
    elif forms and primary is not None and primary not in forms:
        found.append(("primary_form", f"主な形態が、{heading('forms')} の中にありません。"))
    names = record.get("form_names")
    if forms and names and not _are_names_of(forms, names):
        found.append(("form_names", f"{heading('forms')} の番号と、形態の名前が合いません。"))
    letter, called = record.get("start_pattern"), record.get("start_pattern_name")
    known = city().pattern(letter) if letter else None
    if known and called and known.name != called:
        reason = f"{heading('start_pattern')} の記号と、類型の名前が合いません。"
        found.append(("start_pattern_name", reason))
    first, last = record.get("fiscal_year"), record.get("fiscal_year_end")
    if first is not None and last is not None and last < first:
        found.append(("fiscal_year_end", "終わりの年度が、始まりの年度より前です。"))
    total, share = record.get("budget_total_yen"), record.get("budget_city_yen")
    if total is not None and share is not None and share > total:
        found.append(("budget_city_yen", "市の負担が、事業費より多くなっています。"))
    if not (record.get("partner_name") or record.get("partner_type")):
        names_of = f"名前（{heading('partner_name')}）か種別（{heading('partner_type')}）"
        found.append(("partner_name", f"相手の団体の{names_of}が必要です。"))
    found += district_faults(record, heading) + _unused_kinds(record, heading)
    found += _not_among_citizens(record, heading)
    if any(len(name) > 100 for name in departments_of(record)):
        found.append(("department", "課の名前は、一つあたり100文字までです。"))
    return found


def _unused_kinds(record: dict[str, Any], heading: Callable[[str], str]) -> list[tuple[str, str]]:
    """Kinds that this city does not use, in a record of its own: its profile would have to name them from
    then on (`cities.in_use`), and until it does nothing starts. Another city's record keeps what it has."""
    if record.get("city") not in names_of_this_city():
        return []
    patterns, forms, fields = dict(patterns_found()), dict(forms_found()), dict(fields_found())
    told = {
        "start_pattern": (record.get("start_pattern") or "") in {"", *patterns},
        "forms": set(record.get("forms") or ()) <= forms.keys(),
        "primary_form": record.get("primary_form") in {None, *forms},
        "field_no": record.get("field_no") in {None, *fields},
    }
    reason = (
        "この市では使っていません。使っているものに書きかえるか、市の設定ファイルに加えてください。"
    )
    return [(name, reason) for name, is_used in told.items() if not is_used]


def _not_among_citizens(
    record: dict[str, Any], heading: Callable[[str], str]
) -> list[tuple[str, str]]:
    """What a record of groups with groups may not say: two of them at least, no department, nothing of the
    city's money; and this city has to count it as 協働."""
    if not record.get("between_citizens"):
        return []
    told = {
        "between_citizens": (
            city().citizens_together,
            "この市の協働は、市民と市との協働です。この欄を空にするか、この行を外してください。",
        ),
        "partner_name": (
            len(partners_of(record)) > 1,
            "市民と市民の協働には、団体が2つ以上必要です。「、」で区切って書いてください。",
        ),
        "department": (not departments_of(record), "市民と市民の協働には、課を書きません。"),
        "budget_city_yen": (
            not record.get("budget_city_yen"),
            "市民と市民の協働には、市の負担がありません。",
        ),
    }
    return [
        (name, f"{heading('between_citizens')}：{reason}")
        for name, (is_so, reason) in told.items()
        if not is_so
    ]


def partners_of(record: dict[str, Any]) -> list[str]:
    """The groups a record names: those that do something with each other parted by 、, else one, as it is
    written."""
    name = record.get("partner_name") or ""
    if not record.get("between_citizens"):
        return [name]
    return [each.strip() for each in name.split("、") if each.strip()]


def departments_of(record: dict[str, Any]) -> list[str]:
    """The departments a record names, parted by 、."""
    return [name for name in (record.get("department") or "").split("、") if name]


RULES = Rules(columns=COLUMNS, contradictions=_contradictions, identity="id")
