using System.Numerics;
using Nabla.Networks;

namespace Nabla.Training;

/// <summary>Evaluates a network on all of some examples.</summary>
internal static class Scoring
{
    /// <summary>Cost, loss and correct answers over all examples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="threads">The largest number of threads.</param>
    /// <param name="pieces">How sums are cut.</param>
    /// <param name="judgesPredictions">Whether outputs are judged as they are predicted.</param>
    public static Evaluation Evaluate<T>(Network<T> network, Examples<T> examples, int threads, PieceSettings pieces, bool judgesPredictions = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] rows = [.. Enumerable.Range(0, examples.Count)];
        return new CostEvaluator<T>(network, examples, rows.Length, threads, pieces).Evaluate(network.Parameters, rows, [], new Pass { JudgesPredictions = judgesPredictions });
    }
}
