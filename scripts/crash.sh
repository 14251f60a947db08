#!/usr/bin/env bash
# Kills what serves a hundred times on each engine while people apply and pay, and looks whether anything is lost.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${HUKOOMI_BINARY:-}" ]; then
  swift build -c release --product hukoomi
  export HUKOOMI_BINARY="$PWD/.build/release/hukoomi"
fi
scripts/venv.sh
.build-venv/bin/python Tests/Crash/crash.py "${KILLS:-100}"
