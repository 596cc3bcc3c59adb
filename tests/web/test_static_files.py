"""Style sheets are served whole: one request, nothing lost."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import get_finder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from kyodo_portal.web.static_files import collect_changed, whole

pytestmark = pytest.mark.once


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    storage = "kyodo_portal.web.static_files.WholeStaticFilesStorage"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


@pytest.mark.parametrize("name", ["css/site.css", "css/admin/portal.css"])
def test_style_sheet_is_served_whole(collected: Path, name: str) -> None:
    served = (collected / staticfiles_storage.stored_name(name)).read_text()
    written = Path("static", name).read_text()
    parts = re.findall(r'@import url\("([^"]+)"\)', written)

    assert "@import" not in served
    assert len(parts) > 5
    for part in parts:
        text = (Path("static", name).parent / part).read_text()
        assert text in served, part


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
