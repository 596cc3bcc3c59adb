"""What the tests send to the pages of a proposal: the form as a browser would fill it in."""

from typing import Any

from django.test import Client
from django.urls import reverse

from groups.models import User
from kyodo_portal.writing.seen import Seen
from proposals.forms.page import draft_forms
from proposals.models import Proposal

TABLES = ("goals", "roles", "schedule", "income", "expense")


def signed_in(user: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *of: int | str) -> str:
    return reverse(name, args=of)


def token_of(proposal: Proposal) -> str:
    """What the page carries of the state it shows."""
    fresh = Proposal.objects.get(pk=proposal.pk)
    return Seen(draft_forms(fresh, by=fresh.created_by).all_forms()).token


def typed(
    proposal: Proposal, rows: dict[str, list[dict[str, str]]] | None = None, **fields: Any
) -> Any:
    """The form posted from the page as it now stands, with these fields and rows filled in."""
    proposal.refresh_from_db()
    data: dict[str, Any] = {
        "seen": token_of(proposal),
        "group": proposal.group_id or "",
        **fields,
    }
    for table in TABLES:
        lines = (rows or {}).get(table, [])
        data[f"{table}-TOTAL_FORMS"] = str(max(len(lines), 1))
        data[f"{table}-INITIAL_FORMS"] = "0"
        for number, line in enumerate(lines):
            for column, value in line.items():
                data[f"{table}-{number}-{column}"] = value
    return data


#: A whole proposal as somebody might type it, in the widths and eras people use.
WHOLE: dict[str, Any] = {
    "title": "花のある通り",
    "title_kana": "はなのあるとおり",
    "subtitle": "みんなで育てる",
    "theme": "緑",
    "summary": "駅前の通りを花で飾る。",
    "background": "通りがさびしい。\n人が減った。",
    "purpose": "歩きたくなる通りにする。",
    "content": "花だんをつくり、世話をする。",
    "target_people": "市民",
    "expected_count": "１，２００人",
    "place": "駅前通り",
    "starts_on": "令和９年５月１日",
    "ends_on": "2028/2/29",
    "why_together": "場所は市、人手は団体が出せる。",
    "start_pattern": "D",
    "main_form": "4",
    "forms": ["1", "3"],
    "fields": ["3", "7"],
    "expected_effect": "通りを歩く人が増える。",
    "novelty": "子どもと種から育てる。",
    "sustainability": "当番表で続ける。",
    "safety": "保険に入る。",
    "other_grants": "なし",
    "requested_amount": "30万円",
    "agrees_to_publish": "on",
}

WHOLE_ROWS: dict[str, list[dict[str, str]]] = {
    "goals": [
        {"what": "花だん", "how_much": "10か所", "by_when": "R10.3.31"},
        {"what": "当番", "how_much": "20人", "by_when": "2028-03-31"},
    ],
    "roles": [
        {"stage": "preparation", "item": "苗を選ぶ", "bearer": "group"},
        {"stage": "work", "item": "水やり", "bearer": "both"},
    ],
    "schedule": [{"when": "5月", "what": "植え付け", "bearer": "group"}],
    "income": [{"category": "市の負担", "amount": "３００，０００", "basis": "上限の内"}],
    "expense": [
        {"category": "苗代", "amount": "20万円", "basis": "500円×400"},
        {"category": "道具", "amount": "100000", "basis": ""},
    ],
}
