#!/usr/bin/env bash
# The SHA-256 of the golden training runs on this machine, a line each, for same-hashes.sh.
#
#   .ci/golden.sh FILE
set -euo pipefail
file=$1
project=$(dirname "$0")/../src/Nabla.Cli
# The command's own verdict on this machine is its exit code; the file is written in any case.
code=0
json=$(dotnet run -c Release --project "$project" -- doctor --machine --json) || code=$?
grep -oE '"(name|found)": ?"[^"]*"' <<< "$json" | sed -E 's/^"[a-z]+": ?"(.*)"$/\1/' | paste - - > "$file"
echo "$(wc -l < "$file") golden runs"
test -s "$file" && exit "$code"
