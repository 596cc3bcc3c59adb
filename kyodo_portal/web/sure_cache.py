"""The cache in which failed sign-ins are counted goes on counting while its server is away.

Without it everybody could guess passwords as often as they like for as long as Redis is down. So a
table of the database stands in: slower, and sure. What was counted before is not in it, and what it
counted is not carried back; each by itself keeps its limit.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import models
from django.utils import timezone
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

TABLE = "kyodo_portal_fallbackcount"

AWAY = 5.0
"""Seconds for which a server that did not answer is not asked again."""

MOST = 100_000
"""Entries of the table; nobody may push out what was counted of others by guessing at many names."""


class FallbackCount(models.Model):
    """One entry of the table, in the columns that Django's cache in a database has."""

    cache_key = models.CharField("名前", max_length=255, primary_key=True, editable=False)
    value = models.TextField("内容", editable=False)
    expires = models.DateTimeField("有効な期限", db_index=True, editable=False)

    class Meta:
        app_label = "kyodo_portal"
        db_table = TABLE
        verbose_name = "キャッシュの代わり"
        verbose_name_plural = "キャッシュの代わり"

    def __str__(self) -> str:
        return self.cache_key


def forget_counts() -> int:
    """Remove what is over; how much that was."""
    return FallbackCount.objects.filter(expires__lt=timezone.now()).delete()[0]


class SureCache(BaseCache):
    """Redis, and the table while Redis is away. Raises only what the database raises."""

    away_until = 0.0

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._redis = RedisCache(server, params)
        self._table = DatabaseCache(TABLE, {**params, "OPTIONS": {"MAX_ENTRIES": MOST}})

    def _ask(self, what: Callable[[BaseCache], Any]) -> Any:
        # For all threads: one of them has waited for an answer that did not come.
        if time.monotonic() >= SureCache.away_until:
            try:
                return what(self._redis)
            except (RedisError, OSError) as error:
                SureCache.away_until = time.monotonic() + AWAY
                logger.warning("the cache is away (%s); a table counts", type(error).__name__)
        return what(self._table)

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        return bool(self._ask(lambda cache: cache.add(key, value, timeout, version)))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._ask(lambda cache: cache.get(key, default, version))

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None
    ) -> None:
        self._ask(lambda cache: cache.set(key, value, timeout, version))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._ask(lambda cache: cache.touch(key, timeout, version)))

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._ask(lambda cache: cache.delete(key, version)))

    def has_key(self, key: Any, version: Any = None) -> bool:
        return bool(self._ask(lambda cache: cache.has_key(key, version)))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return int(self._ask(lambda cache: cache.incr(key, delta, version)))

    def clear(self) -> None:
        self._ask(lambda cache: cache.clear())
