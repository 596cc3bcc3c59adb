"""What is wrong in a profile is told at once: every mistake with its line, its key and what is right."""

import re

import pytest

from kyodo_portal import cities
from tests.cities.test_cities import SMALLEST

pytestmark = pytest.mark.once


def told(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    return [str(mistake) for mistake in cities.parse_city("tried", content)[1]]


def test_ten_planted_mistakes_are_ten_lines() -> None:
    """One of every sort; each is told once, where it stands."""
    planted = SMALLEST.replace('municipality_code = "999997"', 'municipality_code = "999999"')
    planted = planted.replace('kana = "ミホンシ"', 'kana = "ミホンチョウ"')
    planted = planted.replace("hours =", "houres =")
    planted = planted.replace('phone = "000-000-0000"', "phone = 0")
    planted += """
[[criteria]]
key = "need"
label = "必要性"
question = "必要ですか。"
weight = 0

[[criteria]]
key = "need"
label = "効果"
question = "効果がありますか。"

[review]
full_marks = 100

[[forms]]
number = 13

[[definitions]]
key = "town"
term = "まちづくり"
reading = "まちおこし"
text = "まちを良くすることです。"

[[actors]]
key = "people"
name = "市民"
text = "暮らす人です。"
links = [
  { label = "相談する", page = "consultation" },
]
"""
    # a form of no known number says neither its name nor what it is
    planted = planted.replace(
        "number = 13", 'number = 13\nname = "祭り"\nexplanation = "祭りをします。"'
    )
    mistakes = told(planted)
    assert [re.sub(r": [^:]*$", "", line) for line in mistakes] == [
        "tried.toml:3: kana",
        "tried.toml:5: municipality_code",
        "tried.toml:14: desk.phone",
        "tried.toml:16: desk.houres",
        "tried.toml:22: criteria[1].weight",
        "tried.toml:25: criteria[2].key",
        "tried.toml:30: review.full_marks",
        "tried.toml:33: forms[1].number",
        "tried.toml:40: definitions[1].reading",
        "tried.toml:48: actors[1].links[1].page",
    ]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            'kana = "ミホンシ"\n',
            "",
            "tried.toml:1: kana: 書かれていません。この項目は、なくてはなりません。",
        ),
        (
            "hours =",
            "houres =",
            "tried.toml:16: desk.houres: 知らない項目です。hours のことではありませんか。",
        ),
        (
            "[desk]",
            "[desk",
            "tried.toml:11: TOML: TOML として読めません。かっこ（[ ] か { }）が閉じていません。",
        ),
        (
            "[desk]",
            '[desk]\nhours = "平日"',
            "tried.toml:17: TOML: TOML として読めません。同じ項目か同じ表が、二度書かれています。",
        ),
        (
            'name = "見本市"',
            "name = 見本市",
            'tried.toml:2: TOML: TOML として読めません。言葉は "…" で囲んでください。',
        ),
        (
            'name = "見本市"',
            'name = "見本市',
            'tried.toml:2: TOML: TOML として読めません。引用符（"）が閉じていません。',
        ),
        (
            'hours = "平日"',
            'hours = "平日"\nhours_easy = "｜平日《へいじつ》の9時から夕方まで"',
            "tried.toml:17: desk.hours_easy: 漢字に読みがありません（夕方）。",
        ),
        (
            '[desk]\nname = "協働の窓口"',
            '[desk]\nname = ["協働の窓口"]',
            "tried.toml:12: desk.name: ['協働の窓口'] ではなく、文字（\"…\"）で書いてください。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\nhours_easy = "｜平日に"',
            "tried.toml:17: desk.hours_easy: 読みの書き方がちがいます（｜平日に）。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\nours_en = "weekdays"',
            "tried.toml:17: desk.ours_en: 知らない項目です。hours_en のことではありませんか。",
        ),
        (
            'name = "見本市"',
            'name = "見本市"\nname_en = "Sample"\nnotice = "見本市"\nnotice_en = "Mihon"',
            "tried.toml:5: notice_en: 「見本市」の訳が、ほかの場所では「Sample」です。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[ratings]]\ncode = "A"\nlabel = "できた"',
            "tried.toml:17: ratings: 1 段階です。2 段階から 7 段階までにしてください。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[fields]]\nnumber = 21\nname = "広報"',
            "tried.toml:18: fields[1].number: 21 は使えません。1 から 20、市独自の分野なら 50 から 69 にしてください。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[forms]]\nnumber = 20\nname = "祭り"\nexplanation = "祭りをします。"',
            "tried.toml:17: forms[1].follows: 市独自の形態には、どの形態（1 から 12）と同じ手順で進むかを書いてください。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[forms]]\nnumber = 1\nstate = "closed"',
            'tried.toml:17: forms: 選べるものが一つもありません。少なくとも一つは state = "on" にしてください。',
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[phases]]\nkey = "start"\nname = "はじめ"',
            "tried.toml:17: phases: 視点を市で決めるときは、評価項目（evaluation_items）も書いてください。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[reminders]\nsheet = [-7, -7]\n[waits]\nconsent = 0',
            "tried.toml:18: reminders.sheet: 同じ日が二度書かれています。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[home]\nprecepts = ["rules"]',
            "tried.toml:18: home.precepts[1]: rules はどこにもありません。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[measures]]\nkey = "one"\nname = "取組"\ntext = "行います。"\nstate = "始まる"',
            "tried.toml:21: measures[1].state: '始まる' は使えません。planned、running、done、stopped のどれかにしてください。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[districts]]\ncode = "east"\nname = "東"\nreading = "ひがし"\nlatitude = 35',
            "tried.toml:17: districts[1]: 緯度（latitude）と経度（longitude）は、両方書くか、両方消してください。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[search_words]]\nwords = ["犬", "ドッグ"]',
            "tried.toml:18: search_words[1].words[1]: 「犬」は使えません。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[search_words]]\nwords = ["ドッグ"]\ntyped = ["い ぬ"]',
            "tried.toml:19: search_words[1].typed[1]: 「い ぬ」は使えません。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[search_words]]\nwords = ["ドッグ", "どっぐ"]',
            "tried.toml:18: search_words[1].words: 同じことを指す、ちがう書き方の言葉を、二つ以上並べてください",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[search_words]]\nwords = ["市場", "マルシェ"]\nnot_in = ["都市場", "市場", "町"]',
            "tried.toml:19: search_words[1].not_in[2]: 「市場」には、words のどの言葉も入っていません。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[search_leads]]\nkey = "fair"\nwords = ["見本市"]\npage = "fair"\nlabel = "市"',
            "tried.toml:20: search_leads[1].page: fair はどこにもありません。",
        ),
        (
            'hours = "平日"',
            'hours = "平日"\n[[search_leads]]\nkey = "fair"\nwords = ["見本市"]\npage = "events"\nquery = "日曜"\nlabel = "市"',
            "tried.toml:21: search_leads[1].query: when=sunday のように、名前=値 の形で書いてください。",
        ),
    ],
)
def test_mistake_is_told_with_its_line_and_what_is_right(
    before: str, after: str, says: str
) -> None:
    broken = SMALLEST.replace(before, after, 1)
    assert broken != SMALLEST
    assert told(broken)[0].startswith(says), told(broken)


