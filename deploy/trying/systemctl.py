#!/usr/bin/env python3
"""Stands in for systemd where `deploy/try.sh` runs: does with the unit files what their lines say.

It knows what the portal's units use (user, folder, environment, the commands to start and reload) and
the three services of the distribution. It is no systemd: nothing is watched over and nothing is shut
in; `systemd-analyze verify`, which it calls, reads the rest of the lines.
"""

import os
import pwd
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

UNITS = Path("/etc/systemd/system")
STATE = Path("/run/kyodo-try")

DISTRIBUTION = {
    "postgresql": {
        "start": "pg_ctlcluster 15 main start",
        "stop": "pg_ctlcluster 15 main stop -m fast",
    },
    "redis-server": {
        "start": "runuser -u redis -- redis-server /etc/redis/redis.conf --daemonize yes",
        "stop": "redis-cli shutdown nosave",
    },
    "nginx": {
        "start": "nginx",
        "stop": "nginx -s stop",
        "reload": "nginx -t -q && (nginx -s reload 2>/dev/null || nginx)",
    },
}


def main(verb: str, *words: str) -> None:
    STATE.mkdir(parents=True, exist_ok=True)
    names = [word for word in words if not word.startswith("-")]
    if verb == "enable":
        files = [str(file) for file in sorted(UNITS.glob("kyodo-*"))]
        read = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True)
        wrong = [line for line in read.stderr.splitlines() if "kyodo" in line]
        if wrong:
            sys.exit("\n".join(wrong))
        verb = "start"
    for name in names:
        if name.removesuffix(".service") in DISTRIBUTION:
            subprocess.run(
                DISTRIBUTION[name.removesuffix(".service")][verb], shell=True, check=True
            )
        elif name.endswith(".timer"):
            lines(UNITS / name)  # its time does not come here: `run` does what it would
        else:
            {"start": start, "stop": stop, "restart": restart, "reload": reload, "run": run}[verb](
                name.removesuffix(".service")
            )


def lines(file: Path) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z]+)=(.*)$", file.read_text(), re.M)
    return dict(found)


def environment(unit: dict[str, str]) -> dict[str, str]:
    person = pwd.getpwnam(unit["User"])
    basic = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": person.pw_dir}
    said = re.findall(r"^([A-Z_]+)=(.*)$", Path(unit["EnvironmentFile"]).read_text(), re.M)
    return basic | {name: value.strip('"') for name, value in said}


def popen(unit: dict[str, str], **options: object) -> subprocess.Popen[bytes]:
    env = environment(unit)
    command = [
        re.sub(r"\$\{(\w+)\}", lambda found: env[found[1]], word)
        for word in shlex.split(unit["ExecStart"])
    ]
    if "LogsDirectory" in unit:
        Path("/var/log", unit["LogsDirectory"]).mkdir(exist_ok=True)
    return subprocess.Popen(
        command,
        cwd=unit["WorkingDirectory"],
        env=env,
        user=unit["User"],
        group=unit["Group"],
        extra_groups=[],
        umask=int(unit["UMask"], 8),
        **options,
    )


def number_of(name: str) -> int:
    try:
        return int((STATE / name).read_text())
    except (OSError, ValueError):
        return 0


def start(name: str) -> None:
    log = (STATE / f"{name}.log").open("ab")
    process = popen(
        lines(UNITS / f"{name}.service"),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    (STATE / name).write_text(str(process.pid))


def is_there(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stop(name: str) -> None:
    number = number_of(name)
    if number and is_there(number):
        os.kill(number, signal.SIGTERM)
        until = time.monotonic() + float(lines(UNITS / f"{name}.service")["TimeoutStopSec"])
        while is_there(number) and time.monotonic() < until:
            time.sleep(0.1)
        if is_there(number):
            sys.exit(f"{name} did not end")


def restart(name: str) -> None:
    stop(name)
    start(name)


def reload(name: str) -> None:
    command = lines(UNITS / f"{name}.service")["ExecReload"]
    subprocess.run(shlex.split(command.replace("$MAINPID", str(number_of(name)))), check=True)


def run(name: str) -> None:
    """What a timer starts, to its end."""
    ended = popen(lines(UNITS / f"{name}.service")).wait()
    if ended:
        sys.exit(f"{name} ended with {ended}")


if __name__ == "__main__":
    main(*sys.argv[1:])
