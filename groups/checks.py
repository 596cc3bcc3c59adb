"""Which columns of groups hold kinds of the city's profile."""

from groups.models import Committee, Group, GroupField, Place
from kyodo_portal.cities.in_use import keep_in_sight

keep_in_sight("group_kinds", "団体", Group.objects.all, "kind")
keep_in_sight("fields", "団体", GroupField.objects.all, "number")
keep_in_sight("place_kinds", "場所", Place.objects.all, "kind")
keep_in_sight("committee_kinds", "会議体", Committee.objects.all, "kind")
