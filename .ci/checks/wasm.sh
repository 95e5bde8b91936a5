#!/usr/bin/env bash
# In a browser, as WebAssembly, the golden runs give the hashes that they give everywhere, and the fused multiply-add in vectors is at least five
# times as fast as one number at a time.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet publish .ci/checks/browser -c Release -o "$work/published" -p:RunAnalyzersDuringBuild=false
node .ci/checks/browser/serve.mjs "$work/published/wwwroot" | tee "$work/lines"
diff src/Nabla/Inspection/Machine/golden-hashes.txt <(sed -n 's/^run \([^ ]* [^ ]*\) .*/\1/p' "$work/lines")
awk '/^multiply-add speed/ { found = 1; if ($4 < 5 || $6 < 5) { print "less than five times as fast"; exit 1 } } END { exit !found }' "$work/lines"
