using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;

namespace Nabla.Models;

/// <content>From settings and the shape of the data to the description of a network.</content>
public partial record MlpSettings
{
    /// <summary>The network for data of a shape.</summary>
    /// <param name="task">Classification, regression, or labels.</param>
    /// <param name="inputs">The number of features.</param>
    /// <param name="targets">The number of classes, of targets of a regression, or of labels.</param>
    /// <param name="preprocessor">What gives the features, where some of them are codes of embedded categories; null, the default, for none.</param>
    /// <exception cref="ArgumentException">The settings make no sense together; the message says why.</exception>
    public NetworkSpec ToNetworkSpec(LearningTask task, int inputs, int targets, Preprocessor? preprocessor = null)
    {
        if (task == LearningTask.Classification && targets < 2)
            throw new ArgumentException($"data of {(targets == 1 ? "one class" : $"{targets} classes")}, wanted 2 or more: there is nothing to tell apart");
        (Loss loss, Activation output) = this.LossAndOutput(task);

        // Two classes need two outputs of softmax but only one of any other activation: 1 above ½.
        int outputs = task == LearningTask.Classification && targets == 2 && output is not Softmax ? 1 : targets;
        if (this.LayerActivations is { } each && each.Count != this.HiddenLayers.Count)
            throw new ArgumentException(this.OneForEach(each.Count, "activations"));
        if (this.Dropout is { Count: > 1 } && this.Dropout.Count != this.HiddenLayers.Count)
            throw new ArgumentException(this.OneForEach(this.Dropout.Count, "dropout probabilities"));
        if (this.HiddenLayers.Count == 0 && (this.Dropout?.Any(p => p != 0) == true || this.Normalization != Normalization.None))
            throw new ArgumentException("dropout and normalization are for hidden layers, and there are none");
        var spec = new NetworkSpec(inputs, [.. this.InputLayers(preprocessor), .. this.Hidden(), this.DenseLayer(outputs, output)])
        {
            Loss = loss,
            Reduction = this.Reduction,
            Penalties = [.. this.L1 == 0 ? (Penalty[])[] : [new L1(this.L1)], .. this.L2 == 0 ? (Penalty[])[] : [new L2(this.L2)]],
            LabelSmoothing = this.LabelSmoothing,
        };
        spec.Validate();
        return spec;
    }

    // Codes have no noise and no factor; what they become may be dropped like any input.
    private IEnumerable<LayerSpec> InputLayers(Preprocessor? preprocessor)
    {
        EmbeddedColumn[] embedded = [.. preprocessor?.Embeddings.Select(one => new EmbeddedColumn(one.Feature, one.Encoding.Levels, one.Encoding.Size)) ?? []];
        ValueList<int>? codes = embedded.Length == 0 ? null : [.. embedded.Select(column => column.Column)];
        if (this.InputNoise != 0)
            yield return new GaussianNoise(this.InputNoise) { Codes = codes };
        if (this.FeatureScale)
            yield return new FeatureScale { Codes = codes };
        if (embedded.Length > 0)
            yield return new Embedding([.. embedded]);
        if (this.InputDropout != 0)
            yield return new Dropout(this.InputDropout);
    }

    private IEnumerable<LayerSpec> Hidden()
    {
        if (this.Layers is null)
            return this.HiddenLayers.SelectMany((units, l) => this.Residual && l > 0 ? [new Residual([.. this.HiddenLayer(units, l)])] : this.HiddenLayer(units, l));
        var usual = new MlpSettings();
        bool plain = this.HiddenLayers.Equals(usual.HiddenLayers) && this.Activation == usual.Activation && this.LayerActivations is null
            && this.Dropout is null && this.Normalization == Normalization.None && !this.Residual;
        return plain
            ? this.Layers
            : throw new ArgumentException("layers are described one by one, and so are their activations, dropout, normalization and residual blocks: leave out those settings, and the sizes of hidden layers");
    }

    // A dense layer, and what follows it up to the next. A normalization takes over bias and activation.
    private IEnumerable<LayerSpec> HiddenLayer(int units, int l)
    {
        Activation activation = this.LayerActivations?[l] ?? this.Activation;
        LayerSpec? asLayer = activation.Layer;
        Dense dense = this.DenseLayer(units, activation);
        if (asLayer is not null)
            dense = dense with { Activation = new Identity(), WeightInitializer = dense.WeightInitializer ?? activation.DefaultInitializer };
        if (this.Normalization == Normalization.None)
        {
            yield return dense;
        }
        else
        {
            yield return dense with { Activation = new Identity(), Bias = false, WeightInitializer = dense.WeightInitializer ?? activation.DefaultInitializer };
            yield return new Normalize(this.Normalization) { Activation = dense.Activation, Bias = this.Bias, BiasInitializer = this.BiasInitializer };
        }

        if (asLayer is not null)
            yield return asLayer;
        double dropout = this.Dropout is { Count: > 0 } p ? p[p.Count == 1 ? 0 : l] : 0;
        if (dropout != 0)
            yield return new Dropout(dropout);
    }

    private Dense DenseLayer(int units, Activation activation) => new(units)
    {
        Activation = activation,
        Bias = this.Bias,
        WeightInitializer = this.WeightInitializer,
        BiasInitializer = this.BiasInitializer,
    };

    private string OneForEach(int count, string what)
        => $"{count} {what} for {Sentence.Count(this.HiddenLayers.Count, "hidden layer")}, wanted one for all or one for each";

    /// <summary>The loss that is set, if any: cross-entropy is the binary one where outputs are sigmoids.</summary>
    private Loss? NamedLoss(LearningTask task)
    {
        bool sigmoids = this.OutputActivation is Sigmoid || (this.OutputActivation is null && task == LearningTask.MultiLabel);
        return this.Loss is CrossEntropy && sigmoids ? new BinaryCrossEntropy() : this.Loss;
    }

    private (Loss Loss, Activation Output) LossAndOutput(LearningTask task)
    {
        bool numbers = task == LearningTask.Regression, labels = task == LearningTask.MultiLabel;
        Loss loss = this.NamedLoss(task) ?? this.OutputActivation switch
        {
            null => numbers ? new HalfSquaredError() : labels ? new BinaryCrossEntropy() : new CrossEntropy(),
            Softmax => new CrossEntropy(),
            Sigmoid when !numbers => new BinaryCrossEntropy(),
            _ => new HalfSquaredError(),
        };
        Activation output = this.OutputActivation
            ?? (!numbers && loss is not (CrossEntropy or BinaryCrossEntropy) ? new Sigmoid() : loss.DefaultOutput);
        return labels && output is not Sigmoid
            ? throw new ArgumentException($"labels are learnt by sigmoid outputs, each yes or no on its own, not by {output.Notation.Name}")
            : (loss, output);
    }
}
