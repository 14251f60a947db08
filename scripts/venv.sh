#!/usr/bin/env bash
# The Python environment of the tests that need one.
set -euo pipefail
cd "$(dirname "$0")/.."
packages="pytest pyyaml==6.0.3 jsonschema==4.26.0 playwright axe-playwright-python"
[ "$(cat .build-venv/packages 2>/dev/null)" = "$packages" ] && exit 0
python3 -m venv .build-venv
# shellcheck disable=SC2086
.build-venv/bin/pip install --quiet --disable-pip-version-check $packages
echo "$packages" >.build-venv/packages
