"""Files as the portal keeps them, without what an upload goes through."""

from typing import TypeVar

from groups.models import User
from kyodo_portal.files.uploads import CheckedFile, StoredFile
from tests.trust.canaries import canary

F = TypeVar("F", bound=StoredFile)

#: The smallest picture there is: one white pixel as WebP.
WEBP = bytes.fromhex(
    "52494646240000005745425056503820180000003001009d012a0100010002003425a400037000fefb940000"
)


def keep(model: type[F], name: str, *, by: User | None, **belongs_to: object) -> F:
    """Keep a document whose content carries the canary of its name."""
    return keep_document(model, name, canary(f"{name}.content"), by=by, **belongs_to)


def keep_document(
    model: type[F], name: str, says: str, *, by: User | None, **belongs_to: object
) -> F:
    """Keep a document of this name with these words in it."""
    content = f"%PDF-1.4 {says}".encode()
    checked = CheckedFile(content, original_name=f"{name}.pdf", extension="pdf")
    kept = model.from_checked(checked, by=by, **belongs_to)
    kept.save()
    return kept


def keep_photo(model: type[F], *, by: User, **belongs_to: object) -> F:
    """Keep a photo of one pixel."""
    checked = CheckedFile(WEBP, original_name="photo.webp", extension="webp", width=1, height=1)
    kept = model.from_checked(checked, by=by, width=1, height=1, **belongs_to)
    kept.save()
    return kept
