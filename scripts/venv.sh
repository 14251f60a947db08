#!/usr/bin/env bash
# The Python environment of the tests that need one.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .build-venv/bin/pytest ] && exit 0
python3 -m venv .build-venv
.build-venv/bin/pip install --quiet --disable-pip-version-check pytest pyyaml playwright axe-playwright-python
