using System.Numerics;
using Nabla.Networks;

namespace Nabla.Training;

/// <summary>A snapshot of a network: its parameters and statistics.</summary>
internal sealed class Snapshot<T>(Network<T> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The parameters.</summary>
    public T[] Parameters { get; } = network.Parameters.ToArray();

    /// <summary>The statistics.</summary>
    public T[] Statistics { get; } = network.Statistics.ToArray();

    /// <summary>Updates the snapshot from the network.</summary>
    public void Take()
    {
        network.Parameters.CopyTo(this.Parameters);
        network.Statistics.CopyTo(this.Statistics);
    }

    /// <summary>Restores the network.</summary>
    public void Restore() => this.CopyTo(network);

    /// <summary>Copies the snapshot into a network of the same description.</summary>
    public void CopyTo(Network<T> other)
    {
        this.Parameters.CopyTo(other.Parameters);
        this.Statistics.CopyTo(other.Statistics);
    }
}
