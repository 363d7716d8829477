#!/usr/bin/env bash
# [media] link behind nginx with the office's login: the configuration is the one that urp.toml(5) gives. Left out where there
# is no nginx.
. "$(dirname "$0")/lib.sh"
nginx=$(command -v nginx || echo /usr/sbin/nginx)
[ -x "$nginx" ] || { echo "media_link: left out, there is no nginx here"; exit 0; }
export URP_LANG=en
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
start_sim || exit 1
office "[media]
link = \"https://desk.example.org/media/{sha256}{ext}\""
start_service || exit 1
sim webhooks "{\"url\":\"$url\"}"
sim inbound '{"from":"393330000102","name":"Maria Serra","image":{"size":48000}}'
is_stored() { [ "$(sql "SELECT count(*) FROM media WHERE state = 'stored'")" -eq 1 ]; }
wait_for 20 is_stored
stop_listen
expect 0 "$urp" media 1
path=$(cut -f7 out) link=$(cut -f8 out)
equal "$link" "https://desk.example.org/media/$(basename "$path").jpg" "the link"

# The location of the manual, with the folders of this test.
sed -n '/^\.It Ic link No/,/^\.Ed/p' "$source_dir/man/urp.toml.5" | sed -n '/^location/,/^}/p' |
  sed "s|\\\\e|\\\\|g; s|/var/lib/urp|$scratch/office|; s|/etc/urp|$scratch|" > location.conf
[ "$(grep -c "$scratch" location.conf)" -eq 2 ] || fail "the manual's location is not what it was: $(cat location.conf)"
printf 'maria:%s\n' "$(openssl passwd -apr1 test-password)" > media.htpasswd
[ "$(id -u)" -eq 0 ] && echo 'user root;' > nginx.conf || : > nginx.conf
cat >> nginx.conf <<CONF
daemon off;
master_process off;  # one process, that ends with the test
pid $scratch/nginx.pid;
error_log $scratch/nginx.log;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path $scratch/nginx-body;
  proxy_temp_path $scratch/nginx-proxy;
  fastcgi_temp_path $scratch/nginx-fastcgi;
  uwsgi_temp_path $scratch/nginx-uwsgi;
  scgi_temp_path $scratch/nginx-scgi;
  server {
    listen 127.0.0.1:$port;
    root $scratch/nothing;
    include $scratch/location.conf;
  }
}
CONF
"$nginx" -c "$scratch/nginx.conf" 2> nginx.start &
children+=("$!")
wait_for 20 sh -c "[ -s nginx.pid ] && curl -s -o /dev/null http://127.0.0.1:$port/" || cat nginx.start nginx.log >&2

# get WANTED-STATUS PATH [CURL OPTIONS]: body in ./body, headers in ./headers.
get() {
  local wanted=$1 path=$2; shift 2
  equal "$(curl -sS --path-as-is -D headers -o body -w '%{http_code}' "$@" "http://127.0.0.1:$port$path")" "$wanted" "$path $*"
}
place=${link#https://desk.example.org}
get 200 "$place" -u maria:test-password
cmp body "$path" || fail "other bytes"
contains headers 'Content-Type: image/jpeg'
contains headers 'X-Content-Type-Options: nosniff'
contains headers 'Cache-Control: private, no-store'
get 200 "${place%.jpg}" -u maria:test-password
get 401 "$place"
contains headers 'WWW-Authenticate: Basic realm="URP"'
get 401 "$place" -u maria:wrong
get 403 "$place" -u maria:test-password -X DELETE
# Nothing else of the folder is to be had.
for other in /media/ /media/.. /media/../urp.db /media/..%2furp.db /urp.db "/media/$(basename "$(dirname "$path")")/" "${place}x/"; do
  status=$(curl -sS --path-as-is -o body -w '%{http_code}' -u maria:test-password "http://127.0.0.1:$port$other")
  case $status in 400 | 403 | 404) ;; *) fail "$other: $status" ;; esac
done
[ "$failures" -eq 0 ]
