"""The words a made-up city is written with, and how they become names and texts.

Places, subjects and sentences are combined at random, so that some words occur in nearly every
record, most in a few, and each in a proportion that is known.
"""

from random import Random

FREQUENT, RARE, ABSENT, SHORT = "地域", "灯籠流し", "氷河見学", "祭"
"""Words to measure a search with: in nearly every project, in one of a thousand, in none, and of
one character."""

UNEVEN, LETTER = "事業", "の"
"""Further ones: in most projects and no group, and a letter that thousands of pairs begin with."""

REWORDED, NOT_ALL = "お年寄り", f"{FREQUENT} {ABSENT}"
"""A word that every third text writes otherwise (高齢者), and words of which only one is anywhere."""

RARE_EVERY = 1_000

_FIRST = [
    ("青", "アオ"), ("赤", "アカ"), ("朝", "アサ"), ("稲", "イナ"), ("梅", "ウメ"), ("大", "オオ"),
    ("風", "カザ"), ("上", "カミ"), ("北", "キタ"), ("桐", "キリ"), ("桜", "サクラ"), ("白", "シラ"),
    ("杉", "スギ"), ("鷹", "タカ"), ("竹", "タケ"), ("月", "ツキ"), ("鶴", "ツル"), ("中", "ナカ"),
    ("西", "ニシ"), ("花", "ハナ"), ("東", "ヒガシ"), ("藤", "フジ"), ("松", "マツ"), ("南", "ミナミ"),
]  # fmt: skip
_SECOND = [
    ("池", "イケ"), ("岡", "オカ"), ("川", "カワ"), ("木", "キ"), ("里", "サト"), ("沢", "サワ"),
    ("島", "シマ"), ("台", "ダイ"), ("谷", "タニ"), ("塚", "ヅカ"), ("野", "ノ"), ("橋", "ハシ"),
    ("浜", "ハマ"), ("林", "バヤシ"), ("原", "ハラ"), ("松", "マツ"), ("丘", "オカ"), ("森", "モリ"),
]  # fmt: skip

#: What a project is about: the words, how they are read, and the field of the NPO Act.
SUBJECTS = [
    ("高齢者の見守り", "コウレイシャノミマモリ", 1),
    ("認知症カフェ", "ニンチショウカフェ", 1),
    ("健康ウォーキング", "ケンコウウォーキング", 1),
    ("読み聞かせの会", "ヨミキカセノカイ", 2),
    ("生涯学習の講座", "ショウガイガクシュウノコウザ", 2),
    ("空き家の活用", "アキヤノカツヨウ", 3),
    ("商店街のにぎわい", "ショウテンガイノニギワイ", 3),
    ("観光案内の道しるべ", "カンコウアンナイノミチシルベ", 4),
    ("里山の手入れ", "サトヤマノテイレ", 5),
    ("市民音楽祭", "シミンオンガクサイ", 6),
    ("夏祭りの復活", "ナツマツリノフッカツ", 6),
    ("川辺の清掃", "カワベノセイソウ", 7),
    ("花いっぱいの道", "ハナイッパイノミチ", 7),
    ("避難所の運営訓練", "ヒナンジョノウンエイクンレン", 8),
    ("防災マップづくり", "ボウサイマップヅクリ", 8),
    ("通学路の見守り", "ツウガクロノミマモリ", 9),
    ("平和を語りつぐ会", "ヘイワヲカタリツグカイ", 10),
    ("日本語教室", "ニホンゴキョウシツ", 11),
    ("父親の育児講座", "チチオヤノイクジコウザ", 12),
    ("子ども食堂", "コドモショクドウ", 13),
    ("放課後の居場所", "ホウカゴノイバショ", 13),
    ("スマートフォン相談", "スマートフォンソウダン", 14),
    ("理科の実験教室", "リカノジッケンキョウシツ", 15),
    ("朝市の運営", "アサイチノウンエイ", 16),
    ("就労の練習の場", "シュウロウノレンシュウノバ", 17),
    ("消費者の相談会", "ショウヒシャノソウダンカイ", 18),
    ("市民活動の相談窓口", "シミンカツドウノソウダンマドグチ", 19),
]

