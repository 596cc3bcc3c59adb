"""How much is done together in this city: the published projects counted in seven ways, and year by
year what comes before and after them (`kyodo_portal.site.statistics.by_year`).

Only what is public is counted, whoever looks; of consultations, which are not, no small number is told.
All figures of the page are read in one query.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models.departments import in_language
from kyodo_portal.cities import city, said
from kyodo_portal.cities.rows.kinds import COMMON_FIELDS
from kyodo_portal.words.text import fiscal_year_label
from projects.models import ProjectStatus

UNREGISTERED = _("登録のない団体")
MOST_BARS = 20
"""How many bars a chart has at most; the table beneath it has every row."""

SEVERAL = _(
    "一つの事業にいくつかあるときは、それぞれに一件と数えます。合計は事業の数より多くなります。"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `url` leads to the list of these projects, where there is one, and `year`
    is its 年度, where it is of one."""

    label: str
    number: int
    url: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One way of counting: its name in the address, its title, what a line is, an honest note."""

    key: str
    title: str
    heading: str
    rows: list[Row] = field(default_factory=list)
    note: str = ""
    by_year: bool = False

    @property
    def bars(self) -> list[tuple[str, int]]:
        """What the chart shows: the rows in their order, those without any project left out; of too
        many the largest, the largest first."""
        bars = [(row.label, row.number) for row in self.rows if row.number]
        return sorted(bars, key=lambda bar: -bar[1])[:MOST_BARS] if self.is_cut else bars

    @property
    def columns(self) -> list[tuple[str, int]]:
        """Years with their short names, for the columns of the chart."""
        return [(row.label.partition("(")[0], row.number) for row in self.rows]

    @property
    def is_cut(self) -> bool:
        return sum(bool(row.number) for row in self.rows) > MOST_BARS

    @property
    def told(self) -> str:
        """What the chart shows, in a sentence."""
        most = max(self.rows, key=lambda row: row.number, default=None)
        if most is None or not most.number:
            return gettext("まだ一件もありません。")
        return gettext("最も多いのは{label}の{number:,}件です。数字は表にあります。").format(
            label=most.label, number=most.number
        )


def tables_of(counters: dict[str, Counter[str]]) -> list[Table]:
    """Every table of the page, in its order. Kinds with a fixed list show the empty ones too."""

    def number(what: str, key: object) -> int:
        return counters.get(what, Counter())[str(key)]

    def listed(parameter: str, value: object) -> str:
        return f"{reverse('projects:list')}?{parameter}={value}"

    known_years = sorted(int(year) for year in counters.get("year", Counter()))
    span = range(known_years[0], known_years[-1] + 1) if known_years else range(0)
    departments = []
    for names, total in counters.get("department", Counter()).items():
        pk, name_en, name_kana, name = names.split("\n", maxsplit=3)
        url = listed("department", pk) if pk else ""
        departments.append(Row(in_language(name, name_en, name_kana), total, url))
    departments.sort(key=lambda row: (-row.number, row.label))
    forms = [form for form in city().forms if form.state != "off" or number("form", form.number)]
    forms.sort(key=lambda form: form.number)
    kinds = [
        kind for kind in city().group_kinds if kind.state != "off" or number("partner", kind.code)
    ]
    fields = [each for each in city().fields if each.state != "off" or number("field", each.number)]
    has_own = any(each.number not in COMMON_FIELDS for each in fields)
    by_pattern = [
        Table(
            "pattern",
            gettext("始まりの類型"),
            gettext("類型"),
            [
                Row(
                    f"{each.code} {said(each.name)}",
                    number("pattern", each.code),
                    listed("pattern", each.code),
                )
                for each in city().patterns_used
            ],
        )
    ]
    among = [
        Table(
            "among",
            gettext("だれとだれの協働か"),
            gettext("相手"),
            [
                Row(gettext("市民と市の協働"), number("among", "city"), listed("among", "city")),
                Row(
                    gettext("市民と市民の協働"),
                    number("among", "citizens"),
                    listed("among", "citizens"),
                ),
            ],
        )
    ]
    return [
        *(among if city().citizens_together else []),
        *(by_pattern if city().has_patterns else []),
        Table(
            "form",
            gettext("協働の形態"),
            gettext("形態"),
            [
                Row(said(each.name), number("form", each.number), listed("form", each.number))
                for each in forms
            ],
            gettext("主な形態のほかに、合わせて使われた形態も数えます。") + SEVERAL,
        ),
        Table(
            "year",
            gettext("始まった年度"),
            gettext("年度"),
            [Row(fiscal_year_label(year), number("year", year), year=year) for year in span],
            gettext(
                "事業が始まった年度で数えます。続いている事業も、始まった年度に一度だけ数えます。"
            ),
            by_year=True,
        ),
        Table(
            "status",
            gettext("いまの状態"),
            gettext("状態"),
            [
                Row(str(each.label), number("status", each.value), listed("status", each.value))
                for each in ProjectStatus
            ],
        ),
        Table(
            "field",
            gettext("活動の分野"),
            gettext("分野"),
            [
                Row(said(each.name), number("field", each.number), listed("field", each.number))
                for each in fields
            ],
            ("" if has_own else gettext("分野は、特定非営利活動促進法の別表の二十の分野です。"))
            + SEVERAL
            + gettext("分野の書かれていない事業は入りません。"),
        ),
        Table(
            "partner",
            gettext("相手団体の種別"),
            gettext("種別"),
            [Row(said(each.name), number("partner", each.code)) for each in kinds]
            + [Row(str(UNREGISTERED), number("partner", ""))],
            gettext(
                "「{unregistered}」は、この市に登録していない団体や、記録に名前だけが残る団体です。"
            ).format(unregistered=UNREGISTERED)
            + SEVERAL,
        ),
        Table(
            "department",
            gettext("市の所管課"),
            gettext("課"),
            departments,
            gettext("所管課がいくつかある事業は、それぞれの課に数えます。"),
        ),
    ]
