using System.Globalization;
using System.Text;

namespace Nabla.Studio;

/// <summary>Writes a C# program that trains the same model.</summary>
internal static class CSharpProgram
{
    private static readonly Dictionary<string, (string Part, string Property, Func<string, string> Value)> Properties = new(StringComparer.Ordinal)
    {
        ["hidden"] = ("Network", "HiddenLayers", text => $"[{text}]"),
        ["activation"] = ("Network", "Activation", text => Named("Activation.All", text)),
        ["dropout"] = ("Network", "Dropout", text => $"[{text}]"),
        ["normalization"] = ("Network", "Normalization", text => $"Normalization.{Pascal(text)}"),
        ["output-activation"] = ("Network", "OutputActivation", text => Named("Activation.All", text)),
        ["loss"] = ("Network", "Loss", text => Named("Loss.All", text)),
        ["reduction"] = ("Network", "Reduction", text => $"Reduction.{Pascal(text)}"),
        ["label-smoothing"] = ("Network", "LabelSmoothing", Plain),
        ["init"] = ("Network", "WeightInitializer", text => Named("Initializer.All", text)),
        ["bias-init"] = ("Network", "BiasInitializer", text => Named("Initializer.All", text)),
        ["no-bias"] = ("Network", "Bias", _ => "false"),
        ["l1"] = ("Network", "L1", Plain),
        ["l2"] = ("Network", "L2", Plain),
        ["scale"] = ("Preprocessing", "Scaling", text => $"ScalerMethod.{text switch { "minmax" => "MinMax", "maxabs" => "MaxAbs", _ => Pascal(text) }}"),
        ["target-scale"] = ("Preprocessing", "TargetScale", Plain),
        ["optimizer"] = ("Training", "Optimizer", text => Named("Optimizer", text)),
        ["learning-rate"] = ("Training", "LearningRate", Plain),
        ["schedule"] = ("Training", "Schedule", text => Named("Schedule", text)),
        ["clip-norm"] = ("Training", "ClipNorm", Plain),
        ["weight-decay"] = ("Training", "WeightDecay", Plain),
        ["batch-size"] = ("Training", "BatchSize", text => text == "full" ? "null" : text),
        ["epochs"] = ("Training", "Epochs", Plain),
        ["early-stopping"] = ("Training", "EarlyStopping", _ => "true"),
        ["no-early-stopping"] = ("Training", "EarlyStopping", _ => "false"),
        ["patience"] = ("Training", "Patience", Plain),
        ["class-weight"] = (string.Empty, "ClassWeights", text => $"ClassWeights.Parse(\"{text}\")"),
        ["precision"] = (string.Empty, "Precision", text => text == "double" ? "Precision.Double" : "Precision.Single"),
        ["seed"] = (string.Empty, "Seed", Plain),
    };

    /// <summary>The program.</summary>
    /// <param name="data">The data.</param>
    /// <param name="options">The options that are set.</param>
    /// <param name="hasTest">Whether the data has a test part of its own.</param>
    /// <param name="task">The learning task, by its name in the library.</param>
    public static string Of(StudioData data, StudioOptions options, bool hasTest, string task)
    {
        var text = new StringBuilder();
        if (data.IsFile)
            text.Append("using Nabla.Csv;\n");
        foreach (string room in (string[])["Data", "Models", "Networks", "Optimization", "Training"])
            text.Append(CultureInfo.InvariantCulture, $"using Nabla.{room};\n");
        text.Append('\n');
        Load(text, data, options, task);
        string test = options["test-size"] ?? (hasTest ? "0" : "0.25");
        text.Append(CultureInfo.InvariantCulture, $"DataParts parts = Split.TrainValidationTest({(hasTest ? "loaded.Train" : "data")}, {options["validation-size"] ?? "0"}, {test}, seed: {options.Seed});\n");
        if (hasTest && options["test-size"] is null)
            text.Append("parts = parts with { Test = loaded.Test };\n");
        Settings(text, options);
        text.Append("(Model model, TrainingResult result) = ModelTrainer.Train(parts, settings);\n");
        text.Append(CultureInfo.InvariantCulture, $"model.Save({Quoted($"{Name(data)}.safetensors")});\n");
        return text.ToString();
    }

    private static void Load(StringBuilder text, StudioData data, StudioOptions options, string task)
    {
        if (data is FileData)
        {
            string read = string.Concat(List("Numeric", options.Names("numeric")), List("Categorical", options.Names("categorical")), List("Ignored", options.Names("ignore")));
            string targets = string.Join(", ", options.Names("target").Select(Quoted));
            text.Append(CultureInfo.InvariantCulture, $"Table table = CsvFile.ReadTable({Quoted(data.Argument)}{(read.Length == 0 ? string.Empty : $", new() {{{read.TrimEnd(',')} }}")}).Table.WithoutMissing({targets});\n");
            text.Append(CultureInfo.InvariantCulture, $"Dataset data = Dataset.FromTable({Quoted(Name(data))}, table, TargetSchema.Of(table, [{targets}], LearningTask.{task}));\n");
            return;
        }

        string generated = string.Concat(((string[])["rows", "noise", "factor", "seed"]).Where(name => options[name] is not null).Select(name => $" {Pascal(name)} = {options[name]},"));
        text.Append(CultureInfo.InvariantCulture, $"DataParts loaded = Datasets.LoadParts({Quoted(data.Argument)}{(generated.Length == 0 ? string.Empty : $", new() {{{generated.TrimEnd(',')} }}")});\n");
        text.Append("Dataset data = loaded.Train;\n");

        static string List(string property, IReadOnlyList<string> names)
            => names.Count == 0 ? string.Empty : $" {property} = [{string.Join(", ", names.Select(Quoted))}],";
    }

    private static void Settings(StringBuilder text, StudioOptions options)
    {
        text.Append("MlpSettings settings = new()\n{\n");
        var given = options.Given.Where(one => Properties.ContainsKey(one.Option.Name)).Select(one => (Setting: Properties[one.Option.Name], one.Value)).ToArray();
        foreach (string part in (string[])["Network", "Training", "Preprocessing"])
        {
            string[] set = [.. given.Where(one => one.Setting.Part == part).Select(one => $"{Property(one.Setting.Property, one.Value)} = {Value(one.Setting, one.Value)}")];
            if (set.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $"    {part} = new() {{ {string.Join(", ", set)} }},\n");
        }

        foreach ((var setting, string value) in given.Where(one => one.Setting.Part.Length == 0))
            text.Append(CultureInfo.InvariantCulture, $"    {setting.Property} = {setting.Value(value)},\n");
        text.Append("};\n");

        // Different activations per layer need another property.
        static string Property(string property, string value) => property == "Activation" && value.Contains(',', StringComparison.Ordinal) ? "LayerActivations" : property;
        static string Value((string Part, string Property, Func<string, string> Value) setting, string value)
            => setting.Property == "Activation" && value.Contains(',', StringComparison.Ordinal) ? $"[{string.Join(", ", value.Split(',').Select(setting.Value))}]" : setting.Value(value);
    }

    private static string Name(StudioData data) => Path.GetFileName(data.Argument).Split('.')[0];

    private static string Plain(string text) => text;

    private static string Named(string catalog, string text) => $"{catalog}.Parse(\"{text}\")";

    private static string Pascal(string text) => string.Concat(text[..1].ToUpperInvariant(), text[1..]);

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
