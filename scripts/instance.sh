# Starts a demonstration instance with its bank and post office on free ports; source this, then call `start_instance
# BINARY FOLDER` and, at the end, `stop_instance`. Sets PORTAL and POST, the addresses. INSTANCE_DATA: another database.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

start_instance() {
  local binary=$1 folder=$2
  local port bank post smtp
  port=${PORT:-$(free_port)} bank=${BANK_PORT:-$(free_port)} post=${POST_PORT:-$(free_port)} smtp=${SMTP_PORT:-$(free_port)}
  PORTAL="http://127.0.0.1:$port" POST="http://127.0.0.1:$post"
  mkdir -p "$folder"
  # With a clock of its own, the bank keeps its books in memory: it writes them whole at each payment.
  local books=(--file "$folder/bank.json") clock=()
  [ -n "${INSTANCE_CLOCK:-}" ] && books=(--clock "$INSTANCE_CLOCK") clock=(--set "clock=$INSTANCE_CLOCK")
  "$binary" sandbox-bank --port "$bank" --portal "$PORTAL" "${books[@]}" >"$folder/bank.log" 2>&1 &
  INSTANCE=$!
  "$binary" sandbox-post --port "$post" --smtp-port "$smtp" >"$folder/post.log" 2>&1 &
  INSTANCE="$INSTANCE $!"
  "$binary" serve --demo --port "$port" --data "${INSTANCE_DATA:-$folder/hukoomi.sqlite}" --files "$folder/files" \
    ${INSTANCE_OPTIONS:-} "${clock[@]}" --set "bank-url=http://127.0.0.1:$bank" --set "sms-url=$POST" --set "smtp-port=$smtp" \
    >"$folder/serve.out" 2>"$folder/serve.log" &
  SERVER=$!
  INSTANCE="$INSTANCE $SERVER"
  for _ in $(seq 150); do
    curl -fs -o /dev/null "$PORTAL/ready" && return 0
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 0.1
  done
  echo "The portal did not start:" >&2
  cat "$folder/serve.out" "$folder/serve.log" >&2
  return 1
}

stop_instance() {
  # shellcheck disable=SC2086
  kill $INSTANCE 2>/dev/null || true
  wait 2>/dev/null || true
}
