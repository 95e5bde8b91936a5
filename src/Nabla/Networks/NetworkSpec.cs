using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>The reduction of the examples' costs to one cost.</summary>
public enum Reduction
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,
}

/// <summary>The description of a network with its loss, from which <see cref="Network{T}"/> is compiled. Equal by value.</summary>
public sealed record NetworkSpec
{
    /// <summary>Creates the description of a network.</summary>
    /// <param name="inputs">The number of inputs, at least 1.</param>
    /// <param name="layers">The layers from the first to the output layer, which is dense; at least one.</param>
    public NetworkSpec(int inputs, params ValueList<LayerSpec> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (inputs < 1)
            throw new ArgumentOutOfRangeException(nameof(inputs), FormattableString.Invariant($"a network of {inputs} inputs, expected 1 or more"));
        if (layers.Count == 0)
            throw new ArgumentException("a network without layers, expected at least the output layer", nameof(layers));
        this.Inputs = inputs;
        this.Layers = layers;
    }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The layers, the output layer last.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<LayerSpec>))]
    public ValueList<LayerSpec> Layers { get; }

    /// <summary>The loss; half the squared error by default.</summary>
    public Loss Loss { get; init; } = new HalfSquaredError();

    /// <summary>The reduction over examples: the mean (the default) or the sum.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>The penalties on weights; none by default.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<Penalty>))]
    public ValueList<Penalty> Penalties { get; init; } = [];

    /// <summary>
    /// The label smoothing in training: y ← (1 − s)·y + s/K (Szegedy et al., 2016); 0 by default.
    /// For cross-entropy and binary cross-entropy (K = 2).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// The limits that each output is clipped to in predictions and their evaluation, but not in training. Null, the default, for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<OutputLimits>))]
    public ValueList<OutputLimits>? OutputLimits { get; init; }

    /// <summary>The output layer.</summary>
    /// <exception cref="ArgumentException">The last layer is not dense.</exception>
    [JsonIgnore]
    public Dense OutputLayer => this.Layers[^1] as Dense
        ?? throw new ArgumentException($"the last layer is {LayerSpec.All.NameOf(this.Layers[^1])}, expected dense: it gives the outputs");

    /// <summary>The numbered layers 1, 2, …: each dense layer with the layers up to the next.</summary>
    [JsonIgnore]
    public IReadOnlyList<NumberedLayer> NumberedLayers => NumberedLayer.Of(this.Layers);

    /// <summary>The feature of this network that makes the cost differ between passes, as text; null if there is none.</summary>
    [JsonIgnore]
    public string? Randomness => this.RandomnessBeside([]);

    /// <summary>The number of outputs.</summary>
    [JsonIgnore]
    public int Outputs => this.OutputLayer.Units;

    /// <summary>The number of inputs, and the units of each dense layer.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Sizes => [this.Inputs, .. this.Layers.SelectMany(layer => layer.Flattened).OfType<Dense>().Select(layer => layer.Units)];

    /// <summary>The number of parameters.</summary>
    /// <exception cref="ArgumentException">The number exceeds the length of an array.</exception>
    [JsonIgnore]
    public int ParameterCount => this.Plan().Parameters.Length;

    /// <summary>The number of statistics, which are stored beside the parameters.</summary>
    [JsonIgnore]
    internal int StatisticCount => this.Plan().Statistics.Length;

    /// <summary>Validates the description.</summary>
    /// <exception cref="ArgumentException">An activation is in an invalid place or does not match the loss, or there are too many parameters.</exception>
    public void Validate()
    {
        Activation output = this.OutputLayer.Activation;
        if (output.Place == ActivationPlace.HiddenOnly)
            throw new ArgumentException($"{output} is for hidden layers only: as an output its range fits no target; use identity, sigmoid, tanh, softplus or softmax");
        int number = 0;
        foreach (LayerSpec layer in this.Layers.SkipLast(1).SelectMany(layer => layer.Flattened))
        {
            number += layer is Dense ? 1 : 0;
            Activation? activation = layer switch { Dense dense => dense.Activation, Normalize normalize => normalize.Activation, _ => null };
            if (activation?.Place == ActivationPlace.OutputOnly)
                throw new ArgumentException(FormattableString.Invariant($"{activation} is for the output only, not for hidden layer {number}"));
        }

        DataStart.Validate(this.Layers);
        if (this.LabelSmoothing is not (>= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"label smoothing of {this.LabelSmoothing}, expected 0 to below 1"));
        if (this.LabelSmoothing > 0 && this.Loss is not (CrossEntropy or BinaryCrossEntropy))
            throw new ArgumentException($"label smoothing works with cross-entropy or binary-cross-entropy, not with {this.Loss}");
        if (this.OutputLimits is { } ranges && ranges.Count != this.Outputs)
            throw new ArgumentException($"{ranges.Count} ranges of outputs for {this.Outputs} outputs, expected one for each");
        if (this.Loss.Refuses(output) is { } reason)
            throw new ArgumentException(reason);
        _ = this.ParameterCount;
    }

    /// <summary>The feature if some layers, given by number, are frozen: their batch normalization uses running statistics.</summary>
    internal string? RandomnessBeside(ValueList<int> frozen)
    {
        int number = 0;
        foreach (LayerSpec layer in this.Layers.SelectMany(layer => layer.Flattened))
        {
            number += layer is Dense ? 1 : 0;
            if (layer.Randomness is { } randomness && !(layer is Normalize && frozen.Contains(number)))
                return randomness;
        }

        return null;
    }

    /// <summary>Text such as "64-30-10, sigmoid, softmax output, cross-entropy (mean)".</summary>
    public override string ToString()
    {
        string hidden = string.Concat(this.NumberedLayers.SkipLast(1).Select(layer => layer.Activation).Distinct().Select(activation => $"{activation}, "));
        return $"{string.Join('-', this.Sizes)}, {hidden}{this.OutputLayer.Activation} output, {this.Loss} ({this.Reduction.ToString().ToLowerInvariant()})";
    }

    // A plan to count parameters without allocating them.
    private LayerPlan Plan()
    {
        var plan = new LayerPlan(this.Inputs);
        LayerStack<float>.Compile(this.Layers, plan);
        return plan;
    }
}
