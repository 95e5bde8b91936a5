using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>How the costs of examples are put together.</summary>
public enum Reduction
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>The description of a network with its loss: what <see cref="Network{T}"/> is compiled from. Equal by value.</summary>
public sealed record NetworkSpec
{
    /// <summary>A network of layers.</summary>
    /// <param name="inputs">The number of inputs, at least 1.</param>
    /// <param name="layers">The layers from the first hidden one to the output; at least one.</param>
    public NetworkSpec(int inputs, params ValueList<LayerSpec> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (inputs < 1)
            throw new ArgumentOutOfRangeException(nameof(inputs), $"a network of {inputs} inputs, wanted 1 or more");
        if (layers.Count == 0)
            throw new ArgumentException("a network without layers, wanted at least the output layer", nameof(layers));
        this.Inputs = inputs;
        this.Layers = layers;
    }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The layers, the output layer last.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<LayerSpec>))]
    public ValueList<LayerSpec> Layers { get; }

    /// <summary>What a wrong answer costs; quadratic unless said.</summary>
    public Loss Loss { get; init; } = new HalfSquaredError();

    /// <summary>Whether the cost is the mean over examples, as it is unless said, or the sum.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>What large weights cost; none unless said.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<Penalty>))]
    public ValueList<Penalty> Penalties { get; init; } = [];

    /// <summary>The probability with which training leaves out each input; 0 unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InputDropout { get; init; }

    /// <summary>The standard deviation of the normal noise that training adds to each input; 0 unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InputNoise { get; init; }

    /// <summary>
    /// How much of each target training spreads over all classes: y ← (1 − s)·y + s/K (Szegedy et al., 2016); 0 unless said.
    /// For cross-entropy, and for binary cross-entropy, where K = 2.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double LabelSmoothing { get; init; }

    /// <summary>What in this network makes the cost of a point differ from one pass to the next, in words; null if nothing does.</summary>
    [JsonIgnore]
    public string? Randomness
        => this.InputDropout > 0 || this.Layers.Any(layer => layer.Dropout > 0) ? "dropout"
            : this.InputNoise > 0 ? "input noise"
            : this.Layers.Any(layer => layer.Normalization == Normalization.Batch) ? "batch normalization"
            : null;

    /// <summary>The number of outputs.</summary>
    [JsonIgnore]
    public int Outputs => this.Layers[^1].Units;

    /// <summary>The sizes from the inputs to the outputs.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Sizes => [this.Inputs, .. this.Layers.Select(layer => layer.Units)];

    /// <summary>The number of weights and biases.</summary>
    /// <exception cref="ArgumentException">They are more than an array holds.</exception>
    [JsonIgnore]
    public int ParameterCount
    {
        get
        {
            long count = 0, inputs = this.Inputs;
            foreach (LayerSpec layer in this.Layers)
            {
                count += (inputs + (layer.Bias ? 1 : 0) + (layer.Normalization == Normalization.None ? 0 : 1)) * layer.Units;
                if (count > Array.MaxLength)
                    throw new ArgumentException($"a network of more than {Array.MaxLength} parameters is too large");
                inputs = layer.Units;
            }

            return (int)count;
        }
    }

    /// <summary>Refuses what makes no sense, with the reason.</summary>
    /// <exception cref="ArgumentException">An activation stands where it cannot, or does not go with the loss, or there are too many parameters.</exception>
    public void Validate()
    {
        _ = this.ParameterCount;
        for (int l = 0; l < this.Layers.Count; l++)
        {
            Activation activation = this.Layers[l].Activation;
            bool output = l == this.Layers.Count - 1;
            if (output && activation.Place == ActivationPlace.HiddenOnly)
                throw new ArgumentException($"{activation} stands in hidden layers only: as an output its range fits no target; use identity, sigmoid, tanh, softplus or softmax");
            if (!output && activation.Place == ActivationPlace.OutputOnly)
                throw new ArgumentException($"{activation} stands at the output only, not in hidden layer {l + 1}");
            if (output && this.Layers[l].Normalization != Normalization.None)
                throw new ArgumentException("normalization stands in hidden layers only, not at the output");
            if (output && this.Layers[l].Dropout != 0)
                throw new ArgumentException("dropout stands in hidden layers and at the inputs, not at the output");
            CheckDropout(this.Layers[l].Dropout);
        }

        CheckDropout(this.InputDropout);
        if (this.InputNoise is not (>= 0 and < double.PositiveInfinity))
            throw new ArgumentException($"input noise of {this.InputNoise}, wanted 0 or more");
        if (this.LabelSmoothing is not (>= 0 and < 1))
            throw new ArgumentException($"label smoothing of {this.LabelSmoothing}, wanted 0 to below 1");
        if (this.LabelSmoothing > 0 && this.Loss is not (CrossEntropy or BinaryCrossEntropy))
            throw new ArgumentException($"label smoothing goes with cross-entropy or binary-cross-entropy, not with {this.Loss}");

        if (this.Loss.Refuses(this.Layers[^1].Activation) is { } reason)
            throw new ArgumentException(reason);

        static void CheckDropout(double probability)
        {
            if (probability is not (>= 0 and < 1))
                throw new ArgumentException($"a dropout of {probability}, wanted 0 to below 1");
        }
    }
}
