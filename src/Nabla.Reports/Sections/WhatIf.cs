using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Reports.Blocks;
using Nabla.Reports.Page;

namespace Nabla.Reports.Sections;

/// <summary>
/// A row that the reader changes with sliders, and the predictions for it, computed in the page from the weights. For small networks of plain
/// numbers.
/// </summary>
public sealed record WhatIf : Picture
{
    private const int MostFeatures = 16;
    private const int MostParameters = 20_000;
    private const int MostOutputs = 20;

    private static readonly string[] Known = ["identity", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "softplus", "silu", "softmax"];

    private readonly Model model;
    private readonly Input[] inputs;
    private readonly Network<double> network;

    private WhatIf(Model model, Network<double> network, Dataset data)
        : base("what-if", $"Change a row of {data.Name}", Described(model))
    {
        this.model = model;
        this.network = network;
        this.inputs = [.. Enumerable.Range(0, data.Features.Columns).Select(column => Input.Of(data, column))];
        this.Half = false;
    }

    internal override string Kind => "whatif";

    /// <summary>
    /// The block of a model; null if it has too many features or weights, several networks, a temperature, or columns that are not plain numbers.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows, for the ranges of the sliders, which start at the medians.</param>
    public static WhatIf? Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        int outputs = Math.Max(model.ClassNames.Count, model.Info.TargetNames.Count);
        if (model.Members.Count > 1 || model.Info.Temperature is not null || !model.Preprocessor.IsPlain || data.Features.Columns > MostFeatures || data.Image is not null || outputs > MostOutputs || model.ParameterCount > MostParameters || model.Preprocessor.Scaler.Method is ScalerMethod.RobustClip or ScalerMethod.Quantile || model.Network.OutputLimits is not null)
            return null;
        Network<double> prediction = model.ToPredictionNetwork();
        bool known = prediction.Spec.Layers.All(layer => layer is Dropout or GaussianNoise || (layer is Dense dense && Known.Contains(dense.Activation.Notation.Name)));
        return known ? new WhatIf(model, prediction, data) : null;
    }

    internal override void WriteBody(PageWriter page)
    {
        page.Open("div", "whatif");
        page.Open("div", "inputs");
        for (int i = 0; i < this.inputs.Length; i++)
        {
            Input input = this.inputs[i];
            string name = PageWriter.Encode(this.model.FeatureNames[i]);
            page.Raw(Invariant($"""<label for="what-if-{i}" dir="auto">{name}</label><input id="what-if-{i}" type="range" data-feature="{i}" min="{input.Least:R}" max="{input.Largest:R}" step="{input.Step:R}" value="{input.Middle:R}"><output for="what-if-{i}"></output>"""));
        }

        page.Close("div");
        page.Raw("""<div class="results" aria-live="polite"></div>""");
        page.Close("div");
    }

    internal override void WriteData(IBufferWriter<byte> json)
    {
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        writer.WriteString("name", this.Name);
        Numbers(writer, "offset", this.model.Preprocessor.Scaler.Offset);
        Numbers(writer, "scale", this.model.Preprocessor.Scaler.Scale);
        if (this.model.Info.TargetScaler is { } target)
        {
            Numbers(writer, "targetOffset", target.Offset);
            Numbers(writer, "targetScale", target.Scale);
        }

        writer.WriteBoolean("probabilities", this.model.Task != LearningTask.Regression);
        writer.WriteStartArray("results");
        foreach (string name in this.model.Task == LearningTask.Classification ? this.model.ClassNames : this.model.Info.TargetNames)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.WriteBoolean("independent", this.model.Task == LearningTask.Classification && ((Dense)this.network.Spec.Layers[^1]).Activation is not Softmax);
        writer.WriteStartArray("layers");
        Dense[] layers = [.. this.network.Spec.Layers.OfType<Dense>()]; // dropout and noise are for training only
        for (int layer = 1; layer <= layers.Length; layer++)
            this.WriteLayer(writer, layer, layers[layer - 1]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Described(Model model)
        => $"Move the sliders: the page computes what the model predicts{model.Task switch { LearningTask.Regression => string.Empty, LearningTask.MultiLabel => ", the probability of each label", _ => ", the probability of each class" }}. Each starts at the median of its column and goes from its smallest to its largest value.";

    private static void Numbers(Utf8JsonWriter writer, string name, IEnumerable<double> values)
    {
        writer.WriteStartArray(name);
        foreach (double value in values)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }

    private void WriteLayer(Utf8JsonWriter writer, int layer, Dense spec)
    {
        writer.WriteStartObject();
        writer.WriteString("activation", spec.Activation.Notation.Name);
        Numbers(writer, "arguments", spec.Activation.Notation.Arguments);
        foreach (ParameterSlice slice in this.network.Slices.Where(slice => slice.Layer == layer))
            Numbers(writer, slice.IsWeight ? "w" : "b", slice.Of(this.network.Parameters).ToArray());
        writer.WriteNumber("units", spec.Units);
        writer.WriteEndObject();
    }

    /// <summary>A slider.</summary>
    private sealed record Input(double Least, double Largest, double Middle, double Step)
    {
        private const int Steps = 200;

        public static Input Of(Dataset data, int column)
        {
            double[] sorted = [.. Enumerable.Range(0, data.Rows).Select(row => data.Features[row, column]).Order()];
            double least = sorted[0], largest = sorted[^1] > least ? sorted[^1] : least + 1, middle = sorted[sorted.Length / 2];
            bool whole = Array.TrueForAll(sorted, value => value == Math.Floor(value)) && largest - least <= Steps * 5;
            double step = whole ? 1 : double.Parse(((largest - least) / Steps).ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

            // A slider's position is its minimum plus whole steps.
            return new Input(least, largest, least + (step * Math.Round((middle - least) / step)), step);
        }
    }
}
