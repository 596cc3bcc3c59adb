"""Style sheets are served whole: one request, nothing lost."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal
from django.contrib.staticfiles.finders import get_finder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from kyodo_portal.web.static_files import WHOLE, collect_changed, whole

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The style sheets as production serves them, collected once for the file."""
    storage = "kyodo_portal.web.static_files.WholeStaticFilesStorage"
    root = tmp_path_factory.mktemp("static")
    storages = {**portal.STORAGES, "staticfiles": {"BACKEND": storage}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        return {name: (root / staticfiles_storage.stored_name(name)).read_text() for name in WHOLE}


@pytest.mark.parametrize("name", WHOLE)
def test_style_sheet_is_served_whole(served: dict[str, str], name: str) -> None:
    written = Path("static", name).read_text()
    parts = re.findall(r'@import url\("([^"]+)"\)', written)

    assert "@import" not in served[name]
    assert len(parts) > 5
    for part in parts:
        text = (Path("static", name).parent / part).read_text()
        assert text in served[name], part


def test_part_stands_in_its_layer() -> None:
    texts = {
        "css/a.css": '@layer one, two;\n@import url("b/c.css") layer(two);\n@import url("d.css");',
        "css/b/c.css": "p { color: red; }",
        "css/d.css": "q { color: blue; }",
    }

    assert whole("css/a.css", texts) == (
        "@layer one, two;\n@layer two {\np { color: red; }\n}\nq { color: blue; }"
    )


def test_part_that_points_elsewhere_is_refused() -> None:
    texts = {"css/a.css": '@import url("b.css");', "css/b.css": "p { background: url(x.png); }"}

    with pytest.raises(ValueError, match="css/b.css"):
        whole("css/a.css", texts)


def test_files_are_collected_only_where_one_has_changed(settings: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("p { color: red; }")
    settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path / "static", [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    get_finder.cache_clear()

    times = [collect_changed(), collect_changed()]
    (source / "a.css").write_text("p { color: blue; }")
    times += [collect_changed(), collect_changed()]
    shutil.rmtree(settings.STATIC_ROOT)
    times += [collect_changed()]
    get_finder.cache_clear()

    assert times == [True, False, True, False, True]
    assert (tmp_path / "static" / "a.css").read_text() == "p { color: blue; }"
