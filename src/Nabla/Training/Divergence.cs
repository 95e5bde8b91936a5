using System.Text.Json.Serialization;

namespace Nabla.Training;

/// <summary>The place of the first value in a run that is not finite.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step of the epoch, from 1.</param>
/// <param name="Layer">The first layer with a value that is not finite, from 1; null if only the cost is not finite.</param>
/// <param name="Value">The kind of the value.</param>
public sealed record Divergence(int Epoch, int Step, int? Layer, DivergedValue Value)
{
    /// <summary>The value as text: <c>the outputs of layer 2</c>.</summary>
    [JsonIgnore]
    public string What => this.Layer is { } layer ? $"the {this.Value.ToString().ToLowerInvariant()} of layer {layer}" : "the cost";
}

/// <summary>The values of a layer that were no longer finite.</summary>
public enum DivergedValue
{
    /// <summary>Only the cost.</summary>
    Cost,

    /// <summary>Weights or biases, after a step that was too large.</summary>
    Parameters,

    /// <summary>The activations, although inputs and parameters are finite.</summary>
    Outputs,
}
