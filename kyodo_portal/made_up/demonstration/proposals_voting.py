"""What was adopted and waits for the council's vote."""

from kyodo_portal.made_up.demonstration.stories import Aim, Plan, ProposalStory

RIVERSIDE = ProposalStory(
    key="riverside",
    call="voting",
    group="komichi",
    plan=Plan(
        title="川べりの広場の使い方をみんなで決める",
        kana="カワベリノヒロバノツカイカタヲミンナデキメル",
        summary="川べりの広場の使い方を一年かけて決め、二年かけて育てる提案です。",
        background="広場は広いのに、日かげも座る所もなく、通りすぎるだけの場所です。",
        purpose="近くの人が、自分たちの広場として使い、手入れする。",
        content="使う人の話を聞く会を四回ひらき、木かげと通り道をつくり、当番で手入れをします。",
        why_together="河川の手続きは市に、使う人の声と手入れの手は団体にあります。",
        effect="歩いて出かけ、立ち話のできる場所がふえます。",
        people="川べりの地区の人",
        count=400,
        place="川べりの広場",
        pattern="D",
        form=3,
        fields=(3, 6),
        starts=120,
        ends=480,
        aims=(Aim("手入れに来た人", "のべ200人"),),
        roles=(("work", "話を聞く会と手入れ", "group"), ("work", "河川の手続き", "city")),
        costs=(("市の負担", "city", 1_200_000, "木と道の材料"),),
    ),
    desired="road",
    requested=1_200_000,
    expenses=(("木と道の材料", 1_200_000, "三年分"),),
    begun=-130,
    submitted=-100,
    moved=-88,
    outcome="adopt",
    sheets=(
        (1, "submitted", "44434444", "使う人と決める進め方がよい。"),
        (2, "submitted", "43444344", "手入れを続ける形が見える。"),
    ),
    decided=-25,
    conclusion="使い方を決めるところから始める進め方が、この広場に合っている。",
    note="三年をかけて使う人とともに育てる計画が、確かなため。",
)

VOTING = (RIVERSIDE,)
