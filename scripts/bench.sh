#!/usr/bin/env bash
# Measures the release build with wrk beside it, nginx serving the same bytes as the yardstick, all in one run.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/instance.sh
binary=${HUKOOMI_BINARY:-}
if [ -z "$binary" ]; then
  echo "Building in release. The first time takes about ten minutes on two cores."
  swift build -c release --product hukoomi 2>&1 | grep -vE '^\[|warning: prohibited flag' || true
  binary=.build/release/hukoomi
fi
folder=$(mktemp -d)
trap 'stop_instance; [ -f "$folder/nginx.pid" ] && kill "$(cat "$folder/nginx.pid")" 2>/dev/null; rm -rf "$folder"' EXIT
INSTANCE_OPTIONS="--set rate-limits=false" start_instance "$binary" "$folder"

# nginx serves the home page's bytes from a file.
nginx_port=$(free_port)
mkdir -p "$folder/www"
curl -fs "$PORTAL/ar" >"$folder/www/home.html"
cat >"$folder/nginx.conf" <<CONF
worker_processes 2;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
events { worker_connections 1024; }
http { access_log off; types { text/html html; } sendfile on; open_file_cache max=100;
  client_body_temp_path $folder; proxy_temp_path $folder; fastcgi_temp_path $folder; uwsgi_temp_path $folder; scgi_temp_path $folder;
  server { listen 127.0.0.1:$nginx_port; root $folder/www; } }
CONF
chmod 755 "$folder" "$folder/www"
nginx -c "$folder/nginx.conf" 2>/dev/null

python3 bench/bench.py --portal "$PORTAL" --post "$POST" --nginx "http://127.0.0.1:$nginx_port/home.html" \
  --server "$SERVER" --binary "$binary"

# Rules, beside a FEEL library of Python.
scripts/venv.sh
.build-venv/bin/pip install --quiet --disable-pip-version-check bkflow-feel
.build-venv/bin/python bench/rules.py --binary "$binary"
