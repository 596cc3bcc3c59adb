#!/usr/bin/env bash
# docs/operating.md の「入れる」と「版を上げる」を、空の場所で一行ずつ実際に行い、できたポータルを確かめます。
# root で動かします。この機械のファイル・プロセス・ネットワークには触れません：ファイルは重ね書きの上に、プロセスと
# 通信は自分だけの名前空間の中にあり、終わるとすべて消えます。外へ出るのは、はじめの apt-get と pip だけです。
#   deploy/try.sh            ページの命令
#   deploy/try.sh container  deploy/Containerfile の一行ずつ（入れものは組み立てません）
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

if [ "${1:-}" != --inside ]; then
    [ "$(id -u)" = 0 ] || { echo "root で動かしてください。" >&2; exit 2; }
    place=$(mktemp -d -t kyodo-try-XXXXXX)
    trap 'rmdir "$place"' EXIT
    unshare --mount --pid --fork --mount-proc --kill-child "$0" --inside "$place" "${1:-page}"
    exit
fi

place=$2 what=$3
mount -t tmpfs -o size=4g,mode=755 tmpfs "$place"
# これから置くプログラム：いまの作業の内容から、配るものと同じ形に作ります。
cd "$root"
git ls-files --cached --others --exclude-standard -z | tar -czf "$place/kyodo-portal.tar.gz" --null --files-from=- --owner=0 --group=0
cp -r "$root/deploy/trying" "$place/trying"
for folder in etc usr var opt root; do
    mkdir -p "$place/upper/$folder" "$place/work/$folder"
    mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$place/upper/$folder,workdir=$place/work/$folder" "/$folder"
done
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock
# すでに PostgreSQL が入っている機械でも、入れたばかりのときと同じ、空のデータベースから始めます。
rm -rf /var/lib/postgresql/*/* /etc/postgresql/*/*
# apt が入れたものを、その場で始めようとしないように。
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod +x /usr/sbin/policy-rc.d
if [ "$what" = container ]; then
    mkdir "$place/source"
    tar -xf "$place/kyodo-portal.tar.gz" -C "$place/source"
    exec python3 "$place/trying/container.py" "$place/source"
fi
exec python3 "$place/trying/walk.py" "$place" "$root/docs/operating.md"
