#!/usr/bin/env bash
# The packages as users receive them: the tool is installed and trains; a consumer of the library passes the analysis for
# ahead-of-time compilation with warnings as errors; published trimmed and self-contained it trains and predicts rightly.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=0.0.0-check.$(date +%s)

for project in src/*/*.csproj; do
    dotnet pack "$project" -c Release -o "$work/packages" -p:Version="$version"
done
for file in "Nabla.$version.nupkg" "Nabla.$version.snupkg" "Nabla.Cli.$version.nupkg" "Nabla.Cli.linux-x64.$version.nupkg"; do
    test -f "$work/packages/$file" || { echo "no package $file"; exit 1; }
done
# Listed whole before it is searched: a reader that stops early would fail the writer (pipefail).
contents=$(unzip -l "$work/packages/Nabla.$version.nupkg")
for file in lib/net10.0/Nabla.xml README.md; do
    grep -q "$file" <<< "$contents" || { echo "the library's package has no $file: $contents"; exit 1; }
done

cat > "$work/NuGet.config" <<XML
<configuration><packageSources><add key="packed" value="$work/packages" /></packageSources></configuration>
XML
cd "$work"
dotnet tool install Nabla.Cli --version "$version" --tool-path "$work/tool" --configfile "$work/NuGet.config"
"$work/tool/nabla" --version
"$work/tool/nabla" train digits --epochs 20 --output "$work/digits.safetensors"
"$work/tool/nabla" predict "$work/digits.safetensors" digits > "$work/predictions.csv"
"$work/tool/nabla" export "$work/digits.safetensors" --output "$work/digits.onnx"
if command -v node > /dev/null; then # the tool then carries what draws charts
    "$work/tool/nabla" report "$work/digits.safetensors" digits --output "$work/digits.html"
    grep -q 'Plotly' "$work/digits.html" || { echo "the report has no charts"; exit 1; }
fi

mkdir "$work/consumer"
cp "$root/.ci/checks/consumer/"* "$work/consumer/"
cd "$work/consumer"
sed -i "s/NABLA_VERSION/$version/" Consumer.csproj
dotnet publish -c Release -r linux-x64 --self-contained -o "$work/published"
output=$("$work/published/Consumer" "$work/digits.safetensors")
echo "$output"
grep -q '^trained and right$' <<< "$output"
