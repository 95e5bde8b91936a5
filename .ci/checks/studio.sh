#!/usr/bin/env bash
# The Studio as static files: built by one command, small, and driven in Chromium like the page of 'nabla studio'.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet publish src/Nabla.Studio.Browser -c Release -v q
site=$PWD/src/Nabla.Studio.Browser/bin/Release/net10.0/publish/wwwroot

# What a browser fetches at first: the page, the worker and the engine, compressed as a file server does.
size() { find "$@" -type f -print0 | xargs -0 -n 1 sh -c 'brotli -c -q 9 "$0" 2> /dev/null | wc -c || gzip -9 -c "$0" | wc -c' | awk '{ sum += $1 } END { print sum }'; }
first=$(size "$site" ! -name '*.br' ! -name '*.gz' ! -name '*.map' ! -name '*.md')
script=$(find "$site/assets" -name '*.js' -exec cat {} + | wc -c)
echo "first load $first bytes compressed, page script $script bytes"
[ "$first" -lt 3000000 ] || { echo "wanted under 3,000,000 bytes"; exit 1; }
[ "$script" -lt 200000 ] || { echo "wanted under 200,000 bytes"; exit 1; }

NABLA_SLOW_TESTS=1 NABLA_STUDIO_SITE=$site tests/Nabla.Studio.Tests/bin/Release/net10.0/Nabla.Studio.Tests --filter-class '*SitePageTests' --progress off
