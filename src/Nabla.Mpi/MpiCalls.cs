using System.Runtime.InteropServices;

namespace Nabla.Mpi;

/// <summary>
/// The MPI functions that are needed, in the library that <see cref="MpiLibrary"/> found. Handles are as wide as a pointer: a library with 32-bit
/// handles reads the lower half, and writes the lower half of a request that was set to 0 before.
/// </summary>
internal static unsafe partial class MpiCalls
{
    private const string Library = "mpi";

    static MpiCalls() => NativeLibrary.SetDllImportResolver(
        typeof(MpiCalls).Assembly, (name, _, _) => name == Library ? MpiLibrary.Found.Module : 0);

    [LibraryImport(Library, EntryPoint = "MPI_Initialized")]
    public static partial int Initialized(out int flag);

    [LibraryImport(Library, EntryPoint = "MPI_Init_thread")]
    public static partial int InitThread(nint argumentCount, nint arguments, int required, out int provided);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_set_errhandler")]
    public static partial int SetErrorHandler(nint communicator, nint handler);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_rank")]
    public static partial int Rank(nint communicator, out int rank);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_size")]
    public static partial int Size(nint communicator, out int size);

    [LibraryImport(Library, EntryPoint = "MPI_Isend")]
    public static partial int StartSend(byte* buffer, int count, nint type, int to, int tag, nint communicator, nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Irecv")]
    public static partial int StartReceive(byte* buffer, int count, nint type, int from, int tag, nint communicator, nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Test")]
    public static partial int Test(nint* request, out int flag, nint status);

    [LibraryImport(Library, EntryPoint = "MPI_Cancel")]
    public static partial int Cancel(nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Request_free")]
    public static partial int Free(nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Barrier")]
    public static partial int Barrier(nint communicator);

    [LibraryImport(Library, EntryPoint = "MPI_Finalize")]
    public static partial int Finalize();

    [LibraryImport(Library, EntryPoint = "MPI_Abort")]
    public static partial int Abort(nint communicator, int code);
}
