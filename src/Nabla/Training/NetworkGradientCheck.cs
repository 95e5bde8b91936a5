using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>Compares backpropagation with finite differences on some examples, slice by slice.</summary>
public static class NetworkGradientCheck
{
    /// <summary>Checks the weights and biases of each layer.</summary>
    /// <param name="network">The network, with the parameters to check at.</param>
    /// <param name="examples">The examples; a few are sufficient.</param>
    /// <param name="check">The method of the check; null, the default, for central differences.</param>
    /// <param name="trainingPass">Seed and step of a training pass, with dropout and the like; null, the default, for an evaluation.</param>
    public static IReadOnlyList<SliceCheck> Run(
        Network<double> network, Examples<double> examples, GradientCheck? check = null, (ulong Seed, uint Step)? trainingPass = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        return (check ?? new GradientCheck()).Run(
            new NetworkObjective<double>(network, examples) { TrainingPass = trainingPass },
            network.Parameters,
            [.. network.Slices.Select(slice => new GradientSlice(slice.Name, slice.Offset, slice.Rows, slice.Columns))]);
    }
}
