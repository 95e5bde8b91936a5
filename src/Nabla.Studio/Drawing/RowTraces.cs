using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Studio;

/// <summary>The forward and backward pass of one row, with the formulas of each unit filled in.</summary>
internal static class RowTraces
{
    private const int MostTerms = 4;

    /// <summary>The trace of one of the drawn rows.</summary>
    public static LookedAt Of(Model model, RowSample rows, int index, IReadOnlyList<int> drawn)
    {
        (string part, Dataset data, int row) = rows[index];
        Matrix<double> features = RowSample.Features(data, row);
        Network<double> network = WithBiases(model.ToPredictionNetwork());
        Matrix<double> x = model.Preprocessor.Transform<double>(features);
        IReadOnlyList<LayerTrace<double>> traces = network.Trace(x);
        (double cost, double[] gradient) = Backwards(network, model, data, row, x);
        var layers = new List<LayerValues>();
        var steps = new List<IReadOnlyList<UnitFormulas>>();
        for (int layer = 1; layer <= traces.Count; layer++)
        {
            double[] deltas = Slice(network, layer, "biases").Of<double>(gradient).ToArray();
            layers.Add(new LayerValues(First(traces[layer - 1].Z, drawn[layer]), First(traces[layer - 1].A, drawn[layer]), deltas[..drawn[layer]]));
            double[] inputs = (layer == 1 ? InputsOf(network, x) : traces[layer - 2].A.Row(0).ToArray());
            var units = new List<UnitFormulas>();
            for (int unit = 0; unit < drawn[layer]; unit++)
                units.Add(Formulas(network, gradient, layer, unit, inputs, traces[layer - 1], deltas));
            steps.Add(units);
        }

        IReadOnlyList<string> names = model.Preprocessor.FeatureNames;
        InputValue[] values = [.. Enumerable.Range(0, Math.Min(drawn[0], names.Count)).Select(i => new InputValue(names[i], x[0, i]))];
        return new LookedAt(index, $"{part} row: {RowSample.Title(data, row)}", values, layers, Result(model, data, row, features, cost), steps);
    }

    private static string Result(Model model, Dataset data, int row, Matrix<double> features, double cost)
    {
        string predicted = model.Task switch
        {
            LearningTask.Classification => model.PredictClasses(features)[0],
            LearningTask.MultiLabel => string.Join(" + ", model.Info.TargetNames.Zip(model.PredictLabels(features).Row(0).ToArray()).Where(label => label.Second == 1).Select(label => label.First).DefaultIfEmpty("none")),
            _ => string.Join(", ", model.PredictValues(features).Row(0).ToArray().Select(Text)),
        };
        return $"predicted {predicted}, expected {RowSample.Target(data, row)}, cost {Text(cost)}";
    }

    // Cost and gradient of this row alone: the derivatives of the biases are the δ of their layers (BP3).
    private static (double Cost, double[] Gradient) Backwards(Network<double> network, Model model, Dataset data, int row, Matrix<double> x)
    {
        Examples<double> example = data.Task == LearningTask.Classification
            ? new Examples<double>(x, [data.Labels[row]], network.Spec.Outputs)
            : new Examples<double>(x, Targets(model, data, row));
        var gradient = new double[network.Parameters.Length];
        double cost = new NetworkObjective<double>(network, example).Evaluate(network.Parameters, gradient);
        return (cost, gradient);
    }

    private static Matrix<double> Targets(Model model, Dataset data, int row)
    {
        var targets = new Matrix<double>(data.Targets!.Row(row).ToArray(), 1, data.Targets.Columns);
        return model.Info.TargetScaler?.Transform<double>(targets) ?? targets;
    }

    // The same network without penalties; dense layers without biases get biases of 0.
    private static Network<double> WithBiases(Network<double> network)
    {
        NetworkSpec spec = network.Spec;
        var full = new Network<double>(new NetworkSpec(spec.Inputs, [.. spec.Layers.Select(layer => layer is Dense dense ? dense with { Bias = true } : layer)])
        {
            Loss = spec.Loss,
            Reduction = spec.Reduction,
        });
        foreach (ParameterSlice slice in network.Slices)
            slice.Of<double>(network.Parameters).CopyTo(full.Slices.First(other => other.Name == slice.Name).Of(full.Parameters));
        network.Statistics.CopyTo(full.Statistics);
        return full;
    }

