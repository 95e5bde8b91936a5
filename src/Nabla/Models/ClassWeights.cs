using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Models;

/// <summary>
/// The weights of classes in the cost: balanced, with equal total weight for all classes, or one weight per class.
/// </summary>
[JsonConverter(typeof(ClassWeightsJsonConverter))]
public sealed record ClassWeights
{
    private const string BalancedText = "balanced";

    /// <summary>Creates weights for the classes, in the order of their names.</summary>
    /// <param name="weights">A number above 0 for each class.</param>
    /// <exception cref="ArgumentException">A weight is not a finite number above 0.</exception>
    public ClassWeights(params ValueList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (double weight in weights)
        {
            if (weight is not (> 0 and < double.PositiveInfinity))
                throw new ArgumentException(FormattableString.Invariant($"a class weight of {weight}, expected a number above 0"));
            if (weight is < DatasetChecks.LeastWeight or > DatasetChecks.LargestWeight)
                throw new ArgumentException(FormattableString.Invariant($"a class weight of {weight}, expected a number from {DatasetChecks.LeastWeight} to {DatasetChecks.LargestWeight}"));
        }

        this.Weights = weights;
    }

    /// <summary>n / (K · nₖ) for a class of nₖ of the n training examples of K classes.</summary>
    public static ClassWeights Balanced { get; } = new([]);

    /// <summary>The weight of each class; empty for balanced ones.</summary>
    public ValueList<double> Weights { get; }

    /// <summary>Reads <c>balanced</c> or comma-separated numbers.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static ClassWeights Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == BalancedText)
            return Balanced;
        double[] weights = [.. text.Split(',').Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out double weight) && weight > 0 && double.IsFinite(weight)
            ? weight
            : throw new FormatException($"'{part}' is not a number above 0: expected {BalancedText}, or a weight for each class, as in 1,2.5"))];
        return new ClassWeights([.. weights]);
    }

    /// <inheritdoc/>
    public override string ToString()
        => this.Weights.Count == 0 ? BalancedText : string.Join(',', this.Weights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>The weight of each class of a training part.</summary>
    /// <exception cref="ArgumentException">There are no classes, or the numbers of weights and classes differ.</exception>
    internal double[] For(Dataset training)
    {
        int classes = training.ClassNames.Count;
        if (training.Task != LearningTask.Classification)
            throw new ArgumentException($"data set '{training.Name}' has no classes to weigh");
        if (this.Weights.Count == 0)
        {
            var counts = new int[classes];
            foreach (int label in training.Labels)
                counts[label]++;
            return [.. counts.Select(count => count == 0 ? 1 : (double)training.Rows / ((double)classes * count))];
        }

        if (this.Weights.Count != classes)
            throw new ArgumentException($"{this.Weights.Count} class weights for {classes} classes: {string.Join(", ", training.ClassNames)}");
        return [.. this.Weights];
    }
}

/// <summary>Writes class weights in their text form.</summary>
internal sealed class ClassWeightsJsonConverter : JsonConverter<ClassWeights>
{
    public override ClassWeights Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return ClassWeights.Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("expected a text"));
        }
        catch (FormatException e)
        {
            throw new JsonException(Sentence.Of(e), e);
        }
    }

    public override void Write(Utf8JsonWriter writer, ClassWeights value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
