"""The agreement as a document of articles (協定書), made of the terms and of nothing else."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from kyodo_portal.cities import city
from kyodo_portal.words.languages import listed
from kyodo_portal.words.text import japanese_date, yen
from projects.agreement.comparison import PARTS, part_of
from projects.agreement.terms import Standing, Terms
from projects.models import Bearer, Payer, Stage, Topic


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its title, what it says in paragraphs, and the table that belongs to it."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    heads: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Where one party signs: what it is called, and when and how it has; a blank where it has not."""

    party: str
    signed_at: dt.datetime | None = None
    on_paper: bool = False


def preamble_of(terms: Terms) -> str:
    """Who agrees on what, in one sentence."""
    groups = listed(party["name"] for party in terms["parties"]["groups"])
    departments = listed(party["name"] for party in terms["parties"]["departments"])
    hall = f"{city().full_name}（{departments}）" if departments else ""
    parties = "と、".join(side for side in (groups, hall) if side)
    return f"{parties}は、「{terms['title']}」を協働で行うため、次のとおり協定を結ぶ。"


def articles_of(terms: Terms) -> list[Article]:
    """The articles in their order; what the terms do not speak of is none."""
    tables = [
        Article("目的", [terms["purpose"]] if terms["purpose"] else []),
        Article("目標", heads=("なにを", "どのくらい", "いつまでに"), rows=_goals(terms)),
        Article("役割分担", heads=("段階", "すること", "担い手"), rows=_roles(terms)),
        Article("期間", _lines(terms, "period")),
        Article(
            "経費",
            _money(terms),
            heads=("区分", "負担する側", "金額", "説明") if terms["costs"] else (),
            rows=_costs(terms),
        ),
        Article("採択の条件", terms["conditions"].splitlines()),
    ]
    clauses = [
        Article(str(Topic(row["topic"]).label), row["text"].splitlines())
        for row in terms.get("clauses", [])
    ]
    return [article for article in (*tables, *clauses) if article.paragraphs or article.rows]


def signature_lines(standing: Standing) -> list[SignatureLine]:
    """Every party of the terms as they stand, with its signature to exactly these."""
    signed = [
        SignatureLine(row.party_label, row.signed_at, row.on_paper) for row in standing.signatures
    ]
    return [*signed, *(SignatureLine(party.label) for party in standing.unsigned)]


def _lines(terms: Terms, key: str) -> list[str]:
    part = next(part for part in PARTS if part.key == key)
    return part.lines(part_of(terms, key))


def _money(terms: Terms) -> list[str]:
    return [*_lines(terms, "money"), *(f"市の決定額：{each}" for each in _lines(terms, "decided"))]


def _goals(terms: Terms) -> list[tuple[str, ...]]:
    return [
        (row["what"], row["how_much"], japanese_date(dt.date.fromisoformat(row["by_when"])))
        for row in terms["goals"]
    ]


def _roles(terms: Terms) -> list[tuple[str, ...]]:
    return [
        (str(Stage(row["stage"]).label), row["item"], str(Bearer(row["bearer"]).label))
        for row in terms["roles"]
    ]


def _costs(terms: Terms) -> list[tuple[str, ...]]:
    return [_cost(row) for row in terms["costs"]]


def _cost(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["category"], str(Payer(row["payer"]).label), yen(row["amount"]), row["note"])
