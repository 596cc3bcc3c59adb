"""What a profile turns on, for whoever writes it: what people will be offered, asked and shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from kyodo_portal.cities.profile import City
from kyodo_portal.words.languages import EASY, ENGLISH

COMMON = "（共通の設定のまま）"


def explain(profile: City, own: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the profile comes to, as (what, how it is). `own` is what its file says itself: the rest is
    the portal's own, and is marked so."""
    return [
        ("市", f"{profile.full_name}（{profile.kana}、{profile.municipality_code}）"),
        ("指針", f"{profile.guideline.title}（{profile.guideline.issued}）"),
        ("始まりの類型", _patterns(profile)),
        ("協働の形態", _kinds(profile.forms, "number", own, "forms")),
        ("団体の種別", _kinds(profile.group_kinds, "code", own, "group_kinds")),
        ("活動の分野", _kinds(profile.fields, "number", own, "fields")),
        ("場所の種別", _kinds(profile.place_kinds, "code", own, "place_kinds")),
        ("催しの種類", _kinds(profile.event_kinds, "code", own, "event_kinds")),
        (
            "意見を出せる人",
            _kinds(profile.opinion_writers, "code", own, "opinion_writers"),
        ),
        (
            "意見への考え方の区分",
            _kinds(profile.opinion_answers, "code", own, "opinion_answers"),
        ),
        ("会議の種類", _kinds(profile.committee_kinds, "code", own, "committee_kinds")),
        ("募集の型", _kinds(profile.call_kinds, "code", own, "call_kinds")),
        ("理念やきまり", _sets(profile)),
        ("言葉の定義", _named(word.term for word in profile.definitions)),
        ("協働の担い手", _named(actor.name for actor in profile.actors)),
        ("課題", _named(issue.name for issue in profile.issues)),
        ("取組", _named(measure.name for measure in profile.measures)),
        ("委員会", _named(committee.name for committee in profile.committees)),
        ("地区", _number(len(profile.districts), "なし。地区の欄はどこにも出ません。")),
        ("市民と市民の協働", "扱う" if profile.citizens_together else "扱わない"),
        ("団体登録の要件", f"{len(profile.enabled_eligibility)}件{_common(own, 'eligibility')}"),
        (
            "審査の観点",
            f"{len(profile.criteria)}件、{_marks(profile)}点満点{_common(own, 'criteria')}",
        ),
        ("協定の条項のひな形", f"{len(profile.clauses)}件{_common(own, 'clauses')}"),
        ("評価の視点", _named(phase.name for phase in profile.phases) + _common(own, "phases")),
        ("評価の項目", f"{len(profile.evaluation_items)}件{_common(own, 'evaluation_items')}"),
        ("評価の段階", _scale(profile) + _common(own, "ratings")),
        ("色", "市の色" if profile.colours.primary or profile.colours.accent else "ポータルの色"),
        ("ほかの言語", _languages(profile)),
    ]


def _patterns(profile: City) -> str:
    if not profile.has_patterns:
        return "なし。類型の欄・絞り込み・表・統計は出ません。"
    return "、".join(f"{each.code} {each.name}{_state(each.state)}" for each in profile.patterns)


def _kinds(rows: Iterable[Any], by: str, own: Mapping[str, Any], name: str) -> str:
    used = [
        f"{getattr(row, by)} {row.name}{_state(row.state)}" for row in rows if row.state != "off"
    ]
    return "、".join(used) + _common(own, name)


def _sets(profile: City) -> str:
    return _named(f"{each.name}（{len(each.items)}）" for each in profile.precepts)


def _scale(profile: City) -> str:
    steps = "、".join(
        f"{each.code} {each.label}{'（コメント必須）' if each.comment_required else ''}"
        for each in profile.ratings
    )
    return f"{steps}。{profile.far_apart}段階以上のちがいを、双方の見方の大きなちがいとします。"


def _marks(profile: City) -> int:
    return sum(each.points * each.weight for each in profile.criteria)


def _languages(profile: City) -> str:
    said = [
        called
        for called, language in (("やさしい日本語", EASY), ("英語", ENGLISH))
        if profile.name in profile.translations[language]
    ]
    return "、".join(said) or "なし。市の言葉は、どの言語のページでも日本語で出ます。"


def _named(names: Iterable[str]) -> str:
    return "、".join(names) or "なし"


def _number(number: int, none: str) -> str:
    return f"{number}" if number else none


def _state(state: str) -> str:
    return "（新しくは選べません）" if state == "closed" else ""


def _common(own: Mapping[str, Any], name: str) -> str:
    return "" if name in own else COMMON
