#!/usr/bin/env bash
# Plays a published month, or a share of it, against a fresh instance: scripts/replay.sh [SHARE] [sqlite|postgresql].
# A long one in pieces, on an instance that is kept in REPLAY_FOLDER: PIECE=1/3, then PIECE=2/3, then PIECE=3/3.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/instance.sh
. scripts/postgres.sh
share=${1:-0.02} engine=${2:-sqlite} month=${MONTH:-2015-09} piece=${PIECE:-1/1}
binary=${HUKOOMI_BINARY:-}
if [ -z "$binary" ]; then
  swift build -c release --product hukoomi
  binary=.build/release/hukoomi
fi
folder=${REPLAY_FOLDER:-$(mktemp -d)}
chmod 755 "$folder"
trap 'stop_instance; stop_postgres; [ -z "${WATCH:-}" ] || kill "$WATCH"; [ -n "${REPLAY_FOLDER:-}" ] || rm -rf "$folder"' EXIT
data=$folder/hukoomi.sqlite
if [ "$engine" = postgresql ]; then
  POSTGRES_OPTIONS="-c shared_buffers=1GB -c max_wal_size=8GB" start_postgres "$folder/postgres"
  # On one machine they speak without the network.
  data="postgres://hukoomi@/hukoomi?host=$folder/postgres&port=$POSTGRES_PORT"
  chmod 755 "$folder/postgres"
fi
clock="$month-01T06:00:00+03:00"
[ "${piece%%/*}" != 1 ] || "$binary" populate --demo --data "$data" --set "clock=$clock" --month "$month" --share "$share"
INSTANCE_DATA=$data INSTANCE_CLOCK=$clock INSTANCE_OPTIONS="--set rate-limits=false ${INSTANCE_OPTIONS:-}" \
  start_instance "$binary" "$folder"
if [ -n "${REPLAY_MEMORY:-}" ]; then
  # Seconds and resident memory in KiB, for a graph.
  (while sleep 5 && kill -0 "$SERVER" 2>/dev/null; do echo "$SECONDS $(awk '/VmRSS/ { print $2 }' "/proc/$SERVER/status")"; done) >"$REPLAY_MEMORY" &
  WATCH=$!
fi
"$binary" replay --url "$PORTAL" --post "$POST" --month "$month" --share "$share" --piece "$piece" --workers "${WORKERS:-32}"
if [ "$engine" = sqlite ]; then ls -l "$data" | awk '{ print "database:", int($5 / 1048576), "MB" }'; fi
for pid in $INSTANCE; do
  awk -v hz="$(getconf CLK_TCK)" '{ print "processor time of", $2, int(($14 + $15) / hz), "s" }' "/proc/$pid/stat"
done
