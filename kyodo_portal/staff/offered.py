"""In which order the moves of a record stand at its top."""

from collections.abc import Iterable

from kyodo_portal.life.acts import Offer

LAST = ("danger", "warning")


def in_panels(offers: list[Offer]) -> dict[str, list[Offer]]:
    """As pages place them: those that lead on at the top, and last of all that can be done those that end the
    record's course."""
    ending = [offer for offer in offers if offer.move.tone == "danger"]
    leading = [offer for offer in offers if offer not in ending]
    return {"offers": offers, "leading_offers": leading, "ending_offers": ending}


def first_things_first(offers: Iterable[Offer]) -> list[Offer]:
    """What leads on first, what ends something last, each in the order of its flow; what cannot be done
    now behind what can."""

    def place(offer: Offer) -> tuple[bool, bool, bool]:
        tone = offer.move.tone
        return not offer.verdict, tone in LAST, tone not in ("primary", "success")

    return sorted(offers, key=place)
