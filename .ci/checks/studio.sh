#!/usr/bin/env bash
# The Studio as static files: built by one command, small, and driven in Chromium like the page of 'nabla studio'.
set -euo pipefail
cd "$(dirname "$0")/../.."
rm -rf src/Nabla.Studio.Browser/bin
dotnet publish src/Nabla.Studio.Browser -c Release -v q
dotnet build tests/Nabla.Studio.Tests -c Release -v q > /dev/null
site=$PWD/src/Nabla.Studio.Browser/bin/Release/net10.0/publish/wwwroot

# What a browser fetches at first: the page, the worker and the engine, without what exports load later; of each the Brotli file that publishing makes, or gzip where it makes none.
first=0
while IFS= read -r file; do
    bytes=$(if [ -f "$file.br" ]; then cat "$file.br"; else gzip -9 -c "$file"; fi | wc -c)
    first=$((first + bytes))
done < <(find "$site" -type f ! -name '*.br' ! -name '*.gz' ! -name '*.map' ! -name '*.md' ! -name 'Nabla.Reports.*' ! -name 'Nabla.Onnx.*' ! -name 'Google.Protobuf.*')
script=$(find "$site/assets" -name '*.js' -exec cat {} + | wc -c)
echo "first load $first bytes compressed, page script $script bytes"
[ "$first" -lt 3000000 ] || { echo "expected under 3,000,000 bytes"; exit 1; }
[ "$script" -lt 200000 ] || { echo "expected under 200,000 bytes"; exit 1; }

NABLA_SLOW_TESTS=1 NABLA_STUDIO_SITE=$site tests/Nabla.Studio.Tests/bin/Release/net10.0/Nabla.Studio.Tests --filter-class '*SitePageTests' --progress off
