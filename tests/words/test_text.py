"""Text as people write it: what is kept, what search compares, how dates and money read."""

import datetime as dt
import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kyodo_portal.words import text

pytestmark = pytest.mark.once

typed = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
anything = st.text(alphabet=st.characters())
ZWJ = "\u200d"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一行目\r\n二行目\r三行目\u2028四行目", "一行目\n二行目\n三行目\n四行目"),
        ("表\t組み\x07\x1b[31m", "表\t組み[31m"),
        ("見本\u200b花子\u202e\ufeff", "見本花子"),
        ("山" + ZWJ + "田", "山田"),
        (
            "👩" + ZWJ + "🌾と👨\U0001f3fb" + ZWJ + "🔧",
            "👩" + ZWJ + "🌾と👨\U0001f3fb" + ZWJ + "🔧",
        ),
        ("ශ්" + ZWJ + "රී", "ශ්" + ZWJ + "රී"),
        ("か\u3099き\u3099は\u309a", "がぎぱ"),
        ("\ufa19社の\ufa10", "\ufa19社の\ufa10"),
        ("\ufa19\u0301", "\ufa19\u0301"),
        ("葛\U000e0100飾区", "葛\U000e0100飾区"),
        ("\u1112\u1161\u11ab", "한"),
        ("ＡＢＣ①㈱ｶﾅ", "ＡＢＣ①㈱ｶﾅ"),
        ("plain ascii\x7f", "plain ascii"),
    ],
)
def test_clean(before: str, after: str) -> None:
    assert text.clean(before) == after


@pytest.mark.parametrize("broken", ["a\0b", "\ud800", "花\udfff子"])
def test_clean_refuses_what_nobody_can_type(broken: str) -> None:
    with pytest.raises(ValueError, match="NUL or a lone surrogate"):
        text.clean(broken)


def test_clean_drops_every_invisible_format_character() -> None:
    """All of Unicode's format characters but the joiner and the visible signs of some scripts."""
    visible = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    visible |= set(range(0x13430, 0x13440))
    left = [
        hex(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) == "Cf"
        and code not in visible
        and text.clean(f"あ{chr(code)}い") != "あい"
    ]
    assert left == []


@given(typed)
@example("👩" + ZWJ + ZWJ + "🌾")
@example("か\u200b\u3099")
@example("\r\x01\n")
def test_clean_once_is_enough(value: str) -> None:
    once = text.clean(value)
    assert text.clean(once) == once


@given(anything)
@example("ワ\u3099")
@example("カ゛ ﾞ")
@example("ᾼͅ")
def test_normalise_once_is_enough(value: str) -> None:
    once = text.normalise(value)
    assert text.normalise(once) == once
    once.encode()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ＮＰＯフォーラム", "npoﾌｫｰﾗﾑ"),
        ("コスモス街道", "こすもす街道"),
        ("𠮷川市", "吉川市"),
        ("髙﨑", "高崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斉藤"),
        ("斎藤", "斉藤"),
        ("濵田", "浜田"),
        ("嶌", "島"),
        ("惠子と德次", "恵子と徳次"),
        ("葛\U000e0100飾", "葛飾"),
        ("バルーン-フェスティバル", "バルーンーフェスティバル"),
        ("１０〜１５時", "10～15時"),
        ("見本　花子\u200b  ", "見本 花子"),
        ("スターﾄ時", "すたーと時"),
        ("㈱見本", "(株)見本"),
    ],
)
def test_normalise_makes_variants_one(left: str, right: str) -> None:
    assert text.normalise(left) == text.normalise(right)


def test_normalise_cuts_before_it_works() -> None:
    assert text.normalise("あ" * 500, limit=text.MAX_QUERY) == "あ" * 200


@pytest.mark.parametrize("function", [text.normalise, text.clean, text.half_width])
def test_hostile_marks_are_read_in_linear_time(function) -> None:
    """Unicode normalisation alone takes seconds for this text."""
    hostile = "a" + "\u0300\u0316" * 100_000
    started = time.perf_counter()
    function(hostile)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    ("normalised", "terms"),
    [
        ("", []),
        ("祭", ["祭"]),
        ("道路里親", ["道路", "路里", "里親", "親"]),
        ("祭り、祭り(10回)", ["祭り", "り", "10", "0回", "回"]),
        ("a_b", ["a", "b"]),
    ],
)
def test_bigrams(normalised: str, terms: list[str]) -> None:
    assert text.bigrams(normalised) == terms


@given(typed.map(text.normalise), st.data())
def test_bigrams_find_every_part_of_a_run(document: str, data) -> None:
    runs = [run for run in document.split() if run.isalnum()]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    part = run[start : data.draw(st.integers(start + 1, len(run)))]
    terms = text.bigrams(document)
    if len(part) == 1:
        assert any(term.startswith(part) for term in terms)
    else:
        assert {part[i : i + 2] for i in range(len(part) - 1)} <= set(terms)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("よしかわ　はなこ", "ヨシカワ ハナコ"),
        ("ﾖｼｶﾜ ﾊﾅｺﾞ", "ヨシカワ ハナゴ"),
        ("エヌピ－オ-・フォーラム", "エヌピーオー・フォーラム"),
        ("か\u3099くえん", "ガクエン"),
        ("ゔぁいおりん", "ヴァイオリン"),
    ],
)
def test_clean_kana(before: str, after: str) -> None:
    assert text.clean_kana(before) == after
    assert text.is_kana(after)


