#!/usr/bin/env bash
# Every program of examples/ builds without a warning and ends well.
set -euo pipefail
cd "$(dirname "$0")/../../examples"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in *.cs; do
    echo "-- $program"
    (cd "$work" && dotnet run -c Release "$OLDPWD/$program") || { echo "examples/$program failed"; exit 1; }
done
