#!/usr/bin/env bash
# In a browser, as WebAssembly, the golden runs give the hashes that they give everywhere.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! command -v chromium > /dev/null; then
    apt-get -o DPkg::Lock::Timeout=600 update -q && apt-get -o DPkg::Lock::Timeout=600 install -q -y --no-install-recommends chromium
fi
cp -r .ci/checks/browser/. "$work"
cd "$work"
sed -i "s|NABLA_ROOT|$root|" Browser.csproj
dotnet publish Browser.csproj -c Release -o "$work/published" -p:RunAnalyzers=false
node serve.mjs "$work/published/wwwroot" | tee "$work/lines"
diff "$root/src/Nabla/Inspection/Machine/golden-hashes.txt" <(cut -d ' ' -f 1,2 "$work/lines")
