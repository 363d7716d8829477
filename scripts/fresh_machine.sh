#!/usr/bin/env bash
# Runs both commands of the README on a really fresh machine: a minimal Debian bookworm in a folder of its own, once as
# root and once as a user with sudo. Needs root, debootstrap and a mirror of Debian; takes as long as a build: what the
# first one compiled, the second one finds.
#   scripts/fresh_machine.sh [COMMAND...]    default: scripts/demo scripts/test
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" -eq 0 ] || { echo "fresh_machine: needs root, for debootstrap and chroot" >&2; exit 2; }
command -v debootstrap > /dev/null || { echo "fresh_machine: install debootstrap" >&2; exit 2; }
[ $# -gt 0 ] || set -- scripts/demo scripts/test
root=$(mktemp -d)
chmod 755 "$root"  # the root folder of everybody in there
leave() {
  umount -l "$root/proc" "$root/dev/pts" "$root/dev/shm" 2> /dev/null || true
  rm -rf --one-file-system "$root"
}
trap leave EXIT

mirror=$(apt-cache policy base-files | grep -oE 'https?://[^ ]+' | head -n 1)
debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} > "$root.log" || { tail -n 20 "$root.log" >&2; exit 1; }
rm -f "$root.log"
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/pts" "$root/dev/shm"
mount -t devpts devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
# What reaches the mirror from here must reach it from there: resolver, proxy, settings of apt.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2> /dev/null || true
cp -rL /etc/apt/apt.conf.d "$root/etc/apt/"
proxies=$(env | grep -iE '^(https?|no)_proxy=' || true)

in_root() {  # in_root USER COMMAND
  # shellcheck disable=SC2086
  chroot "$root" env -i CCACHE_DIR=/var/cache/ccache CCACHE_BASEDIR="$(home_of "$1")" CCACHE_NOHASHDIR=1 CCACHE_UMASK=000 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME="$(home_of "$1")" TERM=dumb \
    $proxies setpriv --reuid="$1" --regid="$1" --init-groups bash -c "$2"
}
home_of() { if [ "$1" = root ]; then echo /root; else echo "/home/$1"; fi; }

chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get -q update > /dev/null
chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install git sudo > /dev/null
chroot "$root" useradd --create-home --shell /bin/bash clerk
echo 'clerk ALL=(ALL) NOPASSWD: ALL' > "$root/etc/sudoers.d/clerk"

install -d -m 1777 "$root/var/cache/ccache"
failed=0
for user in root clerk; do
  home=$root$(home_of "$user")
  git clone -q "$top" "$home/urp"
  chown -R "$(chroot "$root" id -u "$user"):$(chroot "$root" id -g "$user")" "$home/urp"
  for command in "$@"; do
    if in_root "$user" "cd ~/urp && $command" > "$home/out" 2>&1; then
      echo "$user: $command: passed"
    else
      echo "$user: $command: FAILED"; tail -n 25 "$home/out"; failed=1
    fi
  done
  rm -rf "$home/urp"
done
exit "$failed"
