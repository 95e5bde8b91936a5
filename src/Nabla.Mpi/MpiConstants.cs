namespace Nabla.Mpi;

/// <summary>The values of the standard's constants in a library.</summary>
/// <param name="World">MPI_COMM_WORLD.</param>
/// <param name="Byte">MPI_BYTE.</param>
/// <param name="ErrorsReturn">MPI_ERRORS_RETURN.</param>
/// <param name="StatusIgnore">MPI_STATUS_IGNORE.</param>
/// <param name="AnySource">MPI_ANY_SOURCE.</param>
/// <param name="Serialized">MPI_THREAD_SERIALIZED.</param>
internal sealed record MpiConstants(nint World, nint Byte, nint ErrorsReturn, nint StatusIgnore, int AnySource, int Serialized)
{
    /// <summary>The standard binary interface (MPI 5.0, chapter 20).</summary>
    public static MpiConstants Standard { get; } = new(0x101, 0x247, 0x143, 0, -1, 2048);

    /// <summary>MPICH's <c>mpi.h</c>.</summary>
    public static MpiConstants Mpich { get; } = new(0x44000000, 0x4c00010d, 0x54000001, 1, -2, 2);

    /// <summary>Open MPI's <c>mpi.h</c>.</summary>
    /// <param name="addressOf">The address of an exported object.</param>
    public static MpiConstants OpenMpi(Func<string, nint> addressOf)
        => new(addressOf("ompi_mpi_comm_world"), addressOf("ompi_mpi_byte"), addressOf("ompi_mpi_errors_return"), 0, -1, 2);
}
