"""Files as real cities keep them (`tests/data/cases`), each with one habit, and what each comes to."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kyodo_portal.files.tables.refused import ImportRefused
from projects.imports.writing import Outcome, import_file
from projects.models import Project

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parents[2] / "data" / "cases"

USUAL: dict[str, Any] = {
    "title": "ため池の草刈り応援隊",
    "years": (2023, 2023),
    "money": (120_000, 80_000),
    "pattern": "A",
    "forms": [3],
    "departments": ["農政課"],
}
"""What the one record of nearly every file says."""

TAKEN: dict[str, dict[str, Any]] = {
    "01_utf8.csv": {},
    "02_bom.csv": {},
    "03_cp932.csv": {"title": "髙橋川のそうじ①～③（㈱土手）"},
    "04_wareki.csv": {},
    "05_wareki_short.csv": {},
    "06_zenkaku_year.csv": {},
    "07_year_nendo.csv": {},
    "08_thousands.csv": {},
    "09_yen.csv": {},
    "10_zenkaku_money.csv": {},
    "11_dash_money.csv": {"money": (None, None)},
    "12_maru.csv": {},
    "13_maru2.csv": {},
    "14_multiline.csv": {},
    "15_trailing.csv": {},
    "16_trailing_rowonly.csv": {},
    "17_two_headers.csv": {"notes": ["2行目は見出しの続きとみて、使っていません。"]},
    "18_header_two_lines.csv": {"notes": ["1行目は見出しより上にあるので、使っていません。"]},
    "19_title_line.csv": {"notes": ["1行目は見出しより上にあるので、使っていません。"]},
    "20_total_row.csv": {"notes": ["3行目は合計の行とみて、使っていません。"]},
    "21_tab_utf16.csv": {},
    "22_tab_utf8.csv": {},
    "23_cr_only.csv": {},
    "24_form_names.csv": {"forms": [8]},
    "25_pattern_lower.csv": {},
    "26_pattern_lower.csv": {},
    "27_forms_zen.csv": {"forms": [3, 4]},
    "28_forms_touten.csv": {"forms": [3, 4]},
    "29_forms_comma.csv": {"forms": [3, 4]},
    "30_id_zero.csv": {},
    "31_dept_slash.csv": {"departments": ["農政課・環境課"]},
    "32_ivs.csv": {"title": "葛\U000e0100城の土手を守る"},
    "33_jis78.csv": {"title": "𠮷野家跡地の𩸽まつり"},
    "34_html_br.csv": {},
    "35_semicolon.csv": {},
    "36_halfkana.csv": {"title": "ｸﾘｰﾝﾀﾞｲｱﾘｰ"},
    "38_date_year.csv": {},
    "39_sen_yen.csv": {},
    "40_quote_bad.csv": {},
    "41_sjis_0x5c.csv": {"title": "表ソ能暴予十構の会"},
    "42_mac_nfd.csv": {"title": "がんば゙る団地"},
    "43_eof_1a.csv": {},
    "45_iso2022jp.csv": {},
    "46_eucjp.csv": {},
    "49_uppercase_ext.CSV": {},
    "51_nbsp_header.csv": {},
    "52_header_newline.csv": {},
    "53_emoji.csv": {"title": "花いっぱい🌸👨‍👩‍👧プロジェクト"},
    "60_semicolon_sep.csv": {
        "title": "x",
        "years": (2024, 2024),
        "money": (None, None),
        "departments": [],
    },
}
"""What is taken in of each file as one record, as far as it is not the usual."""

REFUSED = {
    "44_utf8_one_bad.csv": [
        "3行目に、UTF-8として読めない文字があります。その行を確かめて、UTF-8で保存し直してください。"
    ],
    "47_dup_ids_same.csv": [
        "2件目（3行目、id：t47）の ID「t47」：同じ番号が1件目（2行目）にもあります。"
    ],
    "48_blank_required.csv": [
        "1件目（2行目、id：t48）の 目的：書かれていません。この項目は必ず必要です。"
    ],
}
OTHERS = {"50_merged_down.csv", "54_old_years.csv"}
"""Files of several records, which have tests of their own."""


def told(project: Project) -> dict[str, Any]:
    return {
        "title": project.title,
        "years": (project.fiscal_year, project.fiscal_year_end),
        "money": (project.budget_total, project.budget_city),
        "pattern": project.start_pattern,
        "forms": [form.number for form in project.all_forms],
        "departments": project.department_names,
    }


def taken(path: Path) -> Outcome:
    """What came of a file in a register that is empty but for it."""
    Project.objects.all().delete()
    return import_file(path)


def test_every_file_of_the_cases_has_its_row() -> None:
    files = {path.name for path in CASES.iterdir() if path.suffix.lower() == ".csv"}

    assert TAKEN.keys() | REFUSED.keys() | OTHERS == files


def test_each_file_is_read_as_its_city_meant_it() -> None:
    found, wanted = {}, {}
    for name, says in TAKEN.items():
        outcome = taken(CASES / name)
        found[name] = {"notes": outcome.notes, **told(Project.objects.get())}
        wanted[name] = {"notes": [], **USUAL, **says}

    assert found == wanted


def test_each_file_that_cannot_be_meant_is_refused_under_its_own_heading() -> None:
    found = {}
    for name in REFUSED:
        with pytest.raises(ImportRefused) as refusal:
            import_file(CASES / name)
        found[name] = list(refusal.value.reasons)

    assert found == REFUSED
    assert Project.objects.count() == 0


def test_cell_below_a_merged_one_is_said_to_be_blank_and_never_filled() -> None:
    outcome = taken(CASES / "50_merged_down.csv")

    assert outcome.blank == ["2件目（3行目、id：t50b）"]
    assert {p.source.external_id: p.department_names for p in Project.objects.all()} == {
        "t50": ["農政課"],
        "t50b": [],
    }


def test_old_years_and_a_form_switched_off_are_found_on_the_list(client: Any) -> None:
    taken(CASES / "54_old_years.csv")

    def titles(**query: Any) -> list[str]:
        page = client.get("/projects/", query).context["page_obj"]
        return sorted(line.title for line in page)

    assert titles(year="1998") == titles(year="1999") == ["昔の事業"]
    assert titles(year=["1998", "2026"]) == sorted(
        ["昔の事業", "-2026年の花だん", "-引用で始まる題", "1-2"]
    )
    assert titles(year="1949") == titles()  # told to be unusable


def as_workbook(name: str, folder: Path, *, title: str = "") -> Path:
    """The table of a case as an office keeps it in Excel: numbers as numbers, days as days, a title
    above, an empty sheet before it."""
    text = (CASES / name).read_bytes().decode("utf-8-sig")
    book = Workbook()
    book.create_sheet("一覧")
    sheet = book.worksheets[1]
    if title:
        sheet.append([title])
    for line in text.splitlines():
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in line.split(",")])
    data = BytesIO()
    book.save(data)
    path = folder / f"{Path(name).stem}.xlsx"
    path.write_bytes(data.getvalue())
    return path


SHEETS = {
    "01_utf8.csv": "",
    "04_wareki.csv": "令和５年度　協働事業一覧",
    "11_dash_money.csv": "",
    "15_trailing.csv": "",
    "20_total_row.csv": "",
    "24_form_names.csv": "",
}


def test_excel_is_read_with_the_same_habits(tmp_path: Path) -> None:
    found, wanted = {}, {}
    for name, title in SHEETS.items():
        taken(as_workbook(name, tmp_path, title=title))
        found[name] = told(Project.objects.get())
        wanted[name] = {k: v for k, v in {**USUAL, **TAKEN[name]}.items() if k != "notes"}

    assert found == wanted


HEAD = "ID,地方公共団体名,名称,相手団体の種別,目的,始まりの類型,形態の番号,主な形態の番号,主な分野の番号,始まりの年度,終わりの年度"


def written(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    return path


LINE = "x1,見本市,{},任意団体,{},A,3,3,7,2024,2024"


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ("\ue000", "U+E000"),
        ("\U000f0000", "U+F0000"),
        ("\u0378", "U+0378"),
        ("\x07", "U+0007"),
        ("\ufffd", "U+FFFD"),
    ],
)
def test_letter_that_others_do_not_see_is_refused_by_row(
    letter: str, code: str, tmp_path: Path
) -> None:
    path = written(tmp_path, LINE.format(f"川{letter}のそうじ", "目的"))

    with pytest.raises(ImportRefused) as refusal:
        import_file(path)
    (reason,) = refusal.value.reasons
    assert reason.startswith("1件目（2行目、id：x1）の 名称「川�のそうじ」：")
    assert f"ほかの人の画面では見えない文字（{code}）が入っています。" in reason


WRONG_TABLES = {
    "見出しの行が見つかりません。表のはじめの行に、「ID」「名称」「始まりの年度」などの見出しを書いてください（見出しの一覧は、オープンデータのページにあります）。": (
        "あ,い",
        "1,2",
    ),
    "「目的」「終わりの年度」の列がありません。見出しの行に加えて、書き足してください。": (
        HEAD.replace("目的,", "").replace(",終わりの年度", ""),
        "x1,見本市,川,任意団体,A,3,3,7,2024",
    ),
    "1行目の「総事業費（千円）」は、円のほかの単位の金額のようです。円になおして、見出しから単位を消してください。": (
        f"{HEAD},総事業費（千円）",
        "x1,見本市,川,任意団体,目的,A,3,3,7,2024,2024,120",
    ),
    "1件目（2行目）：見出しのない12列目に「めも」があります。見出しを書くか、その列を消してください。": (
        f"{HEAD},",
        "x1,見本市,川,任意団体,目的,A,3,3,7,2024,2024,めも",
    ),
}


@pytest.mark.parametrize("reason", WRONG_TABLES)
def test_table_that_cannot_be_read_is_refused_in_one_sentence(reason: str, tmp_path: Path) -> None:
    head, line = WRONG_TABLES[reason]

    with pytest.raises(ImportRefused) as refusal:
        import_file(written(tmp_path, line, head=head))
    assert refusal.value.reasons == (reason,)
