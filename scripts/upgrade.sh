#!/usr/bin/env bash
# A rolling upgrade from the commit before (or REVISION) to this one, on PostgreSQL with two nodes.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${HUKOOMI_BINARY:-}" ]; then
  swift build -c release --product hukoomi
  export HUKOOMI_BINARY="$PWD/.build/release/hukoomi"
fi
scripts/venv.sh
earlier=${EARLIER:-}
if [ -z "$earlier" ]; then
  earlier=$(mktemp -d)/hukoomi
  git worktree add --detach "$earlier" "${REVISION:-HEAD~1}" >/dev/null
  trap 'git worktree remove --force "$earlier"' EXIT
  (cd "$earlier" && swift build -c release --product hukoomi)
fi
.build-venv/bin/python Tests/Crash/upgrade.py "$earlier/.build/release/hukoomi" "$earlier/Content/qatar"
