"""Values that no person types on purpose, and some that people do."""

LONG = 10_000
LONGER = 60_000

#: Values of the address, as they go over the wire.
IN_ADDRESSES = {
    "nothing": "",
    "nul": "%00",
    "nul inside": "a%00b",
    "not utf-8": "%ff",
    "half a surrogate pair": "%ed%a0%80",
    "half a character": "%e9%98",
    "long": "a" * LONG,
    "long kanji": "%E5%8D%94" * 3_000,
    "percent signs": "%25" * 200,
    "pattern": "%25_" * 2_000,
    "negative": "-1",
    "zero": "0",
    "huge": "9" * 40,
    "full width": "%EF%BC%93",
    "other digits": "%D9%A3",
    "not a number": "nan",
    "infinite": "1e999",
    "column": "group__created_by__password__startswith",
    "list": "[]&{name}=2&{name}=",
    "quote": "'%22%3E%3Cscript%3E",
    "combining": "a" + "%CC%80" * 2_000,
    "direction": "%E2%80%AE%E2%80%8B",
}

#: The values for pages that have no filters of ours.
BRIEF = ("nul", "not utf-8", "long", "negative", "huge", "full width", "column", "list", "quote")

#: Names of parameters that reach for what no filter offers.
COLUMNS = (
    "group__created_by__password__startswith",
    "created_by__password__startswith",
    "password__startswith",
    "contact__name__startswith",
    "status",
    "published_at__isnull",
    "_connector",
    "_negated",
    "pk__in",
    "submission_key__gt",
    "order_by",
)

#: Texts typed into every field of a form at once.
IN_FORMS = {
    "very long": "あ" * 100_000,
    "long line": "a" * LONG,
    "full-width digits": "１２３",
    "impossible day": "令和9年2月30日",
    "era that had ended": "平成50年1月1日",
    "day zero": "2026-00-00",
    "huge number": "9" * 60,
    "negative": "-5",
    "not a number": "NaN",
    "markup": '"><img src=x onerror=alert(1)>{{ 7 }}{% now "Y" %}',
    "direction": "見本\u202e\u200b",
    "combining": "か" + "\u3099" * 3_000,
    "blanks": "　 \t　",
    "line ends": "一\r二\n三\r\n四\u2028五",
    "pair": "👩\u200d🌾𠮷",
}
