"""What is written down of accounts. No password, no code, and no address of anybody unknown."""

from kyodo_portal.life.recorded import Recorded

CONFIRMED = Recorded(name="confirm", label="メールアドレスを確認した", is_inward=True)
CLAIMED = Recorded(
    name="claim",
    label="メールアドレスを確認した（先に決められていたパスワードとログインを無効にした）",
)
PROVED = Recorded(name="prove", label="市の仕事のために、メールアドレスを確認した", is_inward=True)
LANGUAGE_CHOSEN = Recorded(name="choose_language", label="メールの言語を選んだ", is_inward=True)
GRANTED = Recorded(name="grant", label="役割を変えた")
UNSEEN_ENDED = Recorded(name="end_unseen", label="市の仕事を始める前からの二段階認証を無効にした")
SIGNED_IN = Recorded(name="sign_in", label="ログインした", is_inward=True)
REFUSED = Recorded(name="refuse_sign_in", label="ログインを断った", is_inward=True)
APPOINTED = Recorded(name="appoint", label="システム管理者にした（サーバーの端末から）")
BEGUN = Recorded(name="begin", label="最初のパスワードを決めた", is_inward=True)
