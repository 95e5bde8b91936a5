#!/usr/bin/env bash
# The SHA-256 of the golden runs on this machine, a line each, for same-hashes.sh. Fails where one differs from the committed file.
#
#   .ci/golden.sh FILE
set -euo pipefail
file=$(realpath "$1")
cd "$(dirname "$0")/.."
dotnet build src/Nabla.Cli -c Release -v q > /dev/null
dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll doctor --machine --json | sed -n 's/^ *"\(name\|found\)": "\(.*\)",*$/\2/p' | paste - - > "$file"
echo "$(wc -l < "$file") runs"
