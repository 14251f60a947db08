#!/usr/bin/env bash
# Every test: units, stores and routes in one run, then the tour and a real browser against the same build.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --build-tests
# One after the other: on two cores, tests that compute would starve those that talk to servers.
swift test --skip-build --no-parallel

# All of it again on PostgreSQL.
. scripts/postgres.sh
folder=$(mktemp -d)
trap 'stop_postgres; rm -rf "$folder"' EXIT
chmod 755 "$folder"
start_postgres "$folder/postgres"
HUKOOMI_TEST_POSTGRES=$POSTGRES swift test --skip-build --no-parallel
export HUKOOMI_BINARY="$PWD/.build/debug/hukoomi"
"$HUKOOMI_BINARY" check Content/qatar
scripts/tour.sh
INSTANCE_DATA=$POSTGRES scripts/tour.sh
stop_postgres
trap - EXIT
rm -rf "$folder"
if [ -d Tests/Browser ]; then
  if [ ! -x .build-venv/bin/pytest ]; then
    python3 -m venv .build-venv
    .build-venv/bin/pip install --quiet --disable-pip-version-check pytest pyyaml playwright axe-playwright-python
  fi
  .build-venv/bin/pytest -q Tests/Browser
fi
