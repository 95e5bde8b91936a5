using System.Runtime.CompilerServices;

namespace Nabla.Optimization;

/// <summary>The limits of solvers that keep n × n matrices.</summary>
internal static class DenseMatrix
{
    private const int MostParameters = 16_384;

    /// <summary>Refuses matrices that are too large before memory is requested, because the system would end the process.</summary>
    /// <param name="solver">The name of the solver.</param>
    /// <param name="parameters">n.</param>
    /// <param name="matrices">The number of matrices.</param>
    /// <param name="memory">The bytes available; null for those available to the process.</param>
    public static void CheckSize<T>(string solver, int parameters, int matrices, long? memory = null)
    {
        if (parameters > MostParameters)
        {
            throw new ArgumentException(
                $"{solver} keeps a matrix of {parameters} × {parameters} numbers; it takes at most {MostParameters} parameters. L-BFGS takes any number", nameof(parameters));
        }

        long needed = (long)matrices * parameters * parameters * Unsafe.SizeOf<T>();
        long there = memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > there)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{solver} needs {needed / 1e9:F1} GB for its matrices of {parameters} × {parameters} numbers, and {there / 1e9:F1} GB is all there is. L-BFGS takes any number of parameters"),
                nameof(parameters));
        }
    }
}
