"""How the browser of the tests is started: what is added takes nothing of Playwright's own away."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.chromium import OFF_IN_PLAYWRIGHT, OFF_IN_THE_WINDOW

pytestmark = [pytest.mark.browser, pytest.mark.once(on="postgres")]

SWITCH = "--disable-features="


def features_given(browser: Browser) -> list[set[str]]:
    """The features that each `--disable-features` of the running browser names, in their order."""
    session = browser.new_browser_cdp_session()
    running = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pid = next(process["id"] for process in running if process["type"] == "browser")
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return [set(word.removeprefix(SWITCH).split(",")) for word in words if word.startswith(SWITCH)]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason=f"{os.name}: no /proc")
def test_everything_playwright_switches_off_stays_off(browser: Browser) -> None:
    of_playwright, ours = features_given(browser)

    assert set(OFF_IN_PLAYWRIGHT) == of_playwright
    assert ours == of_playwright | set(OFF_IN_THE_WINDOW)
