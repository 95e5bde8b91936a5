#!/usr/bin/env bash
# The SHA-256 of the golden runs on this machine, a line each, for same-hashes.sh. Fails where one differs from the committed file.
#
#   .ci/golden.sh FILE
set -euo pipefail
file=$(realpath "$1")
cd "$(dirname "$0")/.."
dotnet build src/Nabla.Cli -c Release -v q > /dev/null
dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll doctor --machine --json |
    grep -oE '"name":"[^"]*","expected":"[^"]*","found":"[^"]*"' | cut -d'"' -f4,12 | tr '"' '\t' > "$file"
[ -s "$file" ] || { echo "the doctor tells of no golden run"; exit 1; }
echo "$(wc -l < "$file") runs"
