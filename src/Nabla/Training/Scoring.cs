using System.Numerics;
using Nabla.Networks;

namespace Nabla.Training;

/// <summary>Evaluates a network on a set of examples.</summary>
internal static class Scoring
{
    /// <summary>Computes cost, loss and correct predictions over all examples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="pieces">The division into pieces.</param>
    /// <param name="judgesPredictions">Whether outputs are converted to predictions before they are judged.</param>
    public static Evaluation Evaluate<T>(Network<T> network, Examples<T> examples, int threads, PieceSettings pieces, bool judgesPredictions = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] rows = [.. Enumerable.Range(0, examples.Count)];
        return new CostEvaluator<T>(network, examples, rows.Length, threads, pieces).Evaluate(network.Parameters, rows, [], new Pass { JudgesPredictions = judgesPredictions });
    }
}
