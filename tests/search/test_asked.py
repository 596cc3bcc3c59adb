"""What people ask the demonstration city, and the page that is offered first: a lead, or else the first
result. The questions were written before the search could answer them."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_city")]

NOTHING = ""
STORY, NAMES, DESK = "図書館のおはなし会をひらく人", "子どもと調べる公園の木の名札", "/consult/"
FLOWERS, WATCH, CLEANING = "学校の花だん先生", "小さな池の見守り隊", "用水の生きもの調べと清掃"

#: Where it was asked, what, and what is offered first: an address, or the title of a record.
ASKED: list[tuple[str, str, str]] = [
    # readings
    ("", "ヨミキカセ", STORY),
    ("", "よみきかせ", STORY),
    ("", "ぼうさい", "小さな子と在宅避難を学ぶ講座"),
    ("", "としょかん", STORY),
    ("", "ひょうか", "/evaluations/"),
    ("", "そうだん", DESK),
    ("", "きょうどうとは", "/guide/"),
    ("", "みまもり", WATCH),
    ("", "にんちしょう", "笑って続ける認知症予防の教室"),
    ("", "こうえん", NAMES),
    # spellings
    ("", "こども", NAMES),
    ("", "子供", NAMES),
    ("", "コドモ", NAMES),
    ("", "花壇", FLOWERS),
    ("", "花だん", FLOWERS),
    ("", "見まもり", WATCH),
    ("", "ひとり暮らし", "暮らしのちょこっと手つなぎ"),
    ("", "ｵﾊﾅｼ会", STORY),
    # other words for it
    ("", "読み聞かせ", STORY),
    ("", "ごみ拾い", CLEANING),
    ("", "スマホ", "暮らしの手つなぎ隊"),
    ("", "助成金", "/calls/"),
    ("", "まつり", "ひなた台自治会"),
    ("", "祭り", "ひなた台自治会"),
    ("", "避難訓練", "川ふたつ自治会"),
    # where one wants to go
    ("", "日曜", "/events/?when=sunday"),
    ("", "日曜に手伝いたい", "/help-wanted/"),
    ("", "週末", "/events/?when=sunday"),
    ("", "イベント", "/events/"),
    ("", "催し", "/events/"),
    ("", "手伝いたい", "/help-wanted/"),
    ("", "ボランティア", "/help-wanted/"),
    ("", "ログイン", "/accounts/login/"),
    ("", "パスワードを忘れた", "/accounts/password/reset/"),
    ("", "アカウント作成", "/accounts/signup/"),
    ("", "相談", DESK),
    ("", "困っています", DESK),
    ("", "評価", "/evaluations/"),
    ("", "補助金", "/calls/"),
    ("", "団体登録", "/groups/apply/"),
    ("", "町内会", "/groups/"),
    ("", "サポーター", "/supporters/"),
    ("", "地図", "/projects/map/"),
    ("", "データ", "/opendata/"),
    ("", "会場", "/places/"),
    ("", "出前講座", "/lectures/"),
    ("", "学びたい", "/lectures/"),
    ("", "意見募集", "/opinions/"),
    ("", "パブコメ", "/opinions/"),
    ("", "困りごと", "/concerns/"),
    ("", "直してほしい", "/concerns/"),
    # in English
    ("/en", "Sunday", "/en/events/?when=sunday"),
    ("/en", "log in", "/en/accounts/login/"),
    ("/en", "volunteer", "/en/help-wanted/"),
    ("/en", "contact", "/en/consult/"),
    ("/en", "how to propose", "/en/calls/"),
    ("/en", "request a talk", "/en/lectures/"),
    ("/en", "public comment", "/en/opinions/"),
    ("/en", "report a problem", "/en/concerns/"),
    ("/en", "dementia", "笑って続ける認知症予防の教室"),
    ("/en", "library", STORY),
    # in やさしい日本語
    ("/easy", "にちようび", "/easy/events/?when=sunday"),
    ("/easy", "てつだいたい", "/easy/help-wanted/"),
    ("/easy", "ききたい", "/easy/consult/"),
    ("/easy", "なかま", "/easy/groups/"),
    ("/easy", "でまえこうざ", "/easy/lectures/"),
    ("/easy", "いけん", "/easy/opinions/"),
    ("/easy", "こまりごと", "/easy/concerns/"),
    # several words, some of which are nowhere
    ("", "通学路 見まもり", "enとーく 通学路をいっしょに考える"),
    ("", "花壇 水族館", "水やりを支え合う雨水タンク"),
    ("", "認知症 水族館", "笑って続ける認知症予防の教室"),
    ("", "図書館 おはなし会 水族館", STORY),
    # nothing, calmly
    ("", "水族館", NOTHING),
    ("", "犬", NOTHING),
    ("", "👪" * 200, NOTHING),
]


@pytest.fixture(scope="module")
def _city(for_the_file: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The whole demonstration, once for this file."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        call_command("demo", "--yes-this-is-a-demonstration", stdout=StringIO())


def offered_first(client: Client, prefix: str, typed: str) -> str:
    """The address of the first lead, or else the title of the first result."""
    response: Any = client.get(f"{prefix}/search/", {"q": typed})
    assert response.status_code == 200
    leads, groups = response.context_data["leads"], response.context_data["groups"]
    if leads:
        return str(leads[0].url)
    hits = [hit for group in groups for hit in group.hits]
    return re.sub("<[^>]*>", "", hits[0].title) if hits else NOTHING


def test_questions_lead_to_their_pages(client: Client) -> None:
    assert len(ASKED) >= 60
    offered = [(*asked[:2], offered_first(client, *asked[:2])) for asked in ASKED]

    assert [one for one in offered if one not in ASKED] == []
