"""Who gets in with which right."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.conf import settings

from groups.accounts.demonstration import KEY
from groups.models import User
from kyodo_portal.management.doctor.looking import Finding, look_at, note, wrong


@look_at("システム管理者")
def somebody_administers() -> Iterator[Finding]:
    administrators = User.objects.active().filter(is_superuser=True)
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    if not administrators.exists():
        yield wrong(
            "システム管理者がまだいません。",
            "manage.py first_admin アドレス を動かし、出てきたリンクでパスワードを決めてください。",
        )
    elif without := administrators.exclude(pk__in=factors.values("user_id")).count():
        yield note(
            f"二段階認証を設定していないシステム管理者が{without}人います（管理画面には入れません）。",
            "ログインして、二段階認証を設定するように伝えてください。",
        )


@look_at("見本のアカウント")
def nobody_of_the_demonstration_gets_in() -> Iterator[Finding]:
    if settings.DEBUG:
        return
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP).select_related("user")
    known = [app for app in apps if app.data.get("secret") == KEY and app.user.is_active]
    if known:
        yield wrong(
            f"見本の市のアカウントが{len(known)}個、使えるままです。合言葉と鍵は、だれにでも分かります。",
            "本番は、見本を読み込んでいない新しいデータベースで始めてください。",
        )
