"""What is written down of accounts. No password, no code, and no address of anybody unknown."""

from kyodo_portal.life.recorded import Recorded

CONFIRMED = Recorded(name="confirm", label="メールアドレスを確認した")
CLAIMED = Recorded(
    name="claim",
    label="メールアドレスを確認した（先に決められていたパスワードとログインを無効にした）",
)
