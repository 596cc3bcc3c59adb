"""How a collaboration comes about."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "proposals"
    verbose_name = "相談・募集・提案・審査"
