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
POSTGRES_OPTIONS="-c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.max=100000"
start_postgres "$folder/postgres"
psql -q "$POSTGRES" -c "create extension pg_stat_statements"
HUKOOMI_TEST_POSTGRES=$POSTGRES swift test --skip-build --no-parallel
# No statement reads the whole of a table that grows.
INSTANCE_DATA=$POSTGRES HUKOOMI_BINARY=.build/debug/hukoomi scripts/tour.sh
.build/debug/hukoomi migrate --data "$folder/schema.sqlite" >/dev/null
python3 scripts/plans.py "$POSTGRES" "$folder/schema.sqlite" --after-tests
INSTANCE_DATA=$POSTGRES HUKOOMI_BINARY=.build/debug/hukoomi scripts/tour.sh
python3 scripts/plans.py "$POSTGRES" "$folder/schema.sqlite"
stop_postgres
trap - EXIT
rm -rf "$folder"
export HUKOOMI_BINARY="$PWD/.build/debug/hukoomi"
"$HUKOOMI_BINARY" check Content/qatar
scripts/tour.sh
# A two-thousandth of a published month, counted exactly, on both engines.
for engine in sqlite postgresql; do scripts/replay.sh 0.0005 "$engine" | tr '\r' '\n' | tail -20; done
scripts/venv.sh
.build-venv/bin/pytest -q Tests/Schema Tests/Browser Tests/Crash
