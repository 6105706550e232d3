#!/usr/bin/env bash
# Gradescope runs this once, while it builds the image: a Python of 3.11 or later, and what the grader needs.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
apt-get update

python=
for version in 3.13 3.12 3.11; do
    if command -v "python$version" > /dev/null || apt-get install -y "python$version"; then
        apt-get install -y "python$version-venv" || true
        python=python$version
        break
    fi
done
if [ -z "$python" ]; then
    echo "No Python of 3.11 or later is to be had here: choose a newer base image (Ubuntu 22.04 or later)." >&2
    exit 1
fi
"$python" -m venv /autograder/venv
/autograder/venv/bin/python -m pip install --quiet --requirement /autograder/source/requirements.txt
