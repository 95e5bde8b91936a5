#!/usr/bin/env bash
# Whether golden.sh gave the same on all machines.
#
#   .ci/same-hashes.sh FILE FILE...
set -euo pipefail
[ $# -ge 2 ] || { echo "wanted two files or more, got $#"; exit 1; }
different=0
for file in "${@:2}"; do
    diff --label "$1" --label "$file" -U 0 "$1" "$file" || different=1
done
[ "$different" -eq 0 ] && echo "the same $(wc -l < "$1") model files on $# machines"
