"""What some of the projects, calls and groups say of themselves in やさしい日本語 and in English."""

from kyodo_portal.made_up.demonstration.cast import World
from kyodo_portal.search import index

PROJECTS = {
    "satooya": (
        (
            "｜町《まち》の ｜花《か》だんを、｜近《ちか》くの ｜人《ひと》が ｜世話《せわ》します。"
            "｜花《か》だんは 17あります。｜市《し》は ｜花《はな》と ｜土《つち》を ｜出《だ》します。\n\n"
            "｜水《みず》を やる ｜人《ひと》を、いつでも さがして います。"
        ),
        (
            "Neighbours look after 17 flower beds between the station and three parks. The city provides "
            "seedlings and soil; the group waters and weeds every week. New helpers are always welcome."
        ),
    ),
    "roadside": (
        (
            "｜自治会《じちかい》の ｜人《ひと》が、｜道《みち》を きれいに します。"
            "｜市《し》は ｜道具《どうぐ》を ｜貸《か》します。"
        ),
        (
            "A neighbourhood association has adopted 1.8 km of pavement and keeps it clean. The city "
            "lends the tools and takes the rubbish away."
        ),
    ),
    "reading": (
        (
            "｜図書館《としょかん》で、｜毎週《まいしゅう》 ｜絵本《えほん》を ｜読《よ》みます。"
            "｜子《こ》どもも ｜大人《おとな》も ｜来《き》て ください。"
        ),
        "A reading group tells stories at the library every week. Children and adults are welcome.",
    ),
}
CALLS = {
    "open": (
        (
            "｜市《し》と いっしょに する ｜活動《かつどう》の アイデアを ｜集《あつ》めて います。"
            "はじめに、｜窓口《まどぐち》に ｜相談《そうだん》して ください。"
        ),
        (
            "The city is looking for ideas that residents and the city can carry out together. "
            "Talk to the collaboration desk first: it helps you to put your idea into a proposal."
        ),
    ),
}

GROUPS = {
    "hana": (
        (
            "｜駅《えき》と ｜公園《こうえん》の ｜花《か》だんを ｜世話《せわ》する グループです。"
            "｜土曜日《どようび》の ｜朝《あさ》に ｜集《あつ》まります。"
        ),
        "We look after the flower beds at the station and in the parks. We meet on Saturday mornings.",
    ),
    "books": (
        "｜図書館《としょかん》で ｜子《こ》どもに ｜本《ほん》を ｜読《よ》む グループです。",
        "We read stories to children at the library.",
    ),
}


def summarise(world: World) -> None:
    """Give each its two summaries."""
    of_all = ((world.projects, PROJECTS), (world.calls, CALLS), (world.groups, GROUPS))
    for things, texts in of_all:
        for key in [each for each in texts if each in things]:  # not every city has every group
            thing, (easy, english) = things[key], texts[key]
            same = type(thing)._default_manager.filter(pk=thing.pk)
            same.update(summary_easy=easy, summary_en=english)
            index(thing)
