#!/usr/bin/env bash
# The site is built without a warning or a dead link.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
docs/site.sh "$work/site"
for page in index.html guide/your-data.html api/Nabla.Models.MlpClassifier.html; do
    test -s "$work/site/$page" || { echo "the site has no $page"; exit 1; }
done
