#!/usr/bin/env bash
# Installs what is missing on Debian 12: `run` to build and serve, `test`, `bench` and `storm` what these need on top.
set -euo pipefail
need=${1:-run}
packages="libsqlite3-dev libpq-dev libargon2-dev libpango1.0-dev libqrencode-dev zlib1g-dev pkg-config make curl fonts-hosny-amiri fonts-noto-core"
[ "$need" = test ] && packages="$packages postgresql-15 chromium poppler-utils zbar-tools python3-venv procps"
[ "$need" = bench ] && packages="$packages wrk nginx-light procps"
[ "$need" = storm ] && packages="$packages wrk slowhttptest procps"

if ! command -v swift >/dev/null; then
  echo "Swift 6.3 is missing: install it from https://www.swift.org/install and run this again." >&2
  exit 1
fi
missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ "$need" = bench ] && command -v nginx >/dev/null; then missing=${missing/ nginx-light/}; fi
[ -z "$missing" ] && exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
  sudo=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  sudo="sudo"
else
  echo "These packages are missing. Type this line, then run the command again:" >&2
  echo "  sudo apt-get update && sudo $install" >&2
  exit 1
fi
echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
$sudo $install >/dev/null
