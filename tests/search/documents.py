"""A small made-up city to search in, written straight into the table of documents."""

import datetime as dt

from django.utils import timezone

from kyodo_portal.search import Document, Kind, SearchDocument
from kyodo_portal.search.indexing import columns

#: Kind, title, further texts; the first is the newest.
CITY: list[tuple[Kind, str, list[str]]] = [
    (Kind.PROJECT, "通学路の花だんづくり", ["ツウガクロノカダンヅクリ", "こどもと花を植える", "花と緑の会"]),
    (Kind.PROJECT, "駅前マルシェ2026", ["エキマエマルシェ", "月に一度の市を開く。会場は吉川駅の北口"]),
    (Kind.PROJECT, "髙橋地区の見守り", ["タカハシチクノミマモリ", "山﨑川の堤を歩きながら見守る"]),
    (Kind.PROJECT, "𠮷田のため池をきれいに", ["ヨシダノタメイケ", "ごみ拾いと水質調べ（年4回）"]),
    (Kind.PROJECT, "日本語教室「はじめの一歩」", ["ニホンゴキョウシツ", "外国から来た人と話す"]),
    (Kind.PROJECT, "R&Dカフェ", ["アールアンドディーカフェ", "若者のIT相談。C++やJavaScriptも"]),
    (Kind.PROJECT, "おじいちゃん's 工房", ["木のおもちゃを直す", "参加費は100%無料_ただし材料費は別"]),
    (Kind.PROJECT, "防災ﾏｯﾌﾟづくり", ["ボウサイマップ", "避難所を地図にする。２０２５年１２月７日に発表"]),
    (Kind.PROJECT, "祭", ["マツリ", "町の祭りを続ける"]),
    (Kind.PROJECT, "データで見るまち", ["データデミルマチ", "オープンデータを使う ～第1回～"]),
    (Kind.GROUP, "花と緑の会", ["ハナトミドリノカイ", "まちの緑を育てる"]),
    (Kind.GROUP, "NPO法人 ひだまり", ["エヌピーオーホウジンヒダマリ", "子育てのひろば 9:00-12:00"]),
    (Kind.GROUP, "渡邊記念 読み聞かせの会", ["ワタナベキネン", "絵本を読む"]),
    (Kind.CALL, "令和8年度 市民提案型の募集", ["花や緑、防災など、テーマは自由です", "上限500,000円"]),
    (Kind.CALL, "行政提案型：空き家の活用", ["空き家をまちの居場所に", "①調査 ②改修 ③運営"]),
    (Kind.REPORT, "通学路の花だんづくり 令和7年度(2025年度) 最終評価", ["水やりの当番を決めた", "来年は株数を増やす"]),
    (Kind.REPORT, "コミュニティーバスの社会実験 中間評価", ["ベッドタウンの足を守る", "㈱見本交通と話し合った"]),
]  # fmt: skip


Told = tuple[Kind, str, list[str]]
"""Kind, title, further texts."""


def write_city() -> None:
    write_documents(CITY)


def write_documents(told: list[Told]) -> None:
    """Documents of these, the first the newest, numbered from 1."""
    now = timezone.now()
    SearchDocument.objects.bulk_create(
        SearchDocument(
            kind=kind,
            object_id=place,
            **columns(kind, Document(title, texts, now - dt.timedelta(days=place), is_public=True)),
        )
        for place, (kind, title, texts) in enumerate(told, start=1)
    )
