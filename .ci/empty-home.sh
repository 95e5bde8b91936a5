# For checks: $work, a folder that goes away, and in_empty_home COMMAND..., which runs a command as someone new would: an empty home
# and no packages. Of this home only what says where packages come from is taken along.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/home/.nuget/NuGet"
[ ! -e "$HOME/.nuget/NuGet/NuGet.Config" ] || cp "$HOME/.nuget/NuGet/NuGet.Config" "$work/home/.nuget/NuGet/"
[ ! -e "$HOME/.npmrc" ] || cp "$HOME/.npmrc" "$work/home/"
in_empty_home() { env -u CI -u NUGET_PACKAGES -u DOTNET_CLI_HOME HOME="$work/home" PATH="$PATH:$work/home/.dotnet/tools" "$@"; }
