using Nabla.Data;
using Nabla.Metrics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Evaluates combined results with the loss of a network's description.</summary>
internal static class ResultEvaluation
{
    // For a probability of 0, z is that of the smallest normal number.
    private const double Smallest = 2.2250738585072014e-308;

    /// <summary>Loss and number of correct predictions, as if the results were a network's outputs.</summary>
    /// <param name="spec">The network with the loss.</param>
    /// <param name="targetScaler">The scaler of the targets; null for classes and labels.</param>
    /// <param name="dataset">The rows.</param>
    /// <param name="results">[examples × classes, labels or targets]</param>
    public static Evaluation Of(NetworkSpec spec, Scaler? targetScaler, Dataset dataset, Matrix<double> results)
    {
        bool classes = dataset.Targets is null, single = classes && spec.Outputs == 1;
        Matrix<double> a = single ? new Matrix<double>(((ReadOnlyMatrixView<double>)results).Column(1), results.Rows, 1) : targetScaler?.Transform<double>(results) ?? results;
        Matrix<double> targets = single ? new Matrix<double>(Array.ConvertAll(dataset.Labels, label => (double)label), results.Rows, 1)
            : classes ? OneHot.Encode<double>(dataset.Labels, results.Columns)
            : targetScaler?.Transform<double>(dataset.Targets!) ?? dataset.Targets!;
        ReadOnlySpan<double> weights = dataset.Weights;
        LossKernel<double> kernel = spec.Loss.Compile<double>(spec.OutputLayer.Activation);
        var outputs = new OutputBatch<double>
        {
            Z = Inverse(spec.OutputLayer.Activation, a),
            A = new Matrix<double>((double[])a.Data.Clone(), a.Rows, a.Columns),
            Targets = targets,
            Weights = weights,
            Delta = new Matrix<double>(a.Rows, a.Columns),
            Costs = new double[a.Rows],
            OutputCosts = new double[a.Data.Length],
            Scale = 1,
        };
        kernel.Delta(outputs);
        double loss = kernel.Cost(outputs);
        (double correct, double all) = (classes ? 0 : double.NaN, 0);
        for (int row = 0; row < results.Rows; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            all += weight;
            if (classes)
                correct += Decision.Of<double>(results.Row(row)) == dataset.Labels[row] ? weight : 0;
        }

        return new Evaluation(loss, loss, correct, all);
    }

    // The z that give these outputs, for a loss that works on z.
    private static Matrix<double> Inverse(Activation output, Matrix<double> a) => output switch
    {
        Softmax => a.Map(p => Elementary.Log(Math.Max(p, Smallest))),
        Sigmoid => a.Map(p => Elementary.Log(Math.Max(p, Smallest)) - Elementary.Log(Math.Max(1 - p, Smallest))),
        _ => a,
    };
}
