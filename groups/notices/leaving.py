"""The way out that stands in every digest: its address says whose notices and which kinds, signed, so
that it works for whoever has the letter, without signing in (RFC 8058)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from groups.models import NoticeKind

_SIGNER = Signer(salt="groups.notices.leaving")


@dataclass(frozen=True, slots=True)
class Leaving:
    """Whose notices (the account's number), and which kinds of them."""

    user_id: int
    kinds: tuple[NoticeKind, ...]


def token_of(user_id: int, kinds: Collection[str]) -> str:
    return _SIGNER.sign(f"{user_id}-{'-'.join(sorted(kinds))}")


def leaving_by(token: str) -> Leaving | None:
    """What a token means; None for one that the portal did not make."""
    try:
        number, *kinds = _SIGNER.unsign(token).split("-")
        return Leaving(int(number), tuple(map(NoticeKind, kinds)))
    except (BadSignature, ValueError):
        return None


def way_out(token: str) -> str:
    """The absolute address of the page that ends the notices, in the language that is written."""
    return settings.BASE_URL.rstrip("/") + reverse("unsubscribe", args=[token])
