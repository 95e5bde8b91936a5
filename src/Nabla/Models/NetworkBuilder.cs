using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>Creates the description of a network from settings and the shape of the data.</summary>
internal sealed class NetworkBuilder(NetworkSettings settings, LearningTask task)
{
    /// <summary>The loss that is set, if any; cross-entropy with sigmoid outputs is binary cross-entropy.</summary>
    public Loss? NamedLoss
    {
        get
        {
            bool sigmoids = settings.OutputActivation is Sigmoid || (settings.OutputActivation is null && task == LearningTask.MultiLabel);
            return settings.Loss is CrossEntropy && sigmoids ? new BinaryCrossEntropy() : settings.Loss;
        }
    }

    /// <summary>Creates the network for the given numbers of features and of classes, targets or labels.</summary>
    /// <exception cref="ArgumentException">The settings contradict each other; the message states why.</exception>
    public NetworkSpec Build(int inputs, int targets, Preprocessor? preprocessor, FeatureRows? rows)
    {
        if (task == LearningTask.Classification && targets < 2)
            throw new ArgumentException($"data of {(targets == 1 ? "one class" : $"{targets} classes")}, expected 2 or more");
        (Loss loss, Activation output) = this.LossAndOutput();

        // Two classes need two outputs with softmax, but only one with any other activation: class 1 above ½.
        int outputs = task == LearningTask.Classification && targets == 2 && output is not Softmax ? 1 : targets;
        if (settings.LayerActivations is { } each && each.Count != settings.HiddenLayers.Count)
            throw new ArgumentException(this.OneForEach(each.Count, "activations"));
        if (settings.Dropout is { Count: > 1 } && settings.Dropout.Count != settings.HiddenLayers.Count)
            throw new ArgumentException(this.OneForEach(settings.Dropout.Count, "dropout probabilities"));
        if (settings.HiddenLayers.Count == 0 && (settings.Dropout?.Any(p => p != 0) == true || settings.Normalization != Normalization.None))
            throw new ArgumentException("dropout and normalization are for hidden layers, and there are none");
        if (settings.Residual && settings.Layers is null && settings.HiddenLayers.Count < 2)
            throw new ArgumentException($"residual blocks begin at the second hidden layer, and there {(settings.HiddenLayers.Count == 1 ? "is one" : "are none")}: give more, such as 64,64");
        var spec = new NetworkSpec(inputs, [.. this.InputLayers(inputs, preprocessor, rows), .. this.Hidden(), .. this.Scaled(this.DenseLayer(outputs, output))])
        {
            Loss = loss,
            Reduction = settings.Reduction,
            Penalties = [.. settings.L1 == 0 ? (Penalty[])[] : [new L1(settings.L1)], .. settings.L2 == 0 ? (Penalty[])[] : [new L2(settings.L2)]],
            LabelSmoothing = settings.LabelSmoothing,
        };
        spec.Validate();
        return spec;
    }

    // Codes have no noise and no factor; their vectors may be dropped like any input.
    private IEnumerable<LayerSpec> InputLayers(int inputs, Preprocessor? preprocessor, FeatureRows? rows)
    {
        EmbeddedColumn[] embedded = [.. preprocessor?.Embeddings.Select(one => new EmbeddedColumn(one.Feature, one.Encoding.Levels, one.Encoding.Size)) ?? []];
        ValueList<int>? codes = embedded.Length == 0 ? null : [.. embedded.Select(column => column.Column)];
        if (settings.InputNoise != 0)
            yield return new GaussianNoise(settings.InputNoise) { Codes = codes };
        if (settings.FeatureScale && settings.NumberEmbedding is null)
            yield return new FeatureScale { Codes = codes };
        var embedding = new Embedding([.. embedded]);
        if (embedded.Length > 0)
            yield return embedding;
        if (settings.NumberEmbedding is { } numbers)
        {
            int[] features = preprocessor?.NumberFeatures ?? [.. Enumerable.Range(0, inputs)];
            if (features.Length > 0)
                yield return numbers.Layer([.. features.Select(feature => embedding.OutputsOf(feature).Start.Value)], numbers.UsesData ? ValuesOf(features, preprocessor, rows) : null);
            if (settings.FeatureScale)
                yield return new FeatureScale();
        }

        if (settings.InputDropout != 0)
            yield return new Dropout(settings.InputDropout);
    }

