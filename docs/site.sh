#!/usr/bin/env bash
# Makes the site: guide, decisions and API reference, as static files.
#
#   docs/site.sh [FOLDER]     (default artifacts/site)
#
# A warning of docfx is an error, and so is a link that leads nowhere.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-artifacts/site}
for project in Nabla.AspNetCore Nabla.Csv Nabla.Logging Nabla.Mpi Nabla.Onnx Nabla.Parquet Nabla.Reports; do
    dotnet build "src/$project" -c Release -v q -p:GenerateDocumentationFile=true
done
dotnet tool restore > /dev/null
rm -rf docs/obj
dotnet docfx docs/docfx.json --warningsAsErrors
dotnet run -c Release docs/links.cs docs/obj/site
mkdir -p "$folder"
cp -r docs/obj/site/. "$folder"
echo "the site is in $folder"
