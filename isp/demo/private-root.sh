#!/bin/sh
# A root directory of our own for a demo client: the machine's files as they are, but a private /run and /etc/resolv.conf,
# and / itself ours. So no program in it can reach the machine's resolver or message bus, and what it changes is gone with it.
# Call it inside fresh mount and process namespaces:   private-root.sh MOUNT-POINT KEPT PROGRAM [ARGUMENT...]
# KEPT is a folder of the private /run that stays the machine's own, the user's session; or -.
set -eu
root=$1
kept=$2
shift 2
mount -t tmpfs -o mode=0755 tmpfs "$root"
for path in /*; do
  case $path in
    /etc | /run | /lost+found) continue ;;
  esac
  if [ -L "$path" ]; then
    cp -P "$path" "$root$path"
  elif [ -d "$path" ]; then
    mkdir "$root$path"
    mount --rbind "$path" "$root$path"
  fi
done
mkdir -m 0755 "$root/run" "$root/etc" "$root/.etc"
# /etc is ours, and everything in it a link to the machine's own; links in there that climb up with .. stay right.
mount --rbind /etc "$root/.etc"
(
  cd "$root/.etc"
  for name in *; do
    [ "$name" = resolv.conf ] || echo "/.etc/$name"
  done | xargs -d '\n' ln -s -t "$root/etc"
)
echo '# No name servers: this machine has no network until it dials.' >"$root/etc/resolv.conf"
if [ "$kept" != - ]; then
  mkdir -p "$root$kept"
  mount --rbind "$kept" "$root$kept"
fi
# Not chroot: whoever lives in one may make no user namespaces, and a browser's sandbox is one.
cd "$root"
mkdir .machine
pivot_root . .machine
umount -l /.machine
rmdir /.machine
exec "$@"
