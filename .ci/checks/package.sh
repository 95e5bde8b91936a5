#!/usr/bin/env bash
# The packages as users receive them: each has its README, icon, documentation and symbols, knows its repository from git, and has the same bytes
# wherever it is built. In an empty home the tool is installed by the commands of docs/guide/install.md, and the README of each package is followed
# to the letter. A consumer of the library passes the analysis for ahead-of-time compilation with warnings as errors; published trimmed and
# self-contained it trains and predicts rightly; so does a program with typed rows that is compiled ahead of time.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
source .ci/empty-home.sh
version=9.9.9
libraries="Nabla Nabla.Csv Nabla.Onnx Nabla.Reports"
also="Nabla.AspNetCore Nabla.Logging Nabla.Mpi Nabla.Parquet" # their READMEs are of programs that run on, and are tested with the guide's pages
fail() { echo "$1"; exit 1; }
mkdir "$work/content"

for project in $libraries $also; do
    dotnet pack "src/$project" -c Release -o "$work/packages" -p:Version="$version"
    unzip -q "$work/packages/$project.$version.nupkg" -d "$work/content/$project"
    unzip -q -o "$work/packages/$project.$version.snupkg" -d "$work/content/$project"
    for file in "lib/net10.0/$project.dll" "lib/net10.0/$project.xml" "lib/net10.0/$project.pdb" README.md icon.png; do
        test -f "$work/content/$project/$file" || fail "the package $project has no $file"
    done
done

test -f "$work/content/Nabla/analyzers/dotnet/cs/Nabla.Generators.dll" || fail "the package Nabla has no generator of typed rows"

# The same sources in another place give the same bytes; where they stand and where the repository is come from git.
if git rev-parse --git-dir > /dev/null 2>&1; then
    git clone -q . "$work/elsewhere"
    cd "$work/elsewhere"
    dotnet build src/Nabla -c Release -p:Version="$version" -p:RunAnalyzersDuringBuild=false
    cmp src/Nabla/bin/Release/net10.0/Nabla.dll "$work/content/Nabla/lib/net10.0/Nabla.dll"
    git remote set-url origin https://github.com/someone/something.git
    dotnet pack src/Nabla -c Release -o "$work/elsewhere/packed" -p:Version="$version" -p:RunAnalyzersDuringBuild=false
    unzip -q -p "packed/Nabla.$version.nupkg" Nabla.nuspec > nuspec
    grep -q "repository type=\"git\" url=\"https://github.com/someone/something.git\".* commit=\"$(git rev-parse HEAD)\"" nuspec ||
        fail "the package does not name the repository that git's remote names"
    cd "$root"
fi

# The tool, by the two commands of the guide; the packages' folder is then one more place that packages come from.
{ read -r pack; read -r install; } < <(grep '^dotnet ' docs/guide/install.md)
eval "${pack/artifacts/$work/packages} -p:Version=$version"
in_empty_home dotnet nuget add source "$work/packages" --name packed > /dev/null
mkdir "$work/steps"
cd "$work/steps"
ln -s "$work/packages" artifacts
in_empty_home bash -c "$install"
in_empty_home nabla --version

# follow PACKAGE: the blocks of its README in order, in a new folder: commands of the shell, and the C# program in place of the template's.
follow() {
    mkdir -p "$work/steps/$1/app"
    cd "$work/steps/$1/app"
    cp "$root/docs/guide/flats.csv" .
    awk '/^```$/ { inside = 0 } inside; /^```sh$/ { inside = 1 }' "$root/src/$1/README.md" > commands.sh
    if [ "$1" = Nabla.Cli ]; then
        sed -i '/^dotnet tool install/d' commands.sh # done above
    fi
    in_empty_home bash -e commands.sh
    if [ -e app.csproj ]; then
        awk '/^```$/ { inside = 0 } inside; /^```csharp$/ { inside = 1 }' "$root/src/$1/README.md" > Program.cs
        in_empty_home dotnet run
    fi
}
for package in $libraries Nabla.Cli; do
    echo "-- README of $package"
    follow "$package" > "$work/log.txt" 2>&1 || { cat "$work/log.txt"; fail "the README of $package does not work"; }
done
for file in Nabla/app/digits.safetensors Nabla.Csv/app/rent.safetensors Nabla.Onnx/app/digits.onnx Nabla.Cli/app/digits.onnx; do
    test -s "$work/steps/$file" || fail "following the READMEs gave no $file"
done
for report in Nabla.Reports/app/iris.html Nabla.Cli/app/digits.html; do
    grep -q Plotly "$work/steps/$report" || fail "$report has no charts"
done

mkdir "$work/consumer"
cp "$root/.ci/checks/consumer/"* "$work/consumer/"
cd "$work/consumer"
sed -i "s/NABLA_VERSION/$version/" Consumer.csproj
in_empty_home dotnet publish -c Release -r linux-x64 --self-contained -o "$work/published"
output=$("$work/published/Consumer" "$work/steps/Nabla.Cli/app/digits.safetensors")
echo "$output"
grep -q '^trained and right$' <<< "$output"

mkdir "$work/typed"
cp "$root/.ci/checks/typed-rows/"* "$work/typed/"
cd "$work/typed"
sed -i "s/NABLA_VERSION/$version/" TypedRows.csproj
in_empty_home dotnet publish -c Release -r linux-x64 -o "$work/typed-published"
output=$("$work/typed-published/TypedRows")
echo "$output"
grep -q '^typed and right$' <<< "$output"
