"""The texts of the pages and their translations: `make messages`.

Gathers every text marked for translation, keeps the catalogues of English and やさしい日本語 beside
it (new texts come in empty, texts no longer used go) and compiles them for Django. A test keeps
the catalogues complete.
"""

import ast
import datetime as dt
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.module_loading import import_string
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "kyodo_portal" / "locale"
LOCALES = {"en": "en", "ja-easy": "ja_Easy"}
"""The languages that are translated into, each with the name of its folder."""

CODE = ("kyodo_portal", "groups", "projects", "proposals", "evaluations")
CALLS = {"gettext", "gettext_lazy", "gettext_noop", "_", "ngettext", "ngettext_lazy"}
CALLS_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
IN_CONTEXT = "\4"
"""Between the context of a text and the text itself, as in the compiled catalogue."""

_LITERAL = r"""(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
_TEMPLATE_CALL = re.compile(rf"\b(p?)(?:n?gettext|_)\((u?{_LITERAL}(?:, u?{_LITERAL})?)")
"""What Django makes of a template's tags for such programs as gather texts."""


def _found() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every text to translate (and its plural), with the file it stands in."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
                    given = (each.value for each in node.args[:2] if isinstance(each, ast.Constant))
                    if literals := tuple(given):
                        yield str(path.relative_to(ROOT)), literals
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS_IN_CONTEXT:
                    context, said = (ast.literal_eval(each) for each in node.args)
                    yield str(path.relative_to(ROOT)), (f"{context}{IN_CONTEXT}{said}",)
    for dataset in import_string("kyodo_portal.publishing.kinds.datasets")().values():
        told = (part for each in dataset.columns for part in (each.label, each.kind, each.meaning))
        for said in (f"一覧{IN_CONTEXT}{dataset.title}", dataset.about, *told):
            yield "kyodo_portal/opendata", (said,)
    record = import_string("kyodo_portal.site.accessibility.record")()
    kinds = [kind for part in record["kinds"].values() for kind in part.items()]
    for said in (
        *record["looks"].values(),
        *(name for _level, name, _way in record["criteria"].values()),
        *(said for kind, states in kinds for said in (kind, *states)),
    ):
        yield "kyodo_portal/site/accessibility.toml", (said,)
    for path in sorted((ROOT / "templates").rglob("*.*")):
        name = str(path.relative_to(ROOT))
        marked = templatize(path.read_text(encoding="utf-8"), origin=name)
        for in_context, arguments in _TEMPLATE_CALL.findall(marked):
            given = ast.literal_eval(f"({arguments},)")
            yield name, (IN_CONTEXT.join(given),) if in_context else given


@dataclass(slots=True)
class Text:
    """A text to translate: itself, its plural where it counts something, and where it stands."""

    id: str
    plural: str = ""
    places: set[str] = field(default_factory=set)


@cache
def texts() -> dict[str, Text]:
    """The texts to translate, by what they say."""
    found: dict[str, Text] = {}
    for place, (said, *plural) in _found():
        text = found.setdefault(said, Text(said))
        text.places.add(place)
        text.plural = text.plural or "".join(plural)
    return found


def catalogue_path(code: str) -> Path:
    return LOCALE / LOCALES.get(code, code) / "LC_MESSAGES" / "django.po"


def read(code: str) -> Catalog:
    """The catalogue of a language as it is kept; empty where none is kept yet."""
    path = catalogue_path(code)
    if not path.exists():
        return Catalog()
    with path.open("rb") as source:
        return read_po(source)


def renewed(code: str) -> Catalog:
    """The catalogue with exactly the texts that are now in use."""
    kept = read(code)
    new = Catalog(
        locale="en" if code == "en" else "ja",
        project="協働ポータル",
        charset="utf-8",
        fuzzy=False,
        header_comment="# What the pages say, in another language. Made complete by `make messages`.",
    )
    for text in texts().values():
        context, _, said = text.id.rpartition(IN_CONTEXT)
        kept_one = kept.get(said, context or None)
        told = kept_one.string if kept_one is not None else ""
        if text.plural and isinstance(told, str):
            told = (told,) * new.num_plurals
        elif not text.plural and not isinstance(told, str):
            told = told[-1]
        new.add(
            (said, text.plural) if text.plural else said,
            told,
            context=context or None,
            locations=[(place, None) for place in sorted(text.places)],
        )
    return new


SAYS_NOTHING = tuple(
    f'"{name}'.encode()
    for name in (
        "POT-",
        "PO-Rev",
        "Generated-By",
        "Last-Tr",
        "Report-Msgid",
        "Language-Team",
        "Proj",
    )
)
"""Head lines that change with every run or are nobody's business."""


def as_po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False, sort_by_file=True, omit_header=False)
    head, _, body = out.getvalue().partition(b"\n\n")
    lines = [line for line in head.split(b"\n") if not line.startswith(SAYS_NOTHING)]
    return b"\n".join(lines) + b"\n\n" + body


NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Written into every compiled catalogue, so that the same texts are the same file."""


def as_mo(catalogue: Catalog) -> bytes:
    catalogue.creation_date = catalogue.revision_date = NEVER
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    for code in LOCALES:
        catalogue = renewed(code)
        path = catalogue_path(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(as_mo(read(code)))
        missing = sum(not _is_told(message) for message in catalogue if message.id)
        sys.stdout.write(f"{code}: {len(catalogue)} texts, {missing} not translated yet\n")

    own = catalogue_path("ja")  # what the libraries say, in the portal's words
    own.with_suffix(".mo").write_bytes(as_mo(read_po(io.BytesIO(own.read_bytes()), locale="ja")))


def _is_told(message: Message) -> bool:
    told = message.string
    return all(told) if isinstance(told, tuple) else bool(told)


if __name__ == "__main__":
    django.setup()
    main()
