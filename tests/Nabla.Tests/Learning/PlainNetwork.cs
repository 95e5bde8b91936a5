namespace Nabla.Tests.Learning;

/// <summary>
/// A network of one hidden layer by loops over single numbers with System.Math: what the pages for learners are computed by, independent of
/// the library. Rows of x are examples; W is inputs × outputs; parameters are W1, b1, W2, b2, row by row.
/// </summary>
internal sealed class PlainNetwork(int inputs, int hidden, int outputs)
{
    public string HiddenActivation { get; init; } = "sigmoid";

    public string OutputActivation { get; init; } = "sigmoid";

    public string Cost { get; init; } = "half squared error";

    public double[] Parameters { get; init; } = new double[(inputs * hidden) + hidden + (hidden * outputs) + outputs];

    public static double Value(string activation, double z) => activation switch
    {
        "sigmoid" => 1 / (1 + Math.Exp(-z)),
        "tanh" => Math.Tanh(z),
        "relu" => Math.Max(0, z),
        "leaky relu" => z > 0 ? z : 0.01 * z,
        _ => throw new ArgumentException($"no formula for {activation}", nameof(activation)),
    };

    public static double Derivative(string activation, double z) => activation switch
    {
        "sigmoid" => Value(activation, z) * (1 - Value(activation, z)),
        "tanh" => 1 - (Math.Tanh(z) * Math.Tanh(z)),
        "relu" => z > 0 ? 1 : 0,
        "leaky relu" => z > 0 ? 1 : 0.01,
        _ => throw new ArgumentException($"no formula for {activation}", nameof(activation)),
    };

    public static double[] Softmax(double[] z)
    {
        double[] e = [.. z.Select(v => Math.Exp(v - z.Max()))];
        return [.. e.Select(v => v / e.Sum())];
    }

    /// <summary>The cost of one example.</summary>
    public double CostOf(double[] a, double[] y) => this.Cost switch
    {
        "half squared error" => a.Zip(y, (p, t) => (p - t) * (p - t) / 2).Sum(),
        "binary cross-entropy" => -a.Zip(y, (p, t) => (t * Math.Log(p)) + ((1 - t) * Math.Log(1 - p))).Sum(),
        "cross-entropy" => -a.Zip(y, (p, t) => t == 0 ? 0 : t * Math.Log(p)).Sum(),
        _ => throw new ArgumentException($"no formula for {this.Cost}"),
    };

    /// <summary>The sums and outputs of both layers for one example.</summary>
    public (double[] Z1, double[] A1, double[] Z2, double[] A2) Forward(double[] x)
    {
        double[] z1 = this.Sums(x, 0, hidden);
        double[] a1 = [.. z1.Select(z => Value(this.HiddenActivation, z))];
        double[] z2 = this.Sums(a1, (inputs * hidden) + hidden, outputs);
        return (z1, a1, z2, this.OutputActivation == "softmax" ? Softmax(z2) : [.. z2.Select(z => Value(this.OutputActivation, z))]);
    }

    /// <summary>The derivatives of one example's cost by the sums of both layers.</summary>
    public (double[] Delta1, double[] Delta2) Deltas(double[] x, double[] y)
    {
        (double[] z1, _, double[] z2, double[] a2) = this.Forward(x);
        bool squared = this.Cost == "half squared error";
        double[] delta2 = [.. a2.Select((a, k) => (a - y[k]) * (squared ? Derivative(this.OutputActivation, z2[k]) : 1))];
        int w2 = (inputs * hidden) + hidden;
        double[] delta1 = [.. z1.Select((z, j) => Enumerable.Range(0, outputs).Sum(k => delta2[k] * this.Parameters[w2 + (j * outputs) + k]) * Derivative(this.HiddenActivation, z))];
        return (delta1, delta2);
    }

    /// <summary>The mean cost of the examples and its gradient.</summary>
    public (double Cost, double[] Gradient) CostAndGradient(double[][] x, double[][] y)
    {
        var gradient = new double[this.Parameters.Length];
        double cost = 0;
        int b1 = inputs * hidden, w2 = b1 + hidden, b2 = w2 + (hidden * outputs);
        for (int i = 0; i < x.Length; i++)
        {
            (_, double[] a1, _, double[] a2) = this.Forward(x[i]);
            (double[] delta1, double[] delta2) = this.Deltas(x[i], y[i]);
            cost += this.CostOf(a2, y[i]) / x.Length;
            for (int j = 0; j < hidden; j++)
            {
                gradient[b1 + j] += delta1[j] / x.Length;
                for (int p = 0; p < inputs; p++)
                    gradient[(p * hidden) + j] += x[i][p] * delta1[j] / x.Length;
                for (int k = 0; k < outputs; k++)
                    gradient[w2 + (j * outputs) + k] += a1[j] * delta2[k] / x.Length;
            }

            for (int k = 0; k < outputs; k++)
                gradient[b2 + k] += delta2[k] / x.Length;
        }

        return (cost, gradient);
    }

    private double[] Sums(double[] a, int offset, int units) =>
        [.. Enumerable.Range(0, units).Select(j => this.Parameters[offset + (a.Length * units) + j] + a.Select((value, i) => value * this.Parameters[offset + (i * units) + j]).Sum())];
}
