#!/usr/bin/env bash
# The packages as users receive them: the library's has documentation, README and symbols, and the same bytes wherever it is built;
# the tool is installed by the commands of docs/guide/install.md and trains; a consumer of the library passes the analysis for
# ahead-of-time compilation with warnings as errors; published trimmed and self-contained it trains and predicts rightly.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
version=0.0.0-check.$(date +%s)
trap 'rm -rf "$work" "${NUGET_PACKAGES:-$HOME/.nuget/packages}/nabla/$version"' EXIT

for project in Nabla Nabla.Csv Nabla.Onnx Nabla.Reports; do
    dotnet pack "src/$project" -c Release -o "$work/packages" -p:Version="$version"
done
unzip -q "$work/packages/Nabla.$version.nupkg" -d "$work/library"
unzip -q -o "$work/packages/Nabla.$version.snupkg" -d "$work/library"
for file in lib/net10.0/Nabla.dll lib/net10.0/Nabla.xml lib/net10.0/Nabla.pdb README.md; do
    test -f "$work/library/$file" || { echo "the library's packages have no $file"; exit 1; }
done

# The same sources in another place give the same bytes; where sources stand is left out by what git knows of them.
if git rev-parse --git-dir > /dev/null 2>&1; then
    git clone -q . "$work/elsewhere"
    dotnet build "$work/elsewhere/src/Nabla" -c Release -p:Version="$version" -p:RunAnalyzers=false
    cmp "$work/elsewhere/src/Nabla/bin/Release/net10.0/Nabla.dll" "$work/library/lib/net10.0/Nabla.dll"
fi

cat > "$work/NuGet.config" <<XML
<configuration><packageSources><clear /><add key="packed" value="$work/packages" /></packageSources></configuration>
XML
# The two commands of the guide, for a home and a folder of packages of their own.
{ read -r pack; read -r install; } < <(sed -n "/^dotnet /s|artifacts|$work/artifacts|p" docs/guide/install.md)
eval "$pack"
cd "$work"
DOTNET_CLI_HOME="$work/home" eval "$install"
nabla="$work/home/.dotnet/tools/nabla"
"$nabla" --version
"$nabla" train digits --epochs 20 --output "$work/digits.safetensors"
"$nabla" predict "$work/digits.safetensors" digits > "$work/predictions.csv"
"$nabla" export "$work/digits.safetensors" --output "$work/digits.onnx"
if command -v node > /dev/null; then # the tool then carries what draws charts
    "$nabla" report "$work/digits.safetensors" digits --output "$work/digits.html"
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
