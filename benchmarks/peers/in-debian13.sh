#!/usr/bin/env bash
# Runs a command in the folder that debian13.sh made, with /proc and with a folder of this system as /work, both seen by this command alone.
#
#   benchmarks/peers/in-debian13.sh FOLDER WORK COMMAND...
set -euo pipefail
if [ "${APART:-}" != 1 ]; then
    APART=1 exec unshare -m "$0" "$@"
fi
folder=$1
mount -t proc proc "$folder/proc"
mount --bind "$2" "$folder/work"
shift 2
exec chroot "$folder" env -i HOME=/tmp PATH=/opt/dotnet:/usr/bin:/bin DOTNET_ROOT=/opt/dotnet LANG=C.UTF-8 OPENBLAS_CORETYPE="${OPENBLAS_CORETYPE:-SkylakeX}" "$@"
