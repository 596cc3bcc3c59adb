"""A misspelt variable in a template of ours fails the test that renders it.

Django shows nothing for a name it does not know, and takes it for false in `{% if %}`. While the suite
runs, the templates under `templates/` are compiled with variables that fail instead, wherever they stand:
shown, asked for, looped over, handed on, or in a text to translate. What a template says may be left out
(`{% optional %}`) is known; a look into None or an empty text stays silent, as the name is right.

Templates in the place of one of Django's or allauth's keep Django's way: they are shown with what those
give them.
"""

import functools
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import base
from django.template.context import Context
from django.template.utils import get_app_template_dirs
from django.templatetags.i18n import BlockTranslateNode

OURS = settings.BASE_DIR / "templates"


@functools.cache
def is_ours(name: str) -> bool:
    """Whether a template is ours, and in nobody else's place."""
    path = Path(name)
    if not path.is_relative_to(OURS):
        return False
    place = path.relative_to(OURS)
    return not any((folder / place).exists() for folder in get_app_template_dirs("templates"))


def fail(template: str, name: str) -> None:
    pytest.fail(f"{Path(template).relative_to(OURS)} does not know {name}")


class KnownVariable(base.Variable):
    """A variable that fails the test where its name is not known."""

    def __init__(self, name: str, template: str) -> None:
        super().__init__(name)
        self.template = template

    def resolve(self, context: Context) -> Any:
        try:  # as short as Django's own, so that it costs nothing
            return super().resolve(context) if self.translate else self._resolve_lookup(context)
        except base.VariableDoesNotExist as missing:
            if missing.params[1] not in (None, ""):
                fail(self.template, str(self.var))
            raise


def known(variable: Any, template: str) -> Any:
    """The variable as one that fails; a constant as it is."""
    is_name = isinstance(variable, base.Variable) and variable.lookups is not None
    return KnownVariable(variable.var, template) if is_name else variable


def watch() -> None:
    """From here on, compile our templates so."""
    compile_filter, translate = base.Parser.compile_filter, BlockTranslateNode.render

    def compiled(self: base.Parser, token: str) -> base.FilterExpression:
        expression, template = compile_filter(self, token), str(self.origin.name)
        if is_ours(template):
            expression.var = known(expression.var, template)
            expression.filters = [
                (function, [(is_name, known(value, template)) for is_name, value in arguments])
                for function, arguments in expression.filters
            ]
        return expression

    def translated(self: BlockTranslateNode, context: Context, nested: bool = False) -> str:
        template = str(self.origin.name)
        if is_ours(template) and not nested:
            given = {*self.extra_context, self.countervar}
            for token in (*self.singular, *(self.plural or ())):
                is_name = token.token_type == base.TokenType.VAR
                if is_name and token.contents not in given and token.contents not in context:
                    fail(template, token.contents)
        return translate(self, context, nested)

    base.Parser.compile_filter = compiled
    BlockTranslateNode.render = translated
