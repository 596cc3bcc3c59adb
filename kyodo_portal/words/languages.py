"""The languages of the pages: Japanese at /, やさしい日本語 at /easy/…, English at /en/….

The language lies in the address, so that a page can be sent to somebody in the language it was
read in. What is kept for others (the record, the search index) is always Japanese; a letter is in the
language of its reader, with the Japanese below.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.functional import Promise, lazy

# Words to be said later are strings too, which Django's types say under a name of their own.
if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyWords
else:
    LazyWords = Promise

Words = str | LazyWords
"""What the screen says: said already, or to be said once the language of the page is known."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the pages: `code` for Django, `prefix` in the address, `tag` for browsers."""

    code: str
    prefix: str
    tag: str

    @property
    def name(self) -> str:
        """Its name in itself, for those who look for it."""
        return dict(settings.LANGUAGES)[self.code]


JAPANESE = Language("ja", prefix="", tag="ja")
EASY = Language("ja-easy", prefix="easy/", tag="ja")
ENGLISH = Language("en", prefix="en/", tag="en")
LANGUAGES = (JAPANESE, EASY, ENGLISH)

_BY_CODE = {language.code: language for language in LANGUAGES}


def current() -> Language:
    """The language of the page being made; Japanese outside of one."""
    return _BY_CODE.get(translation.get_language() or "", JAPANESE)


def of_code(code: str) -> Language:
    """The language somebody reads, by the code kept with them; Japanese for none or one not known."""
    return _BY_CODE.get(code, JAPANESE)


def of_path(path: str) -> Language:
    """The language an address asks for."""
    return next(
        (each for each in (EASY, ENGLISH) if path.startswith(f"/{each.prefix}")),
        JAPANESE,
    )


def without_prefix(path: str) -> str:
    """The address of the same page in Japanese; never one that leads away (`//elsewhere`)."""
    return "/" + path.removeprefix(f"/{of_path(path).prefix}").lstrip("/")


def in_language(path: str, language: Language) -> str:
    """The address of the same page in another language."""
    return f"/{language.prefix}{without_prefix(path)[1:]}"


def later(say: Callable[..., str], *given: object) -> Words:
    """What this function says of these things, said once the language of the reader is known."""
    words: Words = lazy(say, str)(*given)
    return words


def in_japanese() -> AbstractContextManager[None]:
    """For what is written down: whoever reads it later need not read what its writer reads."""
    return written_in(JAPANESE)


def written_in(language: Language) -> AbstractContextManager[None]:
    """For what somebody who reads this language is told."""
    return translation.override(language.code)


class LanguagePrefix(LocalePrefixPattern):
    """The first step of an address, as far as it names the language."""

    @property
    def language_prefix(self) -> str:
        return current().prefix


def in_every_language(*urls: URLPattern | URLResolver) -> Sequence[URLResolver]:
    """The addresses, each reachable in every language."""
    return [URLResolver(LanguagePrefix(), list(urls))]


def listed(words: Iterable[object]) -> str:
    """Several words one after the other, parted as the language of the page parts them."""
    said = [str(word) for word in words]
    if current() != ENGLISH:
        return "、".join(said)
    return ("; " if any("," in word for word in said) else ", ").join(said)
