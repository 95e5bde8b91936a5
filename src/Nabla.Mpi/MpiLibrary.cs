using System.Runtime.InteropServices;
using System.Text;

namespace Nabla.Mpi;

/// <summary>The family of an MPI library, which determines the form of its handles.</summary>
internal enum MpiFamily
{
    /// <summary>Open MPI: a handle is the address of an exported object.</summary>
    OpenMpi,

    /// <summary>MPICH and libraries with its binary interface (Intel MPI, MVAPICH, Cray MPICH): a handle is a 32-bit number.</summary>
    Mpich,
}

/// <summary>The loaded MPI library and its constants.</summary>
/// <param name="Module">The handle of the loaded library.</param>
/// <param name="File">The file name it was loaded by.</param>
/// <param name="Version">The result of <c>MPI_Get_library_version</c>.</param>
internal sealed unsafe record MpiLibrary(nint Module, string File, string Version)
{
    // The standard interface of MPI 5 first: its handles are the same for every library.
    private const string Standard = "libmpi_abi";
    private const int LongestVersion = 8192; // the maximum over all libraries

    private static readonly string[] Names = [Standard + ".so.0", Standard + ".so", "libmpi.so.40", "libmpich.so.12", "libmpi.so.12", "libmpi.so"];

    private static readonly Lazy<MpiLibrary> Chosen = new(() => Find(Environment.GetEnvironmentVariable));

    /// <summary>The environment variable that names the library to load.</summary>
    public const string Variable = "NABLA_MPI";

    /// <summary>The library of this process.</summary>
    /// <exception cref="DllNotFoundException">No library was found.</exception>
    public static MpiLibrary Found => Chosen.Value;

    /// <summary>The family it belongs to.</summary>
    public MpiFamily Family => FamilyOf(this.Version);

    /// <summary>Its handles and constants.</summary>
    public MpiConstants Constants => this.IsStandard ? MpiConstants.Standard
        : this.Family == MpiFamily.Mpich ? MpiConstants.Mpich
        : MpiConstants.OpenMpi(name => NativeLibrary.GetExport(this.Module, name));

    private bool IsStandard => Path.GetFileName(this.File).StartsWith(Standard, StringComparison.Ordinal);

    // The first library that matches the launcher; without a match, the first one found.
    private static MpiLibrary Find(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } named)
            return Load(named) ?? throw new DllNotFoundException($"'{named}', the value of {Variable}, is not an MPI library that can be loaded");
        MpiFamily? wanted = Launcher.Of(variable)?.Family;
        MpiLibrary? first = null;
        foreach (string name in Names)
        {
            if (Load(name) is not { } library)
                continue;
            if (wanted is null || library.Family == wanted)
                return library;
            first ??= library;
        }

        return first ?? throw new DllNotFoundException(
            $"no MPI library was found: install Open MPI or MPICH (on Debian, the package openmpi-bin or mpich), or name a library in {Variable}");
    }

    private static MpiLibrary? Load(string name)
    {
        if (!NativeLibrary.TryLoad(name, out nint module))
            return null;
        if (!NativeLibrary.TryGetExport(module, "MPI_Get_library_version", out nint function))
            return null;
        var text = new byte[LongestVersion];
        int length = 0;
        fixed (byte* start = text)
            ((delegate* unmanaged<byte*, int*, int>)function)(start, &length);
        return new MpiLibrary(module, name, Encoding.UTF8.GetString(text, 0, Math.Clamp(length, 0, text.Length)).TrimEnd('\0'));
    }

    // Version texts start with the library's name: "Open MPI v4.1.4, …", "MPICH Version: 4.0.2 …", "Intel(R) MPI Library …".
    private static MpiFamily FamilyOf(string version)
        => version.StartsWith("Open MPI", StringComparison.OrdinalIgnoreCase) ? MpiFamily.OpenMpi : MpiFamily.Mpich;
}
