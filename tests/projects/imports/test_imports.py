"""Real past projects go in and come out word for word; broken records are named one by one."""

import copy
import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kyodo_portal.files.tables.refused import ImportRefused
from kyodo_portal.life.audit import AuditEntry
from projects.imports.writing import export_record, import_file
from projects.models import Project, SourceRecord
from tests.factories import sign_all

pytestmark = pytest.mark.django_db

REAL = Path(__file__).parents[2] / "data" / "real_projects.json"
RECORDS: list[dict[str, Any]] = json.loads(REAL.read_text(encoding="utf-8"))
ONE = RECORDS[0]


def written(folder: Path, content: Any, name: str = "records.json") -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return path


def as_csv(folder: Path, records: list[dict[str, Any]], encoding: str = "utf-8") -> Path:
    """The records as a spreadsheet program would save them: lists parted by semicolons."""

    def cell(value: Any) -> Any:
        if isinstance(value, list):
            return ";".join(map(str, value))
        return "" if value is None else str(value).lower() if isinstance(value, bool) else value

    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(records[0])
    writer.writerows([cell(value) for value in record.values()] for record in records)
    path = folder / "records.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def run(*arguments: Any) -> tuple[str, str, int]:
    """What the command prints to each side, and how it ends."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_projects", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


def reasons(path: Path) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        import_file(path)
    assert Project.objects.count() == 0
    return list(refusal.value.reasons)


@pytest.mark.once
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_in_every_usual_encoding_says_the_same(encoding: str, tmp_path: Path) -> None:
    import_file(as_csv(tmp_path, RECORDS, encoding))
    sources = SourceRecord.objects.select_related("project")

    assert {source.external_id: export_record(source.project) for source in sources} == {
        record["id"]: record for record in RECORDS
    }


def test_second_import_changes_nothing_and_says_so() -> None:
    assert run(REAL) == ("40件を登録しました。\n", "", 0)
    before = list(Project.objects.order_by("pk").values())

    assert run(REAL) == ("40件はすでに登録されています。\n", "", 0)
    assert list(Project.objects.order_by("pk").values()) == before


def test_changed_record_is_told_and_only_overwritten_when_asked(tmp_path: Path) -> None:
    import_file(written(tmp_path, [ONE]))
    path = written(
        tmp_path, [{**ONE, "title": "公衆便所の清掃", "forms": [7, 3], "form_names": None}]
    )

    out, err, code = run(path)
    assert (out, code) == ("1件はすでに登録されています。\n", 0)
    assert err == (
        "登録済みの内容とちがいます（書き換えるには --update を付けます）："
        "1件目（id：amagasaki-h28-toilet）：form_names、forms、title\n"
    )
    assert Project.objects.get().title == ONE["title"]

    assert run(path, "--update") == ("1件を書き換えました。\n", "", 0)
    project = Project.objects.get()
    assert (project.title, [form.number for form in project.all_forms]) == (
        "公衆便所の清掃",
        [7, 3],
    )
    assert AuditEntry.objects.filter(action="project.import_update").count() == 1


def test_record_that_was_signed_here_is_not_written_over(tmp_path: Path) -> None:
    import_file(written(tmp_path, [ONE]))
    sign_all(Project.objects.get())
    path = written(tmp_path, [{**ONE, "purpose": "べつの目的"}])

    out, err, code = run(path, "--update")

    assert (out, code, "取り込みでは書き換えません" in err) == ("", 1, True)
    assert Project.objects.get().purpose == ONE["purpose"]


def test_export_tells_what_was_changed_here(tmp_path: Path) -> None:
    import_file(written(tmp_path, [ONE]))
    project = Project.objects.get()
    project.title, project.fiscal_year_end = "公園の便所をきれいに", 2017
    project.save()
    project.fields.update(number=3)

    assert export_record(project) == {
        **ONE,
        "title": "公園の便所をきれいに",
        "fiscal_year_end": 2017,
        "field_no": 3,
        "field_name": "まちづくり",
    }


BROKEN: list[tuple[dict[str, Any], list[str]]] = [
    ({"title": "あ" * 201}, ["title「" + "あ" * 29 + "…」：200文字までです（いまは201文字）。"]),
    ({"title": None}, ["title：書かれていません。この項目は必ず必要です。"]),
    ({"title": 5}, ["title「5」：文字で書いてください。"]),
    ({"title": "清\0掃"}, ["title「清�掃」：ほかの人の画面では見えない文字（U+0000）が入っています。消すか、見える字に書き直してください。"]),
    ({"purpose": "\ud842"}, ["purpose「�」：ほかの人の画面では見えない文字（U+D842）が入っています。消すか、見える字に書き直してください。"]),
    ({"partner_name": "会" * 300}, ["partner_name「" + "会" * 29 + "…」：200文字までです（いまは300文字）。"]),
    ({"fiscal_year": 0}, ["fiscal_year「0」：年度は1950年度から2100年度までです。2023、2023年度、令和5年度、R5 のように書いてください。"]),
    ({"fiscal_year_end": 99999}, ["fiscal_year_end「99999」：年度は1950年度から2100年度までです。2023、2023年度、令和5年度、R5 のように書いてください。"]),
    ({"fiscal_year": "平成の終わり"}, ["fiscal_year「平成の終わり」：年度は1950年度から2100年度までです。2023、2023年度、令和5年度、R5 のように書いてください。"]),
    ({"fiscal_year": 2016.5}, ["fiscal_year「2016.5」：年度は1950年度から2100年度までです。2023、2023年度、令和5年度、R5 のように書いてください。"]),
    ({"fiscal_year": True}, ["fiscal_year「true」：年度は1950年度から2100年度までです。2023、2023年度、令和5年度、R5 のように書いてください。"]),
    ({"fiscal_year_end": 2015}, ["fiscal_year_end「2015」：終わりの年度が、始まりの年度より前です。"]),
    ({"forms": []}, ["forms「[]」：形態を一つ以上書いてください。"]),
    ({"forms": [99]}, ["forms「[99]」：形態は1から12までの番号か、その名前です。"]),
    ({"forms": [7, 7], "form_names": None}, ["forms「[7, 7]」：同じ形態が二度出てきます。"]),
    ({"forms": {"7": 1}}, ['forms「{"7": 1}」：いくつかの値のリストで書いてください（CSVでは「;」で区切ります）。']),
    ({"form_names": ["補助"]}, ['form_names「["補助"]」：forms の番号と、形態の名前が合いません。']),
    ({"primary_form": 3}, ["primary_form「3」：主な形態が、forms の中にありません。"]),
    ({"start_pattern": "E"}, ["start_pattern「E」：始まりの類型は A・B・C・D のどれかです。"]),
    ({"start_pattern": "A"}, ["start_pattern_name「市民主導行政協力型」：start_pattern の記号と、類型の名前が合いません。"]),
    ({"field_no": 21}, ["field_no「21」：分野は1から20までの番号か、その名前です。"]),
    ({"budget_total_yen": -1}, ["budget_total_yen「-1」：金額は0円以上の整数（円）です。"]),
    ({"budget_total_yen": 10, "budget_city_yen": 11}, ["budget_city_yen「11」：市の負担が、事業費より多くなっています。"]),
    ({"source_urls": ["javascript:1"]}, ['source_urls「["javascript:1"]」：出典は http:// か https:// で始まる住所で書いてください。']),
    ({"fiscal_year_certain": "たぶん"}, ["fiscal_year_certain「たぶん」：true か false（○ か ×）で書いてください。"]),
    (
        {"partner_name": None, "partner_type": None},
        ["partner_name「null」：相手の団体の名前（partner_name）か種別（partner_type）が必要です。"],
    ),
    (
        {"title": None, "forms": [], "budget_cap_yen": -5},
        [
            "title：書かれていません。この項目は必ず必要です。",
            "budget_cap_yen「-5」：金額は0円以上の整数（円）です。",
            "forms「[]」：形態を一つ以上書いてください。",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), BROKEN)
def test_broken_record_is_told_with_its_reason(
    changes: dict[str, Any], expected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps([{**ONE, **changes}]))

    assert reasons(path) == [f"1件目（id：amagasaki-h28-toilet）の {line}" for line in expected]


def test_missing_column_is_told_for_each_record(tmp_path: Path) -> None:
    records = copy.deepcopy(RECORDS[:2])
    del records[1]["purpose"]

    assert reasons(written(tmp_path, records)) == [
        "2件目（id：chiba-h27-kyukyu）の purpose：書かれていません。この項目は必ず必要です。"
    ]


def test_same_number_twice_in_a_file_is_told(tmp_path: Path) -> None:
    assert reasons(written(tmp_path, [ONE, {**RECORDS[1], "id": ONE["id"]}])) == [
        "2件目（id：amagasaki-h28-toilet）の id「amagasaki-h28-toilet」：同じ番号が1件目にもあります。"
    ]


def test_one_bad_record_keeps_all_out(tmp_path: Path) -> None:
    path = written(tmp_path, [*RECORDS[:39], {**RECORDS[39], "budget_city_yen": "たくさん"}])

    assert run(path) == (
        "",
        (
            "40件目（id：zama-r8-yell）の budget_city_yen「たくさん」：金額は0円以上の整数（円）です。\n"
            "直すところが1か所あります。何も登録していません。"
        ),
        1,
    )
    assert (Project.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_csv_fault_names_the_line(tmp_path: Path) -> None:
    assert reasons(as_csv(tmp_path, [ONE, {**RECORDS[1], "primary_form": "たすけ"}])) == [
        "2件目（3行目、id：chiba-h27-kyukyu）の primary_form「たすけ」：形態は1から12までの番号か、その名前です。"
    ]


def test_unknown_column_is_told_and_left_out(tmp_path: Path) -> None:
    out, err, code = run(written(tmp_path, [{**ONE, "電話": "000"}]))

    assert (out, err, code) == ("1件を登録しました。\n", "次の項目は使わずに進めました：電話\n", 0)
    assert SourceRecord.objects.get().data == ONE


FILES: list[tuple[str, bytes, str]] = [
    ("a.json", b"{", "JSONとして読めません（1行目の2文字目あたり）。かっこやコンマの抜けがないか確かめてください。"),
    ("a.json", b"{}", "JSONの全体は、記録を並べたリスト（[ … ]）にしてください。"),
    ("a.json", b"[1]", "1件目：記録が「項目: 値」の組（{ … }）になっていません：1"),
    ("a.json", b"[]", "記録が1件もありません。ファイルの中身を確かめてください。"),
    ("a.json", b"[NaN]", "JSONとして読めない数があります（NaN）。"),
    ("a.json", b"[" * 100_000, "JSONの入れ子が深すぎて読めません。"),
    ("a.json", b"", "JSONとして読めません（1行目の1文字目あたり）。かっこやコンマの抜けがないか確かめてください。"),
    ("a.json", b"\xff\xfe\x00", "文字コードを読み取れません。UTF-8（BOMの有無は問いません）かShift_JIS（CP932）で保存し直してください。"),
    ("a.xls", b"PK", "ファイルの種類が分かりません。名前が .json か .csv か .xlsx で終わるファイルを指定してください。"),
    ("a.xlsx", b"PK", "ファイルの名前はxlsxですが、中身がそうなっていないか、壊れています。手元で開けるかを確かめ、保存し直してから選んでください。"),
    ("a.csv", b"id,id\n1,2\n", "1行目に同じ列の名前が二度出てきます：id"),
    ("a.csv", b"id,title\n1\n", "1件目（2行目）：列の数が1で、1行目の2と合いません。コンマや引用符の抜けがないか確かめてください。"),
    ("a.csv", b'id,title\n"1,2\n', "CSVとして読めません（2行目あたり：unexpected end of data）。"),
    ("a.csv", b"id,title\n", "記録が1件もありません。ファイルの中身を確かめてください。"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "expected"), FILES)
def test_unreadable_file_is_told_in_one_line(
    name: str, content: bytes, expected: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert reasons(path) == [expected]


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()

    assert reasons(tmp_path / "no.json") == [f"ファイルが見つかりません：{tmp_path / 'no.json'}"]
    assert reasons(tmp_path / "folder.csv")[0].startswith("ファイルを読めません（")


def test_names_as_people_write_them_are_kept(tmp_path: Path) -> None:
    names = [
        "𠮷川﨑の会",
        "葛\U000e0100飾の会",
        "A&Bの会 'みんな' \"輪\"",
        "<b>太字の会</b>",
        "ﾊﾝｶｸの会",
    ]
    records = [{**ONE, "id": f"r{n}", "partner_name": name} for n, name in enumerate(names)]

    import_file(written(tmp_path, records))

    kept = [
        export_record(source.project) for source in SourceRecord.objects.order_by("external_id")
    ]
    assert kept == records
    shown = [project.partner_names for project in Project.objects.order_by("source__external_id")]
    assert shown == [[name] for name in names]
