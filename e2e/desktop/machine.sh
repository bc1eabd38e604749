#!/bin/sh
# A computer for the window's tests, inside fresh network, mount and process namespaces: loopback only, a private /run and
# resolv.conf, a user without rights, and the checkout where that user can read it wherever it really lies.
#   machine.sh FOLDER CHECKOUT USER-ID PROGRAM [ARGUMENT...]
set -eu
folder=$1
checkout=$2
user=$3
shift 3
ip link set lo up
mount -t tmpfs -o mode=0755 tmpfs /run
# The modems' links are in there, where a port's name may point.
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
# X servers of this computer are not those of the machine beneath.
mkdir "$folder/X11"
chmod 1777 "$folder/X11"
mkdir -p /tmp/.X11-unix
mount --bind "$folder/X11" /tmp/.X11-unix
printf '# before any call\n' >"$folder/resolv.conf"
mount --bind "$folder/resolv.conf" /etc/resolv.conf
{
  cat /etc/passwd
  printf 'dialler:x:%s:%s:A user:%s/home:/bin/sh\n' "$user" "$user" "$folder"
} >"$folder/passwd"
{
  cat /etc/group
  printf 'dialler:x:%s:\n' "$user"
} >"$folder/group"
mount --bind "$folder/passwd" /etc/passwd
mount --bind "$folder/group" /etc/group
mkdir "$folder/checkout"
mount --bind "$checkout" "$folder/checkout"
cd "$folder/checkout"
exec "$@"