    // The scaled values of a numeric feature in training, by its index.
    private static Func<int, IEnumerable<double>>? ValuesOf(int[] features, Preprocessor? preprocessor, FeatureRows? rows)
    {
        if (preprocessor is null || rows is null)
            return null;
        if (rows.IsInMemory)
        {
            Matrix<double> x = preprocessor.Transform<double>(rows);
            return number => Enumerable.Range(0, x.Rows).Select(row => x[row, features[number]]);
        }

        return number => Values(features[number]);

        // Reads all rows once for each number, which needs no memory for them.

        IEnumerable<double> Values(int feature)
        {
            double[] encoded = new double[preprocessor.FeatureCount], buffer = new double[rows.BufferLength];
            for (int row = 0; row < rows.Rows; row++)
            {
                preprocessor.Transform(rows.Row(row, buffer), encoded.AsSpan());
                yield return encoded[feature];
            }
        }
    }

    private IEnumerable<LayerSpec> Hidden()
    {
        if (settings.Layers is null)
            return settings.HiddenLayers.SelectMany((units, l) => settings.Residual && l > 0 ? [new Residual([.. this.HiddenLayer(units, l)])] : this.HiddenLayer(units, l));
        var usual = new NetworkSettings();
        bool plain = settings.HiddenLayers.Equals(usual.HiddenLayers) && settings.Activation == usual.Activation && settings.LayerActivations is null
            && settings.Dropout is null && settings.Normalization == Normalization.None && settings is { Residual: false, MixedActivation: false, Ntk: false };
        return plain
            ? settings.Layers
            : throw new ArgumentException("a list of layers also describes their activations, dropout, normalization, scales by fan-in and residual blocks: leave out these settings and the sizes of hidden layers");
    }

    // A dense layer and the layers up to the next. A normalization takes over bias and activation.
    private IEnumerable<LayerSpec> HiddenLayer(int units, int l)
    {
        Activation activation = settings.LayerActivations?[l] ?? settings.Activation;
        LayerSpec? asLayer = activation.Layer ?? (settings.MixedActivation && activation is not Identity ? new Mixed(activation) : null);
        Dense dense = this.DenseLayer(units, activation);
        if (asLayer is not null)
            dense = dense with { Activation = new Identity(), WeightInitializer = dense.WeightInitializer ?? activation.DefaultInitializer };
        if (settings.Ntk)
            yield return new FanInScale();
        if (settings.Normalization == Normalization.None)
        {
            yield return dense;
        }
        else
        {
            yield return dense with { Activation = new Identity(), Bias = false, WeightInitializer = dense.WeightInitializer ?? activation.DefaultInitializer };
            yield return new Normalize(settings.Normalization) { Activation = dense.Activation, Bias = settings.Bias, BiasInitializer = settings.BiasInitializer };
        }

        if (asLayer is not null)
            yield return asLayer;
        double dropout = settings.Dropout is { Count: > 0 } p ? p[p.Count == 1 ? 0 : l] : 0;
        if (dropout != 0)
            yield return new Dropout(dropout);
    }

    private LayerSpec[] Scaled(Dense dense) => settings.Ntk ? [new FanInScale(), dense] : [dense];

    private Dense DenseLayer(int units, Activation activation) => new(units)
    {
        Activation = activation,
        Bias = settings.Bias,
        WeightInitializer = settings.WeightInitializer ?? (settings.Ntk ? new Normal(0, 1) : null),
        BiasInitializer = settings.BiasInitializer,
    };

    private string OneForEach(int count, string what)
        => $"{count} {what} for {Sentence.Count(settings.HiddenLayers.Count, "hidden layer")}, expected one for all or one for each";

    private (Loss Loss, Activation Output) LossAndOutput()
    {
        bool numbers = task == LearningTask.Regression, labels = task == LearningTask.MultiLabel;
        Loss loss = this.NamedLoss ?? settings.OutputActivation switch
        {
            null => numbers ? new HalfSquaredError() : labels ? new BinaryCrossEntropy() : new CrossEntropy(),
            Softmax => new CrossEntropy(),
            Sigmoid when !numbers => new BinaryCrossEntropy(),
            _ => new HalfSquaredError(),
        };
        Activation output = settings.OutputActivation
            ?? (!numbers && loss is not (CrossEntropy or BinaryCrossEntropy) ? new Sigmoid() : loss.DefaultOutput);
        return labels && output is not Sigmoid
            ? throw new ArgumentException($"labels need independent sigmoid outputs, not {output.Notation.Name}")
            : (loss, output);
    }
}
