using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla explain</c>.</summary>
internal sealed class ExplainCommand : NablaSubcommand
{
    private const int DefaultRepeats = 10;
    private const int DefaultReferences = 20;
    private const int DefaultPoints = 12;

    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("seed of generated data, shuffles and reference rows");
    private readonly PartOption part = new();

    private readonly Option<int?> row = Define.Option(
        "--row", "N", "explain the prediction for this row, from 0: what each feature contributes", text => Define.WholeNumber(text, 0));

    private readonly Option<string?> feature = Define.Option<string?>(
        "--feature", "NAME", "show how the mean prediction changes with this feature (partial dependence)", text => text)
        .Offering(Completions.Columns);

    private readonly Option<string?> output = Define.Option<string?>(
        "--class", "NAME", "with --row: the class to explain (default: the predicted class, or the first target of a regression)", text => text);

    private readonly Option<int?> repeats = Define.Option(
        "--repeats", "N", $"number of shuffles of each feature (default {DefaultRepeats})", text => Define.WholeNumber(text, 1));

    private readonly Option<int?> references = Define.Option(
        "--references", "N", $"with --row: number of reference rows to compare with (default {DefaultReferences})", text => Define.WholeNumber(text, 1));

    private readonly Option<int?> points = Define.Option(
        "--points", "N", $"with --feature: number of values to try (default {DefaultPoints})", text => Define.WholeNumber(text, 2));

    private readonly Option<bool> json = Define.Flag("--json", "print the result as one JSON object");

    public ExplainCommand(Streams streams)
        : base(
            streams,
            "explain",
            "Explain a model: how important each feature is (permutation importance), how predictions depend on one feature, or how the features contribute to the prediction for one row.",
            new("nabla explain iris.safetensors iris --part test", "which measurements are important"),
            new("nabla explain iris.safetensors iris --feature petal_width", "predictions by petal width"),
            new("nabla explain iris.safetensors iris --row 70", "why this iris gets its class"))
    {
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(new OptionGroup("Question", this.row, this.feature, this.output));
        this.Add(new OptionGroup("Accuracy of the answer", this.repeats, this.references, this.points));
        this.Add(this.data.GroupsToJudge);
        this.Add(new OptionGroup("Rows and output", this.part.Option, this.json));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        (int? row, string? feature) = (parsed.GetValue(this.row), parsed.GetValue(this.feature));
        if (row is not null && feature is not null)
            throw new ArgumentException("--row and --feature exclude each other");
        Refuse(parsed, row is null, "'--row'", this.output, this.references);
        Refuse(parsed, feature is null, "'--feature'", this.points);
        Refuse(parsed, row is not null || feature is not null, "importance, not for '--row' or '--feature'", this.repeats);
        Model loaded = this.model.Load(parsed);
        Dataset rows = this.part.Select(parsed, loaded, this.data.LoadFor(loaded, parsed, this.Streams, this.part.IsOfTraining(parsed))).Rows;
        loaded.Score(rows.SelectRows([0])); // refuses data of another kind
        bool asJson = parsed.GetValue(this.json);
        ulong seed = this.data.Seed(parsed);
        if (row is { } one)
        {
            int? wanted = parsed.GetValue(this.output) is { } name ? IndexOf(name, loaded) : null;
            ExplanationText.Write(RowExplanation.Of(loaded, rows, one, wanted, parsed.GetValue(this.references) ?? DefaultReferences, seed), rows, asJson, this.Streams);
        }
        else if (feature is not null)
        {
            int column = rows.FeatureNames.ToList().IndexOf(feature);
            if (column < 0)
                throw new ArgumentException($"option '--feature': there is no feature '{feature}'; the first ones are {string.Join(", ", rows.FeatureNames.Take(5))}");
            var dependence = PartialDependence.Of(loaded, rows, column, parsed.GetValue(this.points) ?? DefaultPoints, Environment.ProcessorCount);
            if (dependence.Points.Count == 0)
                throw new ArgumentException($"feature '{feature}' is missing in all rows, so there is no value to set it to");
            ExplanationText.Write(dependence, rows, asJson, this.Streams);
        }
        else
        {
            int count = parsed.GetValue(this.repeats) ?? DefaultRepeats;
            ExplanationText.Write(PermutationImportance.Of(loaded, rows, count, seed, Environment.ProcessorCount), rows, count, asJson, this.Streams);
        }

        return 0;
    }

    /// <summary>Refuses options of another explanation, instead of ignoring them.</summary>
    private static void Refuse(ParseResult parsed, bool refused, string question, params Option[] options)
    {
        if (refused && options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new ArgumentException($"option '{given.Name}' is for {question}");
    }

    private static int IndexOf(string name, Model model)
    {
        IReadOnlyList<string> names = model.Task == LearningTask.Classification ? model.ClassNames : model.Info.TargetNames;
        int index = names.ToList().IndexOf(name);
        return index >= 0 ? index : throw new ArgumentException($"option '--class': there is no '{name}', known are {string.Join(", ", names)}");
    }
}
