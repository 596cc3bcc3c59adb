"""Evaluations that wait for somebody: being written, lying open, talked through; and one given up."""

from kyodo_portal.made_up.demonstration.stories import EvaluationStory, Sheet, Talk

WAITING = (
    # The city has handed in its sheet; the flower group's is half written.
    EvaluationStory(
        project="ekimae",
        opened=-20,
        due=12,
        city=Sheet(
            ratings="ABABBABABABBA",
            went_well="駅前の店が水やりに加わり、市の巡回が週1回で済んだこと。",
            to_improve="広場を使う手続きに時間がかかり、植え替えが一週遅れたこと。",
            submitted=-8,
        ),
        group=Sheet(
            ratings="ABBAB-B------",
            comments={"mutual_understanding": "手続きの順番を、途中で教えてもらって助かりました。"},
            went_well="店の人と名前で呼び合うようになったこと。",
        ),
    ),
    # The group has handed in; the parks department's sheet waits for its staff.
    EvaluationStory(
        project="jumoku",
        opened=-28,
        due=9,
        group=Sheet(
            ratings="ABABABBABABAB",
            went_well="木の傷みを知らせる子どもが現れたこと。",
            to_improve="雨の日の代わりの日を先に決めておくこと。",
            submitted=-10,
        ),
        city=Sheet(ratings="AB-----------", went_well="木の台帳が、使われる台帳になったこと。"),
    ),
    # Both lie open, with wide differences, and nothing is written yet of the talk.
    EvaluationStory(
        project="school",
        opened=-50,
        due=-20,
        group=Sheet(
            ratings="ABCCDBBCABBCA",
            comments={
                "strengths_and_roles": "夏の当番集めを、だれが受け持つか決まらないまま始まりました。",
                "frank_talks": "負担が重いと言い出しにくい雰囲気がありました。",
                "own_part": "当番が集まらず、会の五人で夏を越えました。会としても早く相談できませんでした。",
                "goal_reached": "花は越えましたが、地域の大人は目標の半分ほどでした。",
                "growth": "疲れて会を休む人が二人出ました。",
            },
            went_well="子どもたちが失敗を楽しみ、まき直しを自分から言い出したこと。",
            to_improve="集まらなかったときにどうするかを、始める前に決めること。",
            submitted=-33,
        ),
        city=Sheet(
            ratings="AAABBBABAABBA",
            comments={"own_part": "当番表の配布と二度の呼びかけを行いました。"},
            went_well="三校とも授業の計画に組み込めたこと。",
            to_improve="呼びかけの結果を、会と一緒に確かめること。",
            submitted=-25,
        ),
    ),
    # The talk is written; the city still has to agree to it.
    EvaluationStory(
        project="balloon",
        opened=-60,
        due=-30,
        group=Sheet(
            ratings="ABBABDBAAAABB",
            comments={"unplanned_help": "一日目の雨で、切り替えの判断が市の中で三回往復しました。"},
            went_well="子どもの手づくり気球が空に上がったこと。",
            to_improve="雨の判断をする人を一人に決めること。",
            submitted=-42,
        ),
        city=Sheet(
            ratings="ABABABBABABBA",
            went_well="警備の計画どおり、けが人が出なかったこと。",
            to_improve="当日の連絡の道を一本にすること。",
            submitted=-35,
        ),
        talk=Talk(
            talked=-15,
            discussion="雨の日の判断について、市は安全を確かめる時間、団体は待たされる時間と感じていた。",
            improvements="当日の判断は、団体と市から一人ずつの二人で決める。",
            next_steps="来年は前の週に雨の日の練習を一緒に行う。",
            notes={
                "unplanned_help": "三回の往復は、決める人が決まっていなかったことが原因だった。"
            },
            consents=("group",),
        ),
    ),
    # Both agreed; the coordinator publishes it.
    EvaluationStory(
        project="cosmos",
        opened=-70,
        due=-40,
        group=Sheet(
            ratings="AABABABBAAABA",
            went_well="地主の方が、来年はうちの畑もと言ってくださったこと。",
            to_improve="草刈りの人手を夏に増やすこと。",
            submitted=-52,
        ),
        city=Sheet(
            ratings="ABBBABBBAABBB",
            went_well="補助の額に比べ、歩く人の増え方が大きかったこと。",
            to_improve="土手の手続きを、年度の初めにまとめて行うこと。",
            submitted=-45,
        ),
        talk=Talk(
            talked=-18,
            discussion="ごみが減った場所と減らなかった場所を地図で見比べた。車で入れる二か所が残った。",
            improvements="車で入れる二か所に、先に種をまく。",
            next_steps="地主の方と三者で、来年の区間を決める。",
            overall="歩く人が増えることでごみが減ると分かった。",
        ),
    ),
    # Only the group answered, and the day is past: the coordinator decides whether to open it.
    EvaluationStory(
        project="brain",
        opened=-55,
        due=-14,
        group=Sheet(
            ratings="BBABABBBAABAA",
            went_well="休んだ人に電話をかけ合う輪ができたこと。",
            to_improve="送迎の必要な人へ届ける方法。",
            submitted=-30,
        ),
    ),
    # Given up with its reason before both sheets were in: a partner had been forgotten.
    EvaluationStory(
        project="riverside",
        round="midterm",
        opened=-45,
        due=-15,
        group=Sheet(
            ratings="AB-----------",
            went_well="同じ日に調べた数字を、その場で見くらべられるようになったこと。",
            written=-38,
        ),
        cancelled=(
            -30,
            "用水の清掃を一緒に行っている団体を、相手団体に加えないまま始めたため。",
        ),
    ),
    # A mid-term one that has just begun.
    EvaluationStory(project="gym", round="midterm", opened=-5, due=25),
)
