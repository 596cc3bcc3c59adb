"""The addresses of the portal as a whole: home, guide, search, open data, feeds, figures."""

from tests.trust.outcomes import Row, act, page

SITE: list[Row] = [
    page("home", ok="all"),
    page("guide", ok="all"),
    page("guide_part", "=forms", ok="all"),
    page("which_form", ok="all"),
    page("near", ok="all"),
    page("near", query="?near={place}", ok="all"),
    page(
        "which_form",
        query="?begin=ours&what=event&need=name&duty=ours&lasting=once",
        ok="all",
    ),
    page("accessibility", ok="all"),
    page("accessibility_results", ok="all"),
    page("search", ok="all"),
    act("keep", otherwise="taken", anonymous="login"),
    act("discard", "=999999", anonymous="login"),
    act("furigana", otherwise="goes", anonymous="goes", data={"show": "off"}),
    page("search_suggest", ok="all"),
    page("my", otherwise="ok", anonymous="login"),
    page("healthz", ok="all"),
    page("readyz", ok="all"),
    page("city_styles", "=000000000000"),
    page("quilt", "=7", "=4", ok="all"),
    page("open_data", ok="all"),
    *(
        page(f"open_data_{form}", f"={name}", ok="all")
        for form in ("csv", "json", "dictionary")
        for name in (
            "projects",
            "events",
            "help-wanted",
            "lectures",
            "offers",
            "groups",
            "places",
            "meetings",
            "calls",
            "concerns",
            "opinions",
            "reports",
        )
    ),
    *(
        page(f"feed_{name}", ok="all")
        for name in (
            *("projects", "events", "lectures", "help-wanted", "offers"),
            *("groups", "meetings", "calls", "opinions", "concerns", "reports", "updates"),
        )
    ),
    page("calendar_calls", ok="all"),
    page("calendar_meetings", ok="all"),
    page("calendar_opinions", ok="all"),
    page("calendar_projects", ok="all"),
    page("calendar_events", ok="all"),
    page("calendar_help-wanted", ok="all"),
    page("sitemap", ok="all"),
    page("sitemap_pages", ok="all"),
    *(
        page("sitemap_records", f"={name}", "=1", ok="all")
        for name in (
            *("projects", "events", "lectures", "help-wanted", "offers"),
            *("groups", "places", "meetings", "calls", "opinions", "concerns", "proposals"),
            "reports",
        )
    ),
    page("robots", ok="all"),
    page("favicon", otherwise="goes"),
    page("statistics", ok="all"),
    page("statistics_csv", "=pattern", ok="all"),
    page("statistics_csv", "=nothing"),
]
