"""The city's profile."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kyodo_portal.cities import city
from kyodo_portal.cities.samples import samples_in
from kyodo_portal.management.doctor.looking import Finding, look_at, note


@look_at("市の設定ファイル")
def profile_is_the_citys() -> Iterator[Finding]:
    """A broken one has stopped the start already."""
    samples = [] if settings.DEBUG else samples_in(city())
    if samples:
        key, text = samples[0]
        yield note(
            f"市の設定ファイル（{Path(settings.KYODO_CITY).name}）に、見本のままの言葉が{len(samples)}か所あります"
            f"（{key}：{text} など）。",
            "manage.py check_city 市の設定ファイル で場所を見て、市の本当の言葉に書きかえてください。",
        )