_ENDINGS = [
    ("協働プロジェクト", "キョウドウプロジェクト"),
    ("推進事業", "スイシンジギョウ"),
    ("をみんなで進める事業", "ヲミンナデススメルジギョウ"),
    ("応援事業", "オウエンジギョウ"),
    ("ネットワークづくり", "ネットワークヅクリ"),
]
_GROUP_ENDINGS = [
    ("の会", "ノカイ"), ("ネット", "ネット"), ("ひろば", "ヒロバ"), ("クラブ", "クラブ"),
    ("実行委員会", "ジッコウイインカイ"), ("サポーターズ", "サポーターズ"),
]  # fmt: skip

_OFFICES = [
    ("市民協働", "シミンキョウドウ"), ("地域福祉", "チイキフクシ"), ("子育て支援", "コソダテシエン"),
    ("環境保全", "カンキョウホゼン"), ("危機管理", "キキカンリ"), ("道路公園", "ドウロコウエン"),
    ("生涯学習", "ショウガイガクシュウ"), ("商工観光", "ショウコウカンコウ"),
    ("健康づくり", "ケンコウヅクリ"), ("情報政策", "ジョウホウセイサク"),
]  # fmt: skip

_WHO = [
    "子育て中の家族",
    "高齢の人",
    "学生",
    "自治会の役員",
    "商店主",
    "外国から来た住民",
    "中学生",
]
_DO = ["話を聞き", "地図に書き出し", "道具をそろえ", "当番を決め", "講師を招き", "記録を残し"]
_SENTENCES = [
    "{place}では{who}が集まり、{subject}について{do}ながら進めています。",
    "地域の{who}から、{subject}を続けてほしいという声が寄せられました。",
    "市は会場と広報を受け持ち、団体は{who}への呼びかけを受け持ちます。",
    "毎月一回の話し合いで{do}、次の月の動きを決めます。",
    "{subject}に関わる人が少なく、担い手を広げることが課題です。",
    "終わった後は参加した人に感想をたずね、{place}の集まりで報告します。",
    "{who}が気軽に立ち寄れるよう、{place}の集会所を開放しました。",
    "市と団体が同じ目的を確かめ、{do}ことから始めました。",
    "雨の日は屋内に移し、{who}の安全を第一に考えて行います。",
    "地域の力を生かし、{subject}が自分たちの手で続くことをめざします。",
]


class Words:
    """Names and texts of one made-up city, drawn in one fixed order."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def place(self) -> tuple[str, str]:
        """A place and how it is read."""
        (first, first_kana), (second, second_kana) = (
            self.rng.choice(_FIRST),
            self.rng.choice(_SECOND),
        )
        return f"{first}{second}地区", f"{first_kana}{second_kana}チク"

    def title(self, place: tuple[str, str], subject: tuple[str, str, int]) -> tuple[str, str]:
        """The name of a project, some twenty characters, and how it is read."""
        ending, ending_kana = self.rng.choice(_ENDINGS)
        return f"{place[0]}・{subject[0]}{ending}", f"{place[1]}・{subject[1]}{ending_kana}"

    def group_name(self, subject: tuple[str, str, int]) -> tuple[str, str]:
        place, place_kana = self.place()
        ending, ending_kana = self.rng.choice(_GROUP_ENDINGS)
        name = f"{place.removesuffix('地区')}{subject[0]}{ending}"
        return name, f"{place_kana.removesuffix('チク')}{subject[1]}{ending_kana}"

    def sentences(self, number: int, place: str, subject: str) -> str:
        """So many different sentences, some forty characters each."""
        chosen = self.rng.sample(_SENTENCES, number)
        who, do = self.rng.choice(_WHO), self.rng.choice(_DO)
        return "".join(
            sentence.format(place=place, subject=subject, who=who, do=do) for sentence in chosen
        )


def office(number: int) -> tuple[str, str]:
    """The name of a department and how it is read; another one for each number."""
    name, kana = _OFFICES[number % len(_OFFICES)]
    section = number // len(_OFFICES)
    return (f"見本{name}第{section + 1}課", f"ミホン{kana}ダイ{section + 1}カ")
