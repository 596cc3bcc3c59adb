"""People who go on writing while the portal is in trouble, and remember what they were promised."""

import json
import time
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

from tests.prove.portal import Portal, Visitor
from tests.trust.reading import forms_in

DOCUMENT_EVERY = 3
SUBMIT_EVERY = 4


@dataclass
class Writer:
    """Writes a draft by its autosave, adds documents to it and submits others, as fast as it is answered.

    Promised is what was acknowledged: `number` stands in the last words that were (200), `documents`
    (302) by their content's sha256, `submitted` (302) by the proposal's key. `answers` counts by status
    what came, 0 where nobody answered.
    """

    portal: Portal
    session: str
    draft: int
    ready: list[int]
    number: int = 0
    saved: int = 0
    sent: int = 0
    documents: list[str] = field(default_factory=list)
    submitted: list[int] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)

    @property
    def acknowledged(self) -> int:
        return self.saved + len(self.documents) + len(self.submitted)

    def write(self, enough: Event) -> None:
        """Until it is enough. Whatever goes wrong, the page is opened anew and writing goes on."""
        while not enough.is_set():
            try:
                fields = self._open()
                while fields is not None and not enough.is_set():
                    fields = self._step(fields)
            except OSError:
                self._count(0)
            time.sleep(0.05)

    def _count(self, status: int) -> None:
        self.answers[status] = self.answers.get(status, 0) + 1

    @property
    def _visitor(self) -> Visitor:
        return Visitor(self.portal.port, self.session)

    def _open(self) -> dict[str, str] | None:
        """What the form of the draft would send untouched; None where the page is not answered."""
        path = f"/proposals/{self.draft}/whole/"
        reply = self._visitor.get(path)
        self._count(reply.status)
        if reply.status != 200:
            return None
        answer = SimpleNamespace(streaming=False, content=reply.body, headers={})
        return next(f.fields for f in forms_in(answer, path) if "summary" in f.fields)

    def _step(self, fields: dict[str, str]) -> dict[str, str] | None:
        self.sent += 1
        if self.sent % DOCUMENT_EVERY == 0:
            return fields if self._add_document() else None
        if self.sent % SUBMIT_EVERY == 0 and self.ready:
            return fields if self._submit() else None
        return self._save(fields)

    def _save(self, fields: dict[str, str]) -> dict[str, str] | None:
        words = {**fields, "summary": f"{self.sent}番目の言葉", "autosave": "1"}
        reply = self._visitor.post(f"/proposals/{self.draft}/autosave/", words)
        self._count(reply.status)
        if reply.status != 200:
            return None
        self.number, self.saved = self.sent, self.saved + 1
        return {**words, "seen": json.loads(reply.body)["seen"]}

    def _add_document(self) -> bool:
        content = b"%PDF-1.4\n" + f"{self.draft} {self.sent} ".encode() * 20_000 + b"\n%%EOF\n"
        path = f"/proposals/{self.draft}/attachments/"
        title = {"attachment-title": f"書類{self.sent}"}
        reply = self._visitor.send_file(path, title, "attachment-file", content)
        self._count(reply.status)
        if reply.status == 302:
            self.documents.append(sha256(content).hexdigest())
        return reply.status in (200, 302)

    def _submit(self) -> bool:
        proposal = self.ready.pop()
        reply = self._visitor.post(f"/proposals/{proposal}/move/", {"move": "submit"})
        self._count(reply.status)
        if reply.status == 302:
            self.submitted.append(proposal)
        return reply.status == 302


@dataclass
class Company:
    """All the writers at work at once."""

    writers: list[Writer]
    enough: Event = field(default_factory=Event)
    threads: list[Thread] = field(default_factory=list)

    def __enter__(self) -> "Company":
        self.threads = [Thread(target=w.write, args=(self.enough,)) for w in self.writers]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.enough.set()
        for thread in self.threads:
            thread.join(timeout=60)

    @property
    def acknowledged(self) -> int:
        return sum(writer.acknowledged for writer in self.writers)

    def goes_on(self, more: int, *, within: float = 300) -> None:
        """Wait until so many more writes have been acknowledged. Raises AssertionError after `within`
        seconds."""
        goal, until = self.acknowledged + more, time.monotonic() + within
        while self.acknowledged < goal:
            assert time.monotonic() < until, f"{self.acknowledged} of {goal} acknowledged"
            time.sleep(0.02)


def lost(writers: list[Writer], kept: dict[str, Any]) -> list[str]:
    """What was promised and is not there, or is there by half."""
    found = {each["found"] for each in kept["documents"]}
    gone = []
    for writer in writers:
        words = kept["summaries"][str(writer.draft)]
        stored = int(words.partition("番")[0]) if words.endswith("番目の言葉") else 0
        if stored < writer.number:
            gone.append(f"draft {writer.draft}: {stored} for {writer.number}")
        gone += [f"document {each[:8]}" for each in writer.documents if each not in found]
        gone += [
            f"proposal {each}: {kept['versions'].get(str(each), 0)} versions"
            for each in writer.submitted
            if kept["versions"].get(str(each)) != 1
        ]
    gone += [
        f"half a file: {each['title']}"
        for each in kept["documents"]
        if each["found"] != each["promised"]
    ]
    return gone
