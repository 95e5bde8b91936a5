using System.Runtime.InteropServices;

namespace Nabla.Mpi;

/// <summary>What is asked of the operating system.</summary>
internal static partial class SystemCalls
{
    /// <summary>The process that started this one; another one when that has ended.</summary>
    public static int Parent => OperatingSystem.IsWindows() ? 0 : GetParent();

    /// <summary>Sets a variable where the library in C sees it, unless it is set.</summary>
    public static void SetForLibraries(string name, string value)
    {
        if (!OperatingSystem.IsWindows())
            _ = SetEnvironment(name, value, 0);
    }

    /// <summary>Ends the process at once, whatever its other threads wait for.</summary>
    public static void End(int code)
    {
        if (!OperatingSystem.IsWindows())
            EndNow(code);
        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndNow(int code);
}
