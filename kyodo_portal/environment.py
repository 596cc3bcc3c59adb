"""What the environment says: each setting read, checked, and refused with one plain line.

A wrong value raises `WrongSetting`, a `SystemExit`: whatever started the portal (manage.py, a web
server, a test run) ends with that line and no traceback. Values are never repeated in it, since
addresses carry passwords.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.utils.http import is_same_domain

# Every variable the portal reads, as the README lists them.
VARIABLES = (
    "ALLOWED_HOSTS",
    "BASE_URL",
    "CACHE_URL",
    "DATABASE_URL",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "ERRORS_TO",
    "KYODO_CITY",
    "MAP_TILES_URL",
    "MEDIA_ROOT",
    "PORT",
    "SECRET_KEY",
    "SHARED_ANSWER_SECONDS",
    "STAFF_IDLE_MINUTES",
    "TRUSTED_PROXIES",
)

_env = environ.Env()

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}

_SINGLE = "django.core.cache.backends.locmem.LocMemCache"
_REDIS = "django.core.cache.backends.redis.RedisCache"

# Scheme of EMAIL_URL → backend. SMTP speaks TLS from the start (smtps) or after a greeting (smtp+tls).
_MAIL_BACKENDS = {
    "consolemail": "kyodo_portal.post.outbox.ConsoleBackend",
    "filemail": "django.core.mail.backends.filebased.EmailBackend",
    "smtp": "django.core.mail.backends.smtp.EmailBackend",
    "smtp+tls": "django.core.mail.backends.smtp.EmailBackend",
    "smtps": "django.core.mail.backends.smtp.EmailBackend",
}


class WrongSetting(SystemExit):
    """A setting the portal cannot start with; the process ends with status 1 and this line."""

    def __init__(self, name: str, takes: str) -> None:
        super().__init__(f"{name}: {takes}")


def text(name: str, default: str = "") -> str:
    """The value without surrounding spaces; an empty one counts as not set."""
    return _env.str(name, default="").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if value and value not in _TRUE | _FALSE:
        raise WrongSetting(name, "1 か 0（true か false）で指定してください。")
    return value in _TRUE if value else default


def number(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name)
    if not value:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise WrongSetting(name, f"{least} から {most} までの整数で指定してください。")
    return int(value)


def city(name: str, *, debug: bool, profiles: Path) -> str:
    """Which city this is: the name of a profile that comes with the portal, or the full path of a city's
    own. Only development has a sample city; a live portal that forgot to say it would be another city's."""
    names = sorted(path.stem for path in profiles.glob("*.toml") if path.stem != "common")
    value = text(name, "yoshikawa" if debug else "")
    path = Path(value).expanduser().resolve()
    if value.endswith(".toml") and path.is_file():
        return str(path)
    if value not in names:
        unsaid = "" if value else "本番では必ず指定します。"
        takes = f"市の設定の名前（{'、'.join(names)}）か、.toml で終わるファイルの場所を指定してください。"
        raise WrongSetting(name, unsaid + takes)
    return value


def secret_key(name: str, *, debug: bool, kept_in: Path) -> str:
    """The signing key. Development makes its own once and keeps it beside its database."""
    value = text(name)
    if value:
        if len(value) < 50 or len(set(value)) < 5:
            raise WrongSetting(name, "50文字以上の推測されない文字列を指定してください。")
        return value
    if not debug:
        raise WrongSetting(name, "DEBUG を使わないときは必ず指定してください（50文字以上）。")
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(kept_in, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    return kept_in.read_text()


def hosts(name: str, *, debug: bool) -> list[str]:
    """Host names the portal answers to, separated by commas; never every name there is."""
    names = [part.strip() for part in text(name).split(",") if part.strip()]
    if not names and debug:
        return ["localhost", "127.0.0.1", "[::1]"]
    well_formed = r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]"
    if not names or not all(re.fullmatch(well_formed, host) for host in names):
        raise WrongSetting(
            name, "ホスト名をコンマで区切って指定してください（* と :ポート は使えません）。"
        )
    return names


def base_url(name: str, default: str, *, allowed_hosts: list[str]) -> str:
    """The portal's address as people see it, without a slash at the end: begins links in mails."""
    value = text(name, default).rstrip("/")
    takes = "https://kyodo.example.jp のように、ALLOWED_HOSTS にあるホスト名で指定してください。"
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise WrongSetting(name, takes) from None
    host = f"[{host}]" if ":" in host else host
    known = any(is_same_domain(host, pattern.lower()) for pattern in allowed_hosts)
    if parts.scheme not in {"http", "https"} or value != f"{parts.scheme}://{parts.netloc}":
        raise WrongSetting(name, takes)
    if "@" in parts.netloc or not known:
        raise WrongSetting(name, takes)
    return value


def folder(name: str, default: Path) -> Path:
    """A folder that is there, or whose place is free. Made when the first file arrives."""
    path = Path(text(name, str(default))).expanduser().absolute()
    if path.exists() and not (path.is_dir() and os.access(path, os.W_OK | os.X_OK)):
        raise WrongSetting(name, "書き込みのできるフォルダーを指定してください。")
    return path


