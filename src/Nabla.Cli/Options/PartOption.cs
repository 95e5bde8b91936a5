using System.CommandLine;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>A part of the data that a model was trained on.</summary>
internal enum Part
{
    /// <summary>Whatever rows are given.</summary>
    All,

    /// <summary>What it was trained on.</summary>
    Train,

    /// <summary>What said when it was best.</summary>
    Validation,

    /// <summary>What training never saw.</summary>
    Test,
}

/// <summary>Which rows of the data to look at.</summary>
internal sealed class PartOption
{
    private readonly Option<Part?> part = Define.Choice(
        "--part",
        "all rows (the default), or the same part as in training, for which DATA and its options must be as they were then",
        ("all", Part.All),
        ("train", Part.Train),
        ("validation", Part.Validation),
        ("test", Part.Test));

    /// <summary>The option as help shows it.</summary>
    public Option Option => this.part;

    /// <summary>Whether the rows asked for are a part of the training data.</summary>
    public bool IsOfTraining(ParseResult parsed) => parsed.GetValue(this.part) is { } one && one != Part.All;

    /// <summary>Whether the rows asked for are those that training never saw.</summary>
    public bool IsUnseen(ParseResult parsed, Model model) => parsed.GetValue(this.part) == Part.Test && model.Info.SeenTestRows == 0;

    /// <summary>How many of the rows asked for trained the model; null where that is not known.</summary>
    public int? Seen(ParseResult parsed, Model model, Dataset rows) => parsed.GetValue(this.part) switch
    {
        Part.Test => model.Info.SeenTestRows,
        Part.Train or Part.Validation => rows.Rows,
        _ => model.Rows?.CountSurely(rows),
    };

    /// <summary>The rows asked for, and what the model was trained on where that is known.</summary>
    public (Dataset Rows, Dataset? Training) Select(ParseResult parsed, Model model, DataParts data)
    {
        Part wanted = parsed.GetValue(this.part) ?? Part.All;
        if (wanted == Part.All)
            return (data.Train, null);
        DataParts parts = TrainedParts.Of(model, data, Environment.ProcessorCount);
        Dataset? rows = wanted switch { Part.Train => parts.Train, Part.Validation => parts.Validation, _ => parts.Test };
        if (rows is not null)
            return (rows, parts.Train);
        bool hadOwn = (wanted == Part.Test ? model.Info.Provenance?.Test : model.Info.Provenance?.Validation) is not null;
        string name = wanted.ToString().ToLowerInvariant();
        throw new ArgumentException(hadOwn
            ? $"option '--part': the {name} part stood in a file of its own: give that file as DATA without the option"
            : $"option '--part': the model was trained without a {name} part");
    }
}
