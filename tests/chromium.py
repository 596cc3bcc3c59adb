"""The system's Chromium and how it is started: silent towards the network, without what no page uses."""

import os
import shutil

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
"""Its program; empty where none is installed."""

ARGUMENTS = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # the sandbox does not work as root
)

#: What Playwright switches off itself. Of two `--disable-features` Chromium heeds the last alone, so
#: ours repeats this list; a test compares it with the one that Playwright really gives.
OFF_IN_PLAYWRIGHT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion"),
)

#: Parts of the window that nobody sees here, each a web page of its own that every new window loads:
#: the suggestions under the address bar and what is kept ready for them. Without them a context
#: with one page takes half the processor time.
OFF_IN_THE_WINDOW = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("PreloadTopChromeWebUI", "PreloadTopChromeWebUILessNavigations"),
    "SpareRendererForSitePerProcess",
)

WITH_PLAYWRIGHT = (
    *ARGUMENTS,
    "--disable-features=" + ",".join((*OFF_IN_PLAYWRIGHT, *OFF_IN_THE_WINDOW)),
)
"""The same for pages that Playwright opens."""
