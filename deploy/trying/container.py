"""Carries out the lines of deploy/Containerfile one by one, in the place that `deploy/try.sh container`
has made, and looks whether what stands there then starts. No image is built: what is missing of that is
the base, in whose place this machine stands, with a Python of its own.
"""

import os
import pwd
import re
import subprocess
import sys
from pathlib import Path

SETTINGS = {
    "SECRET_KEY": "only-to-be-tried-" + "abcdefghij" * 5,
    "ALLOWED_HOSTS": "kyodo.example.jp",
    "KYODO_CITY": "yoshikawa",
    "DATABASE_URL": "sqlite:////var/lib/kyodo/kyodo.sqlite3",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "TRUSTED_PROXIES": "1",
}


def steps(text: str) -> list[tuple[str, str]]:
    """Each instruction with its words."""
    lines = re.sub(r"^#.*\n", "", text, flags=re.M).replace("\\\n", " ")
    return re.findall(r"^([A-Z]+) (.+)$", lines, re.M)


def main(source: Path) -> int:
    where, env, user = Path("/"), {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "root"
    start: list[str] = []
    for what, words in steps((source / "deploy/Containerfile").read_text()):
        print(f"{what} {words}"[:150], flush=True)
        if what == "WORKDIR":
            where = Path(words)
            where.mkdir(parents=True, exist_ok=True)
        elif what == "COPY":
            copied, to = words.split()
            target = where / to
            if (source / copied).is_dir():
                subprocess.run(["cp", "-r", f"{source / copied}/.", str(target)], check=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                subprocess.run(["cp", str(source / copied), str(target)], check=True)
        elif what == "RUN":
            subprocess.run(
                ["bash", "-ec", words], cwd=where, env=env, check=True, stdout=subprocess.DEVNULL
            )
        elif what == "ENV":
            name, _, value = words.partition("=")
            env[name] = value
        elif what == "USER":
            user = words
        elif what == "ENTRYPOINT":
            start = re.findall(r'"([^"]+)"', words)
    person = pwd.getpwnam(user)
    for command in (["check"], ["migrate", "--verbosity=0"], ["serve", "--help"]):
        print(f"{user}: {' '.join([*start, *command])}", flush=True)
        subprocess.run(
            [*start, *command],
            cwd=where,
            env={**env, **SETTINGS, "HOME": person.pw_dir},
            user=user,
            group=person.pw_gid,
            extra_groups=[],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    print("確かめたこと：違うもの 0")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
