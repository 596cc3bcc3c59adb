"""The city's profile."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kyodo_portal.cities import city
from kyodo_portal.management.doctor.looking import Finding, look_at, note


@look_at("市の設定ファイル")
def profile_is_the_citys() -> Iterator[Finding]:
    """A broken one has stopped the start already."""
    desk = city().desk
    if not settings.DEBUG and any("example" in each for each in (desk.email, desk.address)):
        yield note(
            f"市の設定ファイル（{Path(str(settings.KYODO_CITY)).name}）の窓口が、見本のままです"
            f"（{desk.email}）。",
            "[desk] に、市民が電話やメールをする本当の窓口を書いてください。",
        )
