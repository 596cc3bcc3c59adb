"""Evaluations that are over: the published reports, one of them one-sided with its reason."""

from kyodo_portal.made_up.demonstration.stories import EvaluationStory, Sheet, Talk

PUBLISHED = (
    EvaluationStory(
        project="forum",
        opened=(-2, 4, 10),
        due=(-2, 5, 10),
        group=Sheet(
            ratings="ABAABBBAAABAA",
            comments={"mutual_understanding": "予算の締切の意味を知ったのは秋になってからでした。"},
            went_well="はじめの会議から市の人が議事を取らず、同じ机で案を書けたこと。",
            to_improve="広報の締切を早く知りたかったです。",
            submitted=(-2, 4, 28),
        ),
        city=Sheet(
            ratings="AAAABBAAAABAB",
            comments={"next_step": "翌年の担い手を一緒に探します。"},
            went_well="分科会のテーマを団体に任せたことで、市では思いつかない問いが立ったこと。",
            to_improve="庁内の手続きの順番を、最初に図で示すべきでした。",
            submitted=(-2, 5, 6),
        ),
        talk=Talk(
            talked=(-2, 5, 24),
            discussion="手続きの見えにくさは、どちらが悪いのでもなく、はじめに話していなかったことが原因だった。",
            improvements="初回の会議で、予算・広報・会場の締切を一枚の表にする。",
            next_steps="12件の相談の行方を半年後に一緒に確かめる。",
            overall="はじめから席をともにした効果が大きく、次の協働の入口になった。",
        ),
        published=(-2, 6, 20),
    ),
    EvaluationStory(
        project="science",
        opened=(-1, 4, 8),
        due=(-1, 5, 8),
        group=Sheet(
            ratings="BBABABBAAABBB",
            went_well="学校を通じた案内で、はじめての家庭が増えたこと。",
            to_improve="申込みの受付を市と分けたため、二重の申込みがありました。",
            submitted=(-1, 4, 25),
        ),
        city=Sheet(
            ratings="BBBBABBBABBBB",
            went_well="安全の確かめが行き届き、安心して後援できたこと。",
            to_improve="名義だけでなく、会場の相談にも早く乗れたはずでした。",
            submitted=(-1, 5, 7),
        ),
        talk=Talk(
            talked=(-1, 5, 22),
            discussion="後援は名前を貸すことだけではないという話になった。",
            improvements="申込みの受付を団体に一本化し、市の案内にも同じ番号を載せる。",
            next_steps="分館での開催を試す。",
            overall="団体の自主性を生かしながら、学校とのつながりができた。",
        ),
        published=(-1, 6, 15),
    ),
    EvaluationStory(
        project="bench",
        opened=(-1, 4, 12),
        due=(-1, 5, 12),
        group=Sheet(
            ratings="ABAABAACABABA",
            comments={
                "goal_reached": "参加した人の数は届きませんでした。暑い月の予定を入れすぎました。"
            },
            went_well="切った木が目の前でベンチになり、参加した人が点検の当番になったこと。",
            to_improve="夏の予定を春と秋に移すこと。",
            submitted=(-1, 5, 1),
        ),
        city=Sheet(
            ratings="AABAAAABABBAA",
            comments={"strengths_and_roles": "安全の確認の時間を短く見積もっていました。"},
            went_well="置く場所を利用者の声で決めたため、苦情が一件もなかったこと。",
            to_improve="木を乾かす場所を先に用意すること。",
            submitted=(-1, 5, 10),
        ),
        talk=Talk(
            talked=(-1, 5, 28),
            discussion="暑さで休んだ二回を、団体は計画の甘さ、市は正しい判断と見ていた。どちらも本当だと確かめた。",
            improvements="作業の日は春と秋に置き、暑い日の中止の決め方を協定に書く。",
            next_steps="小さな公園に4台を置く計画を一緒につくる。",
            overall="材料も人も公園の中で巡る形ができた。",
        ),
        published=(-1, 6, 25),
    ),
    EvaluationStory(
        project="base",
        opened=(-1, 4, 15),
        due=(-1, 5, 15),
        group=Sheet(
            ratings="AABACBAAABBAA",
            comments={"own_part": "記録づくりが一人の学生に集まってしまいました。"},
            went_well="床に実物大の間取りを描いたことで、若い人の声が増えたこと。",
            to_improve="記録を分け合うこと。",
            submitted=(-1, 5, 2),
        ),
        city=Sheet(
            ratings="ABABABBABABBB",
            went_well="決める前に試すことの大切さを、庁内に持ち帰れたこと。",
            to_improve="方針に入れなかった三項目の理由を、もっと早く伝えること。",
            submitted=(-1, 5, 14),
        ),
        talk=Talk(
            talked=(-1, 6, 3),
            discussion="記録の負担について、市は役割が果たされたと見て、団体は一人に偏ったと見ていた。",
            improvements="記録は毎回二人で受け持ち、市の職員も加わる。",
            next_steps="拠点が開くまで、年2回の報告の会を開く。",
            overall="使う人の案が方針の四分の三に入り、次の担い手も現れた。",
            notes={
                "own_part": "結果は出ていたので、市からは偏りが見えていなかった。見えにくい仕事を数えることにした。"
            },
        ),
        published=(-1, 7, 10),
    ),
    EvaluationStory(
        project="salon",
        opened=(-1, 4, 18),
        due=(-1, 5, 20),
        group=Sheet(
            ratings="ABBBABCAAABAA",
            comments={"adjusting": "相談の日を増やす話が、決まるまで三か月かかりました。"},
            went_well="来ていた人が迎える側に回ったこと。",
            to_improve="月に一度は、短くても顔を合わせること。",
            submitted=(-1, 5, 9),
        ),
        city=Sheet(
            ratings="AAABABAABAABA",
            went_well="委託でありながら、団体の発想で中身が育ったこと。",
            to_improve="仕様書の言葉を、団体と一緒に書くこと。",
            submitted=(-1, 5, 18),
        ),
        talk=Talk(
            talked=(-1, 6, 5),
            discussion="市は書面の報告で共有できていると考え、団体は返事を待つ三か月と感じていた。",
            improvements="月1回15分の打合せを決まった曜日に開く。急ぐことはその場で決める。",
            next_steps="三つ目の地区を、当番を経験した人と一緒に始める。",
            overall="歩ける近さの意味が数字に表れ、担い手も育った。",
            notes={
                "adjusting": "共有したかどうかと、決まったかどうかは別だと分かった。次からは返事の期限を書く。"
            },
        ),
        published=(-1, 7, 15),
    ),
    EvaluationStory(
        project="gutters",
        opened=(-1, 4, 20),
        due=(-1, 5, 25),
        city=Sheet(
            ratings="BBBABBBABABBB",
            comments={"goal_reached": "予定より3か所多く直すことができました。"},
            went_well="危ない順を地域が決めたため、工事の順番よりも早く直せたこと。",
            to_improve="作業日の知らせを、班長を通さなくても届くようにすること。",
            submitted=(-1, 5, 20),
        ),
        one_sided=(
            (-1, 6, 30),
            "自治会の役員の交代で担当の方が替わり、二度お願いしましたが評価の提出がなかったため。",
        ),
        talk=Talk(
            talked=(-1, 7, 5),
            discussion="自治会の新しい役員に経過を説明し、記録を引き継いだ。団体の側の評価は得られていない。",
            improvements="役員の交代の時期をはさまない日程で評価を行う。",
            next_steps="次の30か所は、新しい役員と選び直す。",
            overall="成果は出たが、評価の時期に課題が残った。",
            consents=("city",),
        ),
        published=(-1, 7, 25),
    ),
    EvaluationStory(
        project="satooya",
        round="midterm",
        opened=(-1, 9, 1),
        due=(-1, 9, 30),
        group=Sheet(
            ratings="ABABABBBABBAB",
            went_well="見回りを一緒に行うようになり、枯れる前に手が打てること。",
            to_improve="夏の水やりの偏り。",
            submitted=(-1, 9, 20),
        ),
        city=Sheet(
            ratings="BBBBACBBBABBB",
            comments={"unplanned_help": "渇水のときの連絡が遅れ、会の判断に頼りました。"},
            went_well="小学生の里親が生まれたこと。",
            to_improve="水の少ない夏の連絡のしかたを決めること。",
            submitted=(-1, 9, 27),
        ),
        talk=Talk(
            talked=(-1, 10, 12),
            discussion="水の少なかった夏をふり返り、だれがいつ決めるかを時系列で書き出した。",
            improvements="雨の降らない日が続いたときの連絡の順番を表にする。",
            next_steps="雨水を使う方法を、会から提案する。",
            overall="日々の世話は順調で、夏の備えが課題である。",
        ),
        published=(-1, 11, 20),
    ),
    EvaluationStory(
        project="council",
        round="midterm",
        opened=-80,
        due=-55,
        group=Sheet(
            ratings="ABBAABBBBABBB",
            went_well="役所の言葉を、部会のたびに暮らしの言葉に直してもらえたこと。",
            to_improve="託児のある日が少なく、来られない部会があったこと。",
            submitted=-60,
        ),
        city=Sheet(
            ratings="ABBBABBABABBB",
            went_well="聞き取りで、これまで届かなかった声が集まったこと。",
            to_improve="部会の案を読む時間を、もっと早く取ること。",
            submitted=-57,
        ),
        talk=Talk(
            talked=-48,
            discussion="部会の夜の回に託児を付けられるかを話し合った。市民会議の評価は、世話人の方が紙で窓口に届けた。",
            improvements="次の年度から、夜の部会にも託児を付ける。",
            next_steps="残る5地区の聞き取りを、春までに終える。",
            overall="暮らしの言葉で書く進め方が、市の側にも根づきはじめた。",
        ),
        published=-35,
    ),
)
