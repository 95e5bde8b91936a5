#!/usr/bin/env bash
# In Chromium, as WebAssembly, the golden runs give the hashes that they give everywhere; the multiply-add has the bits of the plain steps and is
# faster than that of .NET's vectors.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet publish .ci/checks/browser -c Release -o "$work/published" -p:RunAnalyzersDuringBuild=false
node .ci/checks/browser/serve.mjs "$work/published/wwwroot" | tee "$work/lines"
diff src/Nabla/Inspection/Machine/golden-hashes.txt <(sed -n 's/^run \([^ ]* [^ ]*\) .*/\1/p' "$work/lines")
grep -q '^multiply-add bits [1-9]' "$work/lines"
awk '/^multiply-add speed/ { found = 1; if ($4 < 1 || $6 < 1) { print "slower than the vectors of .NET"; exit 1 } } END { exit !found }' "$work/lines"
