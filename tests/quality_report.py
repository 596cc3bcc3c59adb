"""The page of the documentation that says what the outside judges found."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

BUDGET = 100_000
"""Bytes of a first visit, photos not counted."""


@dataclass(frozen=True)
class Judged:
    """Lighthouse's scores of a page from 0 to 100, and the audits that cost points."""

    scores: dict[str, int]
    weak: list[str]

    @property
    def performance(self) -> int:
        return self.scores["performance"]


@dataclass(frozen=True)
class FirstVisit:
    """What a first visit asks for: requests and bytes without photos, and bytes of photos."""

    requests: int
    size: int
    photos: int


def write(
    path: Path,
    versions: dict[str, str],
    found: dict[str, list[str]],
    loaded: dict[str, tuple[Judged, FirstVisit]],
    *,
    missing: list[str],
) -> None:
    """Write the report."""
    errors = {
        name: [message for message in messages if message.startswith("error")]
        for name, messages in found.items()
    }
    lines = [
        "# Measured quality",
        "",
        "Made by `make quality`; run it again rather than change this page. It serves the",
        "demonstration city as in production (DEBUG off, hashed and compressed static files, as if",
        "behind a proxy that speaks HTTPS) on the machine that measures, over plain HTTP.",
        "",
        f"- Date: {dt.datetime.now(tz=dt.UTC).date().isoformat()}",
        *(f"- {name} {version}" for name, version in versions.items()),
        "",
        "## Lighthouse, phone preset",
        "",
        "| page | performance | accessibility | best practices | SEO | audits below 90 |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, (judged, _visit) in loaded.items():
        scores = " | ".join(str(score) for score in judged.scores.values())
        lines.append(f"| {name} | {scores} | {', '.join(judged.weak) or 'none'} |")
    lines += [
        "",
        "Each page was loaded three times; shown is the load in the middle by performance, which",
        "depends on what else the machine does. The other three scores do not.",
        "",
        "## First visit",
        "",
        f"Everything a browser with an empty cache transfers, compressed. Budget: {BUDGET // 1000} kB",
        "without photos.",
        "",
        "| page | requests | kB without photos | kB of photos |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, (_judged, visit) in loaded.items():
        lines.append(
            f"| {name} | {visit.requests} | {visit.size / 1000:.1f} | {visit.photos / 1000:.1f} |"
        )
    wrong = {name: messages for name, messages in errors.items() if messages}
    warned = sum(len(messages) for messages in found.values()) - sum(map(len, errors.values()))
    lines += [
        "",
        "## HTML",
        "",
        f"The Nu HTML Checker read {len(found)} pages (kinds of pages in their states, with account",
        f"and admin pages): {sum(map(len, errors.values()))} errors, {warned} warnings.",
    ]
    if missing:
        lines += [
            "",
            "Not read, since the demonstration has no such thing: " + "、".join(missing) + "。",
        ]
    for name, messages in wrong.items():
        lines += ["", f"- {name}", *(f"  - {message}" for message in messages)]
    lines += ["", "Pages read: " + "、".join(found) + "。", ""]
    path.write_text("\n".join(lines))
