#!/usr/bin/env bash
# Writes the lists of public members (src/*/PublicAPI.Unshipped.txt) anew. A build in continuous integration fails where a list differs from the code.
set -euo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for list in src/*/PublicAPI.Unshipped.txt; do
    echo '#nullable enable' > "$list"
    project=$(basename "$(dirname "$list")")
    CI=true dotnet build "src/$project" -c Release -p:TreatWarningsAsErrors=false > "$log" || { grep -m 20 'error' "$log"; exit 1; }
    sed -nE "s|.*warning RS0016: Symbol '(.*)' is not part of the declared public API .*/$project\.csproj\]\$|\1|p" "$log" | LC_ALL=C sort -u >> "$list"
    echo "$project: $(($(wc -l < "$list") - 1)) members"
done
