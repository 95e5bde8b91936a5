using System.Runtime.InteropServices;

namespace Nabla.Mpi;

/// <summary>Calls to the operating system.</summary>
internal static partial class SystemCalls
{
    /// <summary>The ID of the parent process; it changes when the parent has ended.</summary>
    public static int Parent => OperatingSystem.IsWindows() ? 0 : GetParent();

    /// <summary>Sets an environment variable for native libraries, unless it is already set.</summary>
    public static void SetForLibraries(string name, string value)
    {
        if (!OperatingSystem.IsWindows())
            _ = SetEnvironment(name, value, 0);
    }

    /// <summary>Ends the process immediately, without waiting for other threads.</summary>
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
