using System.Numerics.Tensors;
using Nabla.Data;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization.Problems;

/// <summary>The digits by a 64-30-10 sigmoid network with cross-entropy and L2: split, start and cost as in digits_full_batch.py.</summary>
public sealed class DigitsFullBatch : IObjective<double>
{
    private const int Train = 1078, Inputs = 64, Hidden = 30, Outputs = 10;
    private const double Lambda = 1;

    private readonly double[][] x = new double[Train][];
    private readonly int[] label = new int[Train];

    public DigitsFullBatch(ulong split)
    {
        Dataset digits = Datasets.Digits();
        ulong state = split;
        int[] order = [.. Enumerable.Range(0, digits.Rows)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = (int)(Draw(ref state) % (ulong)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        this.Start = new double[this.Dimension];
        for (int k = 0; k < this.Dimension; k++)
        {
            double sum = 0;
            for (int i = 0; i < 12; i++)
                sum += Draw(ref state) % 65536;
            this.Start[k] = ((sum / 65536) - 6) / 10;
        }

        for (int i = 0; i < Train; i++)
            (this.x[i], this.label[i]) = (digits.Features.Row(order[i]).ToArray(), digits.Labels[order[i]]);
        this.Standardize();
    }

    public double[] Start { get; }

    public int Dimension => ((Inputs + 1) * Hidden) + ((Hidden + 1) * Outputs);

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        const int W1 = 0, B1 = Inputs * Hidden, W2 = B1 + Hidden, B2 = W2 + (Hidden * Outputs);
        gradient.Clear();
        Span<double> h = stackalloc double[Hidden], z = stackalloc double[Outputs], delta = stackalloc double[Hidden];
        double cost = 0;
        for (int i = 0; i < Train; i++)
        {
            double[] row = this.x[i];
            point.Slice(B1, Hidden).CopyTo(h);
            for (int k = 0; k < Inputs; k++)
                AddScaled(point.Slice(W1 + (k * Hidden), Hidden), row[k], h);
            for (int j = 0; j < Hidden; j++)
                h[j] = Elementary.Sigmoid(h[j]);
            point.Slice(B2, Outputs).CopyTo(z);
            for (int j = 0; j < Hidden; j++)
                AddScaled(point.Slice(W2 + (j * Outputs), Outputs), h[j], z);
            for (int c = 0; c < Outputs; c++)
            {
                double y = c == this.label[i] ? 1 : 0;
                cost += Math.Max(0, z[c]) + Elementary.Log1P(Elementary.Exp(-Math.Abs(z[c]))) - (y * z[c]);
                z[c] = Elementary.Sigmoid(z[c]) - y;
            }

            for (int j = 0; j < Hidden; j++)
            {
                double sum = 0;
                for (int c = 0; c < Outputs; c++)
                    sum += point[W2 + (j * Outputs) + c] * z[c];
                delta[j] = sum * h[j] * (1 - h[j]);
                AddScaled(z, h[j], gradient.Slice(W2 + (j * Outputs), Outputs));
            }

            for (int k = 0; k < Inputs; k++)
                AddScaled(delta, row[k], gradient.Slice(W1 + (k * Hidden), Hidden));
            AddScaled(delta, 1, gradient.Slice(B1, Hidden));
            AddScaled(z, 1, gradient.Slice(B2, Outputs));
        }

        double squares = 0;
        for (int k = 0; k < gradient.Length; k++)
        {
            double weight = k is >= B1 and < W2 or >= B2 ? 0 : point[k];
            squares += weight * weight;
            gradient[k] = (gradient[k] + (Lambda * weight)) / Train;
        }

        return (cost + (Lambda / 2 * squares)) / Train;
    }

    private static void AddScaled(ReadOnlySpan<double> values, double factor, Span<double> sums)
    {
        if (factor != 0)
            TensorPrimitives.FusedMultiplyAdd(values, factor, sums, sums);
    }

    private static ulong Draw(ref ulong state) => (state = (6364136223846793005 * state) + 1442695040888963407) >> 33;

    private void Standardize()
    {
        for (int k = 0; k < Inputs; k++)
        {
            double mean = this.x.Average(row => row[k]);
            double deviation = Math.Sqrt(this.x.Average(row => (row[k] - mean) * (row[k] - mean)));
            foreach (double[] row in this.x)
                row[k] = deviation > 0 ? (row[k] - mean) / deviation : 0;
        }
    }
}