@pytest.mark.parametrize("wrong", ["", " ", "花子", "ヨシカワ1", "Yoshikawa", "ア\nイ\0", "\u3099"])
def test_clean_kana_refuses_the_rest(wrong: str) -> None:
    with pytest.raises(ValueError, match="kana|NUL"):
        text.clean_kana(wrong)


@pytest.mark.parametrize(
    ("typed_number", "number"),
    [
        ("１，２３４円", 1234),
        ("1,234,567", 1234567),
        ("１、２３４", 1234),
        (" ５０万円 ", 500_000),
        ("1億2000万円", 120_000_000),
        ("3万5,000円", 35_000),
        ("３万５千円", 35_000),
        ("35千円", 35_000),
        ("2千5百万円", 25_000_000),
        ("3千万円", 30_000_000),
        ("1億2千万", 120_000_000),
        ("5百円", 500),
        ("3千50円", 3_050),
        ("¥1000", 1000),
        ("−５", -5),
        ("30人", 30),
        ("0", 0),
    ],
)
def test_parse_int(typed_number: str, number: int) -> None:
    assert text.parse_int(typed_number) == number


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "円",
        "1.5",
        "1,2",
        "12,34",
        "五十",
        "1e5",
        "1 000円x",
        "9" * 40,
        "٣",
        "--5",
        "万",
        "千",
        "百円",
    ]
    + ["5千1234円", "3百500", "12百円", "5百3千", "3万千円"],
)
def test_parse_int_refuses_the_rest(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        text.parse_int(wrong)


@given(st.integers(-(10**15), 10**15))
def test_parse_int_reads_what_yen_writes(amount: int) -> None:
    assert text.parse_int(text.yen(amount)) == amount


def test_half_width_telephone_number_with_any_dash() -> None:
    assert text.half_width(" ０４８−９８２ー５１１１ ") == "048-982-5111"


UTC = dt.UTC


@pytest.mark.parametrize(
    ("when", "year"),
    [
        (dt.date(2026, 3, 31), 2025),
        (dt.date(2026, 4, 1), 2026),
        (dt.datetime(2026, 3, 31, 14, 59, 59, 999999, tzinfo=UTC), 2025),
        (dt.datetime(2026, 3, 31, 15, 0, tzinfo=UTC), 2026),
    ],
)
def test_fiscal_year_turns_at_midnight_in_tokyo(when: dt.date, year: int) -> None:
    assert text.fiscal_year(when) == year


def test_fiscal_year_refuses_a_moment_without_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        text.fiscal_year(dt.datetime(2026, 4, 1))  # noqa: DTZ001 -- the mistake under test


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2200, 1, 1)))
def test_fiscal_year_range_holds_its_days(day: dt.date) -> None:
    first, last = text.fiscal_year_range(text.fiscal_year(day))
    assert first <= day <= last
    assert text.fiscal_year(last + dt.timedelta(days=1)) == text.fiscal_year(day) + 1


@pytest.mark.parametrize(
    ("year", "calendar", "fiscal"),
    [
        (2026, "令和8年", "令和8年度(2026年度)"),
        (2019, "令和元年", "令和元年度(2019年度)"),
        (2018, "平成30年", "平成30年度(2018年度)"),
        (1989, "平成元年", "平成元年度(1989年度)"),
        (1988, "昭和63年", "昭和63年度(1988年度)"),
        (1926, "昭和元年", "大正15年度(1926年度)"),
        (1867, "1867年", "1867年度(1867年度)"),
    ],
)
def test_years_by_era(year: int, calendar: str, fiscal: str) -> None:
    assert (text.wareki_year(year), text.fiscal_year_label(year)) == (calendar, fiscal)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (dt.date(2026, 4, 1), "令和8年(2026年)4月1日"),
        (dt.date(2019, 4, 30), "平成31年(2019年)4月30日"),
        (dt.date(2019, 5, 1), "令和元年(2019年)5月1日"),
        (dt.datetime(2026, 3, 31, 15, 0, tzinfo=UTC), "令和8年(2026年)4月1日"),
    ],
)
def test_japanese_date(day: dt.date, shown: str) -> None:
    assert text.japanese_date(day) == shown


def test_japanese_datetime_by_the_clock_in_tokyo() -> None:
    moment = dt.datetime(2026, 3, 31, 15, 5, tzinfo=UTC)
    assert text.japanese_datetime(moment) == "令和8年(2026年)4月1日 0時05分"


@pytest.mark.parametrize(
    ("amount", "shown"), [(1234567, "1,234,567円"), (0, "0円"), (None, "未定")]
)
def test_yen(amount: int | None, shown: str) -> None:
    assert text.yen(amount) == shown
