"""Whether the portal of this machine answers: ends with 0 or 1. For a container's health check.

It asks as the proxy does, by the portal's own host name, since it answers to no other.
"""

import http.client
import os
import sys


def main() -> int:
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
    line = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
    try:
        line.request("GET", "/healthz", headers={"Host": host})
        return 0 if line.getresponse().status == 200 else 1
    except (OSError, http.client.HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main())
