"""The digests of a backup's files: written when all are there, and gone through before anything is
done with them."""

import hashlib
import os
import re
from pathlib import Path

from kyodo_portal.management.backups.refusals import Refused

SUMS = "SHA256SUMS"
PIECE = 1024 * 1024

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def digest_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_in(folder: Path) -> dict[str, Path]:
    """Every file below a folder, by its path from there, in their order. Links are not followed."""
    found = (
        Path(top) / name for top, _, names in os.walk(folder, followlinks=False) for name in names
    )
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def write_sums(folder: Path) -> None:
    """Write down the digest of every file that lies there now."""
    lines = [f"{digest_of(path)}  {name}\n" for name, path in files_in(folder).items()]
    write_private(folder / SUMS, "".join(lines).encode())


def read_sums(folder: Path) -> dict[str, str]:
    """The digests by the files' paths, once every file was found to be there and to have its own.

    Raises `Refused` for a backup that is not whole, or in which a single byte is another.
    """
    try:
        written = (folder / SUMS).read_bytes().decode()
    except FileNotFoundError:
        raise Refused(
            f"{folder} には、控えの終わりの印（{SUMS}）がありません。途中で終わった控えか、"
            "控えではないフォルダーです。なにも変えていません。別の控えを指定してください。"
        ) from None
    except (OSError, ValueError) as error:
        raise _damaged(SUMS) from error
    matches = [_LINE.fullmatch(line) for line in written.split("\n")[:-1]]
    sums = {match[2]: match[1] for match in matches if match}
    if len(sums) != len(matches) or not written.endswith("\n"):
        raise _damaged(SUMS)
    found = files_in(folder)
    del found[SUMS]
    if missing := sorted(sums.keys() - found.keys()):
        raise Refused(
            f"控えのファイルが{len(missing)}個足りません（{missing[0]} など）。写す途中で欠けた控えです。"
            "なにも変えていません。別の控えを指定してください。"
        )
    if strange := sorted(found.keys() - sums.keys()):
        raise Refused(
            f"控えに、控えのものではないファイルがあります（{strange[0]} など）。"
            "なにも変えていません。そのファイルを別の場所へ移してから、もう一度試してください。"
        )
    for name, path in found.items():
        if path.is_symlink() or not path.is_file() or digest_of(path) != sums[name]:
            raise _damaged(name)
    return sums


def _damaged(name: str) -> Refused:
    return Refused(
        f"控えのファイル {name} が、控えたときの内容とちがいます（照合値が合いません）。壊れているか、"
        "書き換えられています。なにも変えていません。別の控えを指定してください。"
    )


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, down to the disk."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
