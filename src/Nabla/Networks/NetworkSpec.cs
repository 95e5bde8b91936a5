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
    public Loss Loss { get; init; } = new Quadratic();

    /// <summary>Whether the cost is the mean over examples, as it is unless said, or the sum.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>What large weights cost; none unless said.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<Penalty>))]
    public ValueList<Penalty> Penalties { get; init; } = [];

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
                count += (inputs + (layer.Bias ? 1 : 0)) * layer.Units;
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
        }

        if (this.Loss.Refuses(this.Layers[^1].Activation) is { } reason)
            throw new ArgumentException(reason);
    }
}
