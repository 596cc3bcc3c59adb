"""Walks through docs/operating.md in the place that `deploy/try.sh` has made, and looks at what stands
there afterwards. Ends with 0 where everything is as it should be.

The commands are those of the page, as they stand. Those that fetch packages reach the network of the
machine; all others, and everything they start, have a network of their own, in which nothing but
loopback is.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

HOST = "kyodo.example.jp"
MOST = 20
FETCHES = ("apt-get ", "pip install ")
DURING_RENEWAL = 500


def commands(page: str, heading: str) -> list[str]:
    """The lines of every block of commands under this heading."""
    part = page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"^```sh\n(.*?)^```", part, re.M | re.S)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


class Walk:
    def __init__(self, place: Path) -> None:
        self.place = place
        # Its network: held by a process that does nothing else.
        holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        own = os.readlink("/proc/self/ns/net")
        while os.readlink(f"/proc/{holder.pid}/ns/net") == own:
            time.sleep(0.05)
        self.inside = ["nsenter", f"--net=/proc/{holder.pid}/ns/net"]
        self.run("ip link set lo up")
        stand_in = place / "bin" / "systemctl"
        stand_in.parent.mkdir()
        shutil.copy(place / "trying" / "systemctl.py", stand_in)
        stand_in.chmod(0o755)
        with Path("/etc/hosts").open("a") as hosts:
            hosts.write(f"127.0.0.1 {HOST}\n")
        self.failed: list[str] = []

    def run(self, command: str, *, check: bool = True) -> str:
        """What a command says. Raises CalledProcessError where it fails."""
        around = [] if any(word in command for word in FETCHES) else self.inside
        path = f"{self.place}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        kept = {n: v for n, v in os.environ.items() if n.startswith("PIP_") or n.endswith("_proxy")}
        done = subprocess.run(
            [*around, "bash", "-c", command],
            cwd=self.place,
            env={
                "PATH": path,
                "HOME": "/root",
                "LANG": "C.UTF-8",
                "DEBIAN_FRONTEND": "noninteractive",
                **kept,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode and check:
            print(done.stdout[-4000:])
            raise SystemExit(f"止まりました（{done.returncode}）：{command}")
        return done.stdout

    def walk(self, steps: list[str], after: dict[str, str]) -> None:
        for number, command in enumerate(steps, 1):
            begun = time.monotonic()
            said = self.run(command)
            print(f"{number:3} {time.monotonic() - begun:6.1f}秒  {command}", flush=True)
            for words, then in after.items():
                if words in command:
                    said += self.run(then)
            if "first_admin" in command:
                print(said)
                self.link = next(iter(re.findall(rf"https://{HOST}(/\S+)", said)), "")

    def look(self, what: str, is_so: bool, found: object = "") -> None:
        print(
            f"    {'よい' if is_so else '違う'}  {what}" + (f"：{found}" if found != "" else ""),
            flush=True,
        )
        if not is_so:
            self.failed.append(what)

    def asked(self, path: str, more: str = "", *, scheme: str = "https") -> tuple[str, str]:
        """Status and whole answer, through nginx, as a browser on the net would get it."""
        answer = self.run(f"curl -sk -m 30 -i {more} '{scheme}://{HOST}{path}'", check=False)
        return (answer.split(" ", 2) + ["", ""])[1], answer

    def until(self, path: str, status: str, within: float = 60) -> bool:
        end = time.monotonic() + within
        while (got := self.asked(path)[0]) != status and time.monotonic() < end:
            time.sleep(0.2)
        return got == status

    def many(self, while_doing: str, path: str = "/", most: int = DURING_RENEWAL) -> dict[str, int]:
        """The answers to so many visitors, four at a time, who come while this is done."""
        asking = subprocess.Popen(
            [
                *self.inside,
                "bash",
                "-c",
                f"seq {most} | xargs -P 4 -I NUMBER curl -sk -m 30 -o /dev/null -w '%{{http_code}}\\n' 'https://{HOST}{path}?q=NUMBER'",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        told: list[str] = []
        reading = threading.Thread(target=lambda: told.extend(asking.stdout or ()))
        reading.start()
        while len(told) < 20:
            time.sleep(0.05)
        self.run(while_doing)
        reading.join()
        return {
            status: [each.strip() for each in told].count(status)
            for status in {each.strip() for each in told}
        }


def main(place: Path, page: str) -> int:
    walk = Walk(place)
    steps = commands(page, "入れる")
    walk.look(f"「入れる」は {MOST} 行まで", len(steps) <= MOST, len(steps))
    # What Debian starts by itself as soon as it is installed.
    begin = "[ -e /etc/postgresql/15/main ] || pg_createcluster 15 main; systemctl start postgresql redis-server nginx"
    (place / "smtp.py").write_text(SMTP)
    staff = "氏名,メールアドレス,課名\\n見本花子,hanako@city.example.jp,市民協働課\\n"
    listed = f"printf '{staff}' > /var/lib/kyodo/shokuin.csv"
    walk.walk(steps, {"apt-get install": begin, "first_admin": listed})
    subprocess.Popen([*walk.inside, "python3", str(place / "smtp.py")])

    walk.look("ポータルが開く", walk.until("/", "200"))
    status, home = walk.asked("/")
    for header in (
        "Strict-Transport-Security: max-age=31536000",
        "Content-Security-Policy: ",
        "X-Content-Type-Options: nosniff",
    ):
        walk.look(f"ヘッダー {header.partition(':')[0]}", header.lower() in home.lower())
    walk.look("版や種類を名のらない", not re.search(r"^server: nginx/", home, re.M | re.I))
    style = re.search(r'href="(/static/css/site[^"]+)"', home)
    walk.look(
        "スタイルシート", bool(style) and walk.asked(style[1])[0] == "200" if style else False
    )
    walk.look(
        "HTTP は HTTPS へ",
        walk.asked("/guide/", scheme="http")[1].find(f"https://{HOST}/guide/") > 0,
    )
    walk.look(
        "/healthz と /readyz（中から）",
        (walk.asked("/healthz")[0], walk.asked("/readyz")[0]) == ("200", "200"),
        walk.asked("/readyz")[1].splitlines()[-1],
    )
    walk.look(
        "はじめの管理者のアドレスが開く",
        bool(walk.link) and walk.asked(walk.link)[0] in ("200", "302"),
        walk.asked(walk.link)[0],
    )
    count = "from groups.models import Department; print(Department.objects.count())"
    said = walk.run(f"/opt/kyodo/deploy/manage shell -v 0 -c '{count}'").strip()
    walk.look("はじめの課がある", said == "1", said)
    walk.look(
        "偽の X-Forwarded-For は届かない",
        walk.asked("/", "-H 'X-Forwarded-For: 1.2.3.4' -H 'X-Forwarded-Proto: http'")[0] == "200",
    )
    walk.run("head -c 70000000 /dev/zero > large")
    status, page_of = walk.asked("/groups/apply/", "-X POST -F file=@large")
    walk.look(
        "大きすぎる送信は、日本語の 413",
        (status, "大きすぎます" in page_of) == ("413", True),
        status,
    )

    for name in ("remind", "backup", "clearsessions"):
        walk.run(f"systemctl run kyodo-{name}")
    kept = list(Path("/var/lib/kyodo/backups").glob("*"))
    walk.look(
        "時刻で動く命令（remind、backup、clearsessions）",
        len(kept) == 1,
        [each.name for each in kept],
    )
    walk.run("logrotate --force /etc/logrotate.d/kyodo")
    walk.asked("/")
    walk.look(
        "ログが回り、次のログに書かれる", Path("/var/log/kyodo/access.log").stat().st_size > 0
    )

    slow = subprocess.Popen([*walk.inside, "python3", "-c", SLOW])
    begun = time.monotonic()
    status = walk.asked("/projects/")[0]
    walk.look(
        "遅い接続が300あっても、5秒以内に答える",
        (status, time.monotonic() - begun < 5) == ("200", True),
    )
    slow.kill()

    walk.run("systemctl stop redis-server")
    walk.look("キャッシュが止まっても、ページは開く", walk.asked("/groups/")[0] == "200")
    walk.look("そのとき /readyz は 503", walk.asked("/readyz")[0] == "503")
    walk.run("systemctl start redis-server")
    walk.run("systemctl stop postgresql")
    status, answer = walk.asked("/projects/?q=1")
    walk.look(
        "データベースが止まると、503 と Retry-After",
        (status, "retry-after" in answer.lower(), "いま、お受けできません" in answer)
        == ("503", True, True),
        status,
    )
    walk.run("systemctl start postgresql")
    walk.look("データベースが戻ると、そのまま続く", walk.until("/projects/?q=2", "200"))
    walk.run("systemctl stop kyodo-serve")
    status, answer = walk.asked("/")
    walk.look(
        "ポータルが止まると、日本語の 503",
        (status, "ただいま、お受けできません" in answer, "retry-after" in answer.lower())
        == ("503", True, True),
        status,
    )
    walk.run("systemctl start kyodo-serve")
    walk.look("ポータルが戻る", walk.until("/", "200"))

    *before, reload, last = commands(page, "版を上げる")
    walk.walk(before, {})
    answers = walk.many(reload)
    walk.look(
        f"入れ替えの間の {DURING_RENEWAL} 人が、だれも断られない",
        answers == {"200": DURING_RENEWAL},
        answers,
    )
    walk.walk([last], {})
    log = Path("/run/kyodo-try/kyodo-serve.log").read_text()
    walk.look(
        "ログに、エラーの記録がない",
        "Traceback" not in log,
        log[-600:] if "Traceback" in log else "",
    )
    print(f"確かめたこと：違うもの {len(walk.failed)}")
    return 1 if walk.failed else 0


SMTP = """
import socketserver
class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 try\\r\\n")
        while line := self.rfile.readline():
            if line[:4].upper() == b"DATA":
                self.wfile.write(b"354 go on\\r\\n")
                while self.rfile.readline() not in (b".\\r\\n", b""):
                    pass
            self.wfile.write(b"250 fine\\r\\n")
socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("127.0.0.1", 25), Talk).serve_forever()
"""

SLOW = f'''
import socket, ssl, time
context = ssl.create_default_context()
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
held = []
for number in range(300):
    line = context.wrap_socket(socket.create_connection(("{HOST}", 443)), server_hostname="{HOST}")
    line.sendall(b"GET / HTTP/1.1\\r\\nHost: {HOST}\\r\\nX-Slow: ")
    held.append(line)
time.sleep(60)
'''

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]).read_text()))
