"""The portal as a proxy that speaks HTTPS would reach it: `python -m tests.https_front`.

Stands in for that proxy on this machine, where there is no certificate: every request is passed on
with the header that the proxy would add. For measuring only.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import django
import waitress
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


def main() -> int:
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    portal = get_wsgi_application()

    def front(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        return portal({**environ, "HTTP_X_FORWARDED_PROTO": "https"}, start)

    waitress.serve(front, host="127.0.0.1", port=settings.PORT, threads=8, ident="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
