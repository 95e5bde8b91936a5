namespace Nabla.Data;

/// <summary>
/// The folder of downloaded data: the value of the environment variable NABLA_CACHE, or else <c>nabla</c> in the user's cache folder
/// (<c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>, on macOS <c>~/Library/Caches</c>, on Windows <c>%LOCALAPPDATA%</c>).
/// </summary>
internal static class CacheFolder
{
    /// <summary>The environment variable for another folder.</summary>
    public const string Variable = "NABLA_CACHE";

    /// <summary>The folder, which may not exist yet.</summary>
    public static string Location => Find(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>The folder for an environment and the user's home (on Windows, the user's local data).</summary>
    internal static string Find(Func<string, string?> environment, string home)
    {
        if (environment(Variable) is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);

        // The XDG base directory specification says to ignore a relative path.
        if (!OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS() && environment("XDG_CACHE_HOME") is { } caches && Path.IsPathFullyQualified(caches))
            return Path.Join(caches, "nabla");
        if (home.Length == 0)
            return Path.Join(Path.GetTempPath(), "nabla");
        return OperatingSystem.IsWindows() ? Path.Join(home, "nabla", "cache")
            : OperatingSystem.IsMacOS() ? Path.Join(home, "Library", "Caches", "nabla")
            : Path.Join(home, ".cache", "nabla");
    }
}
