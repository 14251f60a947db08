#!/usr/bin/env bash
# Plays the main job against a fresh instance: the release build where there is one, else a debug build.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/instance.sh
binary=${HUKOOMI_BINARY:-}
if [ -z "$binary" ]; then
  if [ -x .build/release/hukoomi ]; then binary=.build/release/hukoomi; else
    swift build --product hukoomi
    binary=.build/debug/hukoomi
  fi
fi
folder=$(mktemp -d)
trap 'stop_instance; rm -rf "$folder"' EXIT
start_instance "$binary" "$folder"
"$binary" tour --url "$PORTAL" --post "$POST"
