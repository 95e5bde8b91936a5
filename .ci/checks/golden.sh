#!/usr/bin/env bash
# The scripts that compare systems work: the golden runs give the same bytes with narrow vectors as with wide ones, and a changed hash is noticed.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.ci/golden.sh "$work/wide.txt"
DOTNET_PreferredVectorBitWidth=128 .ci/golden.sh "$work/narrow.txt"
.ci/same-hashes.sh "$work/wide.txt" "$work/narrow.txt"
sed '1s/.$/x/' "$work/wide.txt" > "$work/changed.txt"
if .ci/same-hashes.sh "$work/wide.txt" "$work/changed.txt" > /dev/null; then
    echo "a changed hash was not noticed"
    exit 1
fi
