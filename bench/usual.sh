#!/usr/bin/env bash
# One page of a form, read and durably answered: the portal on both engines beside the usual choice (Flask, gunicorn,
# psycopg, PostgreSQL), in one run on one machine. docs/performance.md quotes it.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/instance.sh
. scripts/postgres.sh
binary=${HUKOOMI_BINARY:-.build/release/hukoomi}
[ -x "$binary" ] || swift build -c release --product hukoomi
scripts/venv.sh
.build-venv/bin/pip install --quiet --disable-pip-version-check flask gunicorn "psycopg[binary,pool]"
folder=$(mktemp -d)
chmod 755 "$folder"
trap 'kill ${USUAL:-} 2>/dev/null; stop_instance; stop_postgres; rm -rf "$folder"' EXIT
start_postgres "$folder/postgres"

export USUAL_DATABASE="host=127.0.0.1 port=$POSTGRES_PORT user=hukoomi dbname=usual"
(cd / && $POSTGRES_USER "$POSTGRES_BINARIES/createdb" -h 127.0.0.1 -p "$POSTGRES_PORT" -U hukoomi usual)
person=$(.build-venv/bin/python bench/usual/app.py)
usual_port=$(free_port)
.build-venv/bin/gunicorn --chdir bench/usual -w 4 -b "127.0.0.1:$usual_port" app:app >"$folder/usual.log" 2>&1 &
USUAL=$!
for _ in $(seq 50); do (echo >"/dev/tcp/127.0.0.1/$usual_port") 2>/dev/null && break; sleep 0.1; done

INSTANCE_OPTIONS="--set rate-limits=false" start_instance "$binary" "$folder/sqlite"
ON_SQLITE="$PORTAL $POST $SERVER" FIRST=$INSTANCE
INSTANCE_OPTIONS="--set rate-limits=false" INSTANCE_DATA=$POSTGRES start_instance "$binary" "$folder/onpg"
ON_POSTGRES="$PORTAL $POST $SERVER"
INSTANCE="$FIRST $INSTANCE"
.build-venv/bin/python bench/usual.py "$person" "http://127.0.0.1:$usual_port $USUAL" "$ON_SQLITE" "$ON_POSTGRES" "$POSTGRES_FOLDER"