    // The inputs of the first dense layer; zeros if another layer precedes it.
    private static double[] InputsOf(Network<double> network, Matrix<double> x)
    {
        int inputs = Slice(network, 1, "weights").Rows;
        return inputs == x.Columns ? x.Row(0).ToArray() : new double[inputs];
    }

    private static UnitFormulas Formulas(Network<double> network, double[] gradient, int layer, int unit, double[] inputs, LayerTrace<double> trace, double[] deltas)
    {
        ReadOnlyMatrixView<double> weights = Slice(network, layer, "weights").MatrixOf<double>(network.Parameters);
        double bias = Slice(network, layer, "biases").Of<double>(network.Parameters)[unit];
        double z = trace.Z[0, unit], a = trace.A[0, unit];
        var terms = new List<(double Weight, double Input)>();
        for (int i = 0; i < weights.Rows; i++)
            terms.Add((weights[i, unit], inputs[i]));
        string sum = Sum(terms.Select(term => (term.Weight * term.Input, $"{Text(term.Weight)}·{Factor(term.Input)}")));
        string activation = network.Spec.NumberedLayers[layer - 1].Activation.ToString();
        string forward = $"z = Σ w·x + b = {sum} {Signed(bias)} = {Text(z)};  a = {activation}(z) = {Text(a)}";
        return new UnitFormulas(forward, Backward(network, gradient, layer, unit, trace, deltas, inputs));
    }

    private static string Backward(Network<double> network, double[] gradient, int layer, int unit, LayerTrace<double> trace, double[] deltas, double[] inputs)
    {
        string start;
        if (layer == network.Spec.NumberedLayers.Count)
        {
            start = $"δ = ∂C/∂z = {Text(deltas[unit])}";
        }
        else
        {
            ReadOnlyMatrixView<double> next = Slice(network, layer + 1, "weights").MatrixOf<double>(network.Parameters);
            double[] above = Slice(network, layer + 1, "biases").Of<double>(gradient).ToArray();
            var terms = new List<(double, string)>();
            for (int k = 0; k < next.Columns; k++)
                terms.Add((next[unit, k] * above[k], $"{Text(next[unit, k])}·{Factor(above[k])}"));
            start = $"δ = (Σ w·δ′)·f′(z) = ({Sum(terms)})·{Factor(Slope(network, layer, unit, trace))} = {Text(deltas[unit])}";
        }

        double derivative = Slice(network, layer, "weights").MatrixOf<double>(gradient)[0, unit];
        return $"{start};  ∂C/∂w₁ = x₁·δ = {Text(inputs[0])}·{Factor(deltas[unit])} = {Text(derivative)}";
    }

    private static double Slope(Network<double> network, int layer, int unit, LayerTrace<double> trace)
    {
        ActivationKernel<double> kernel = network.Spec.NumberedLayers[layer - 1].Dense.Activation.Compile<double>();
        double[] slope = [1];
        kernel.MultiplyByDerivative([kernel.DerivativeFromOutput ? trace.A[0, unit] : trace.Z[0, unit]], slope);
        return slope[0];
    }

    // The largest terms, and the sum of the others.
    private static string Sum(IEnumerable<(double Value, string Text)> terms)
    {
        (double Value, string Text)[] all = [.. terms];
        (double Value, string Text)[] largest = all.Length <= MostTerms ? all : [.. all.OrderByDescending(term => Math.Abs(term.Value)).Take(MostTerms)];
        string shown = string.Join(" + ", largest.Select(term => term.Text));
        double rest = all.Sum(term => term.Value) - largest.Sum(term => term.Value);
        return all.Length == largest.Length ? shown : $"{shown} + {Factor(rest)} of {all.Length - largest.Length} others";
    }

    private static ParameterSlice Slice(Network<double> network, int layer, string part)
        => network.Slices.First(slice => slice.Layer == layer && slice.Part == part);

    private static double[] First(Matrix<double> row, int count) => row.Row(0)[..count].ToArray();

    private static string Signed(double value) => value < 0 ? $"− {Text(-value)}" : $"+ {Text(value)}";

    private static string Factor(double value) => value < 0 ? $"({Text(value)})" : Text(value);

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace('-', '−');
}