@pytest.mark.parametrize(("encoding", "called"), [("cp932", "Shift_JIS"), ("utf-16", "UTF-16")])
def test_file_in_another_encoding_is_told_as_what_it_is(encoding: str, called: str) -> None:
    line = 1 if encoding == "utf-16" else 2
    assert told(SMALLEST.encode(encoding)) == [
        f"tried.toml:{line}: 文字コード: UTF-8 ではありません（{called} のようです）。UTF-8 で保存し直してください。"
    ]


def test_file_saved_by_windows_is_read() -> None:
    assert told(b"\xef\xbb\xbf" + SMALLEST.replace("\n", "\r\n").encode()) == []


def test_broken_profile_ends_the_start_with_all_its_lines() -> None:
    broken = cities.BrokenProfile(cities.parse_city("tried", b"name = 1\n")[1])
    lines = str(broken).splitlines()
    assert lines[0] == f"市の設定ファイルに、直すところが{len(lines) - 1}か所あります。"
    assert isinstance(broken, SystemExit)
    assert len(lines) == 1 + len(["name", "kana", "prefecture", "code", "guideline", "desk"])


def test_what_is_misspelt_is_told_once() -> None:
    word = '[[definitions]]\nkey = "one"\nterm = "協働"\nreding = "きょうどう"\ntext = "力を合わせます。"\n'
    assert [line.split(": ", 2)[1] for line in told(SMALLEST + word)] == ["definitions[1].reding"]


@pytest.mark.parametrize("name", ["days", "correction_days", "forget_days"])
def test_opinions_are_taken_put_right_and_remembered_for_a_day_at_least(name: str) -> None:
    [mistake] = told(f"{SMALLEST}\n[opinions]\n{name} = 0\n")
    assert f"opinions.{name}: 1 以上の整数にしてください。" in mistake
