namespace Nabla.Optimization;

/// <summary>The limit of solvers that keep an n × n matrix.</summary>
internal static class DenseMatrix
{
    private const int MostParameters = 16_384; // 2 GB in double

    public static void CheckSize(string solver, int parameters)
    {
        if (parameters > MostParameters)
        {
            throw new ArgumentException(
                $"{solver} keeps a matrix of {parameters} × {parameters} numbers; it takes at most {MostParameters} parameters. L-BFGS takes any number", nameof(parameters));
        }
    }
}
