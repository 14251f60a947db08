# Starts a PostgreSQL of its own on a free port; source this, then call `start_postgres FOLDER` and, at the end,
# `stop_postgres`. Sets POSTGRES, the address of a database: an empty one, or the one that was left in the folder.
start_postgres() {
  local folder=$1 port binaries
  binaries=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -1)
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  mkdir -p "$folder"
  POSTGRES_FOLDER=$folder POSTGRES_BINARIES=$binaries POSTGRES_PORT=$port
  # The server refuses to run as root.
  POSTGRES_USER=""
  if [ "$(id -u)" = 0 ]; then
    POSTGRES_USER="runuser -u postgres --"
    chown postgres "$folder"
    chmod 700 "$folder"
  fi
  (
    cd /
    [ -d "$folder/data" ] || $POSTGRES_USER "$binaries/initdb" -D "$folder/data" -U hukoomi -E UTF8 --locale=C.UTF-8 --auth=trust \
      --no-sync >/dev/null || exit 1
    $POSTGRES_USER "$binaries/pg_ctl" -D "$folder/data" -l "$folder/postgres.log" -w -t 60 \
      -o "-p $port -h 127.0.0.1 -k $folder -c max_connections=400 ${POSTGRES_OPTIONS:-}" start >/dev/null || exit 1
    [ -f "$folder/made" ] || $POSTGRES_USER "$binaries/createdb" -h 127.0.0.1 -p "$port" -U hukoomi hukoomi
  ) || { cat "$folder/postgres.log" >&2; return 1; }
  touch "$folder/made"
  POSTGRES="postgres://hukoomi@127.0.0.1:$port/hukoomi"
}

stop_postgres() {
  [ -n "${POSTGRES_FOLDER:-}" ] || return 0
  (cd / && $POSTGRES_USER "$POSTGRES_BINARIES/pg_ctl" -D "$POSTGRES_FOLDER/data" -m immediate stop >/dev/null) || true
}
