#!/usr/bin/env bash
# Without Node a build warns and has no charts; packing stops with an error. Analyzers run here and not in a user's build.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# All commands but node and npm.
mkdir "$work/commands"
while IFS= read -r -d : folder; do
    find "$folder" -maxdepth 1 ! -type d ! -name node ! -name npm ! -name npx -exec ln -sf -t "$work/commands" {} + 2> /dev/null || true
done <<< "$PATH:"
sources() { cp Directory.*.props global.json README.md LICENSE "$work" && mkdir "$work/src" && cp -r src/Directory.Build.props src/Nabla src/Nabla.Reports "$work/src"; }
sources
rm -rf "$work"/src/*/{bin,obj}
cd "$work"

env -u CI PATH="$work/commands" dotnet build src/Nabla.Reports -c Release > build.log || { cat build.log; exit 1; }
grep -q 'warning NABLA001: Nabla.Reports is built without its charts' build.log || { cat build.log; echo "no warning about the charts"; exit 1; }
for option in --no-restore --no-build; do
    if env -u CI PATH="$work/commands" dotnet pack src/Nabla.Reports -c Release $option > pack.log; then
        echo "dotnet pack $option made a package without charts"
        exit 1
    fi
    grep -q 'error NABLA001: Nabla.Reports cannot be packed without its charts' pack.log || { cat pack.log; exit 1; }
done

cd "$root"
analyzers() { dotnet msbuild src/Nabla -getProperty:RunAnalyzersDuringBuild; }
test "$(CI='' analyzers)" = false || { echo "a user's build runs the analyzers"; exit 1; }
test "$(CI=true analyzers)" != false || { echo "continuous integration runs no analyzers"; exit 1; }
