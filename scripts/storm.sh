#!/usr/bin/env bash
# Full disk, no database, ten thousand connections, and other bad weather; see docs/reliability.md.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${HUKOOMI_BINARY:-}" ]; then
  swift build -c release --product hukoomi
  export HUKOOMI_BINARY="$PWD/.build/release/hukoomi"
fi
scripts/venv.sh
command -v faketime >/dev/null || apt-get install -y -qq faketime
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
.build-venv/bin/python Tests/Storm/storm.py "$@"