def database(name: str, *, debug: bool, default: Path) -> dict[str, Any]:
    """SQLite set up for several writers at once, or PostgreSQL with connections kept and checked.
    Production says which: a database nobody chose would be one nobody keeps."""
    value = text(name)
    takes = (
        "postgres://利用者:パスワード@ホスト:5432/データベース か sqlite:////フォルダー/ファイル の"
        "形で指定してください。"
    )
    if not value and not debug:
        raise WrongSetting(name, f"DEBUG を使わないときは必ず指定してください。{takes}")
    if not value:
        default.parent.mkdir(parents=True, exist_ok=True)
        value = f"sqlite:///{default}"
    try:
        scheme = urlsplit(value).scheme
        known = scheme in {"postgres", "postgresql", "sqlite"}
        config = dict(_env.db_url_config(value)) if known else {}
    except (ValueError, TypeError):
        raise WrongSetting(name, takes) from None
    if scheme in {"postgres", "postgresql"} and config["NAME"]:
        # A server that does not answer is away: nobody waits for it longer than this.
        options = {"connect_timeout": 5, **config.get("OPTIONS", {})}
        return {**config, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    if scheme == "sqlite" and Path(config["NAME"]).parent.is_dir():
        # Without IMMEDIATE, two writers who both read first refuse each other at once instead of
        # waiting their turn; without FULL, a power cut may take what was already acknowledged.
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        return {"ENGINE": config["ENGINE"], "NAME": config["NAME"], "OPTIONS": options}
    raise WrongSetting(name, takes)


def cache(name: str) -> dict[str, Any]:
    """The cache of the counters of failed sign-ins. Where its server is away a table counts."""
    config = _cache_of(name)
    if config["BACKEND"] == _REDIS:
        return {**config, "BACKEND": "kyodo_portal.web.sure_cache.SureCache"}
    return config


def _cache_of(name: str) -> dict[str, Any]:
    value = text(name, "locmemcache://")
    scheme = urlsplit(value).scheme
    if scheme not in {"locmemcache", "redis", "rediss", "dbcache"}:
        raise WrongSetting(
            name,
            "redis://ホスト:6379/0、dbcache://表の名前、locmemcache:// の"
            "どれかの形で指定してください。",
        )
    config = dict(_env.cache_url_config(value))
    # Redis that does not answer is away; the others forget what is over, and nothing sooner.
    quick = {"socket_connect_timeout": 1, "socket_timeout": 1}
    options = quick if scheme.startswith("redis") else {"MAX_ENTRIES": 100_000}
    return {**config, "OPTIONS": {**options, **config.get("OPTIONS", {})}}


def shared_cache(name: str, *, kept_in: Path) -> dict[str, Any]:
    """The cache that all processes share; where there is none, files on this machine."""
    config = _cache_of(name)
    if config["BACKEND"] == _SINGLE:
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(kept_in),
        }
    return {**config, "KEY_PREFIX": "public"}


def map_tiles(name: str) -> str:
    """The address of map tiles with {z}, {x} and {y} in it; empty, and the map off, when not set."""
    value = text(name)
    takes = "https://tiles.example.jp/map/{z}/{x}/{y}.png のような形で指定してください。"
    try:
        parts = urlsplit(value)
        _port = parts.port
    except ValueError:
        raise WrongSetting(name, takes) from None
    safe = re.fullmatch(r"https://[A-Za-z0-9.-]+(:[0-9]+)?/[A-Za-z0-9._~/{}?&=%-]*", value)
    if value and not (safe and all(part in value for part in ("{z}", "{x}", "{y}"))):
        raise WrongSetting(name, takes)
    return value


def origins(*addresses: str) -> list[str]:
    """Scheme and host of each address that is set, as a security policy names them."""
    parts = [urlsplit(address) for address in addresses if address]
    return [f"{part.scheme}://{part.netloc}" for part in parts]


def mail_delivery(name: str, *, debug: bool) -> dict[str, Any]:
    """Arguments for `django.core.mail.get_connection`, with which the outbox worker sends.
    Production says which: letters that only reach a terminal reach nobody."""
    value = text(name, "consolemail://" if debug else "")
    takes = (
        "smtp+tls://利用者:パスワード@ホスト:587、smtps://…:465、smtp://…:25、"
        "filemail:///フォルダー、consolemail:// のどれかの形で指定してください。"
    )
    if not value:
        raise WrongSetting(name, f"DEBUG を使わないときは必ず指定してください。{takes}")
    try:
        parts = urlsplit(value)
        config = environ.Env.email_url_config(value) if parts.scheme in _MAIL_BACKENDS else {}
    except ValueError:
        raise WrongSetting(name, takes) from None
    smtp = parts.scheme.startswith("smtp")
    if (
        not config
        or (smtp and not parts.hostname)
        or (parts.scheme == "filemail" and not parts.path)
    ):
        raise WrongSetting(name, takes)
    delivery: dict[str, Any] = {"backend": _MAIL_BACKENDS[parts.scheme]}
    if parts.scheme == "filemail":
        delivery["file_path"] = parts.path
    if smtp:
        delivery |= {
            "host": config["EMAIL_HOST"],
            "port": config["EMAIL_PORT"]
            or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
            "username": config["EMAIL_HOST_USER"] or "",
            "password": config["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 30,
        }
    return delivery


def mail_sender(name: str, *, base_url: str) -> str:
    """Who the portal's mails come from; by default nobody in particular at its own host."""
    value = text(name, f"協働ポータル <noreply@{urlsplit(base_url).hostname}>")
    if not re.fullmatch(r"[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+", value):
        raise WrongSetting(
            name, "協働ポータル <kyodo@city.example.jp> のような差出人で指定してください。"
        )
    return value


def addresses(name: str) -> list[str]:
    """Addresses of mail, separated by commas; none where it is not set."""
    found = [part.strip() for part in text(name).split(",") if part.strip()]
    if not all(re.fullmatch(r"[^<>@\s,]+@[A-Za-z0-9.-]+", each) for each in found):
        raise WrongSetting(
            name,
            "admin@city.example.jp のようなメールアドレスを、コンマで区切って指定してください。",
        )
    return found
