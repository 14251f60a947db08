#!/usr/bin/env bash
# Builds in release and serves the portal with its demonstration bank, post office and keeper of registers until Ctrl-C.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -x .build/release/hukoomi ]; then
  echo "Building in release. The first time takes about ten minutes on two cores, later ones less than one."
fi
swift build -c release --product hukoomi 2>&1 | grep -vE '^\[|warning: prohibited flag' || true
binary=.build/release/hukoomi
[ -x "$binary" ] || { echo "The build failed." >&2; exit 1; }
mkdir -p var
"$binary" sandbox-bank --file var/bank.json 2>var/bank.log &
parties=$!
"$binary" sandbox-post 2>var/post.log &
parties="$parties $!"
"$binary" sandbox-registers --file var/registers.json 2>var/registers.log &
parties="$parties $!"
trap 'kill $parties 2>/dev/null || true' EXIT
"$binary" serve --demo --set registers-url=http://127.0.0.1:8093 "$@"
