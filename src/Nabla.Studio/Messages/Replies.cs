using System.Text.Json.Serialization;

namespace Nabla.Studio;

/// <summary>What a session answers.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(Described), "described")]
[JsonDerivedType(typeof(Frame), "frame")]
[JsonDerivedType(typeof(LookedAt), "looked")]
[JsonDerivedType(typeof(Examined), "examined")]
[JsonDerivedType(typeof(Exported), "exported")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record StudioReply;

/// <summary>What there is to choose from.</summary>
/// <param name="Host">What the host is called.</param>
/// <param name="Threads">The threads of a step.</param>
/// <param name="HasReport">Whether a report can be made.</param>
/// <param name="Datasets">The data sets.</param>
/// <param name="Recipes">The lessons.</param>
/// <param name="Choices">For options with names, what they can be.</param>
public sealed record Offered(
    string Host, int Threads, bool HasReport, IReadOnlyList<OfferedData> Datasets, IReadOnlyList<Recipe> Recipes, IReadOnlyDictionary<string, IReadOnlyList<string>> Choices) : StudioReply;

/// <summary>A data set.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Settings">Which of rows, noise and factor it has, with their defaults.</param>
public sealed record OfferedData(string Name, string Description, IReadOnlyDictionary<string, double> Settings);

/// <summary>The data, the settings and the network of a run that is about to begin.</summary>
public sealed record Described : StudioReply
{
    /// <summary>What a command line names the data.</summary>
    public required string Data { get; init; }

    /// <summary>Whether it is a file.</summary>
    public required bool IsFile { get; init; }

    /// <summary>What is learned: classification, regression, labels.</summary>
    public required string Task { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<DescribedColumn> Columns { get; init; }

    /// <summary>The rows of training, validation and test.</summary>
    public required IReadOnlyList<int> Parts { get; init; }

    /// <summary>The classes, targets or labels.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>What enters the network.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The layers.</summary>
    public required IReadOnlyList<DescribedLayer> Layers { get; init; }

    /// <summary>The number of parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>The options that are set.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>What is decided where no option says it: optimizer, epochs, loss and the like.</summary>
    public required IReadOnlyDictionary<string, string> Decided { get; init; }

    /// <summary>The options as the address of the page has them.</summary>
    public required string Address { get; init; }

    /// <summary>The points to draw, as many as a page can draw; of data with more rows a sample.</summary>
    public required DrawnRows Rows { get; init; }

    /// <summary>What two features maps go over; null for histograms.</summary>
    public DrawnPlane? Plane { get; init; }

    /// <summary>How long the run will take, in words; null where it is not known.</summary>
    public string? Estimate { get; init; }

    /// <summary>Whether the run is one that the host is slow at.</summary>
    public bool IsSlow { get; init; }
}

/// <summary>A layer.</summary>
/// <param name="Units">The number of its units.</param>
/// <param name="Activation">Its activation.</param>
/// <param name="Dropout">The probability with which training leaves out each unit.</param>
/// <param name="Drawn">How many of its units are drawn, the first ones.</param>
public sealed record DescribedLayer(int Units, string Activation, double Dropout, int Drawn);

/// <summary>Rows that are drawn.</summary>
/// <param name="Part">Of each the part: 0 training, 1 validation, 2 test.</param>
/// <param name="X">The first feature, as the plane has it; empty without a plane.</param>
/// <param name="Y">The second feature.</param>
/// <param name="Target">The class of each, or its first target.</param>
/// <param name="Title">What to call each in a list.</param>
public sealed record DrawnRows(IReadOnlyList<int> Part, IReadOnlyList<float> X, IReadOnlyList<float> Y, IReadOnlyList<float> Target, IReadOnlyList<string> Title);

/// <summary>The plane of two features that maps go over.</summary>
/// <param name="X">The feature to the right, its place among the columns that go in.</param>
/// <param name="Y">The feature upwards.</param>
/// <param name="Names">The names of both.</param>
/// <param name="Range">Least and greatest value of x, then of y.</param>
/// <param name="Side">The cells of a side.</param>
/// <param name="IsAll">Whether there are no other features, so that the plane says everything.</param>
public sealed record DrawnPlane(int X, int Y, IReadOnlyList<string> Names, IReadOnlyList<double> Range, int Side, bool IsAll);

/// <summary>A run as it is at a moment.</summary>
public sealed record Frame : StudioReply
{
    /// <summary>The number of the run, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>The complete epochs.</summary>
    public required int Epoch { get; init; }

    /// <summary>The steps in the epoch that runs.</summary>
    public required int Step { get; init; }

    /// <summary>The steps of an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>The epochs asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Whether the run continues by itself.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Why the run is over, in words; null while it goes on.</summary>
    public string? Stopped { get; init; }

    /// <summary>Whether it ended with a number that is not finite.</summary>
    public bool Diverged { get; init; }

    /// <summary>The epoch with the lowest validation loss; null without a validation part.</summary>
    public int? Best { get; init; }

    /// <summary>Steps a second, lately.</summary>
    public double Speed { get; init; }

    /// <summary>Seconds of training so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Weights of each layer between drawn units [inputs × units], row by row.</summary>
    public required IReadOnlyList<float[]> Weights { get; init; }

    /// <summary>Biases of each layer's drawn units; empty without biases.</summary>
    public required IReadOnlyList<float[]> Biases { get; init; }

    /// <summary>What the drawn units of each layer compute.</summary>
    public required IReadOnlyList<IReadOnlyList<UnitPicture>> Units { get; init; }

    /// <summary>What comes out.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>From which record on <see cref="Curves"/> replace those of earlier frames.</summary>
    public required int From { get; init; }

    /// <summary>Epoch, training loss, validation loss, training accuracy, validation accuracy of each record; null where there is none.</summary>
    public required IReadOnlyList<double?[]> Curves { get; init; }

    /// <summary>The command line that repeats the run up to here.</summary>
    public required string Command { get; init; }
}

/// <summary>What a unit computes: a map over the plane, or a histogram of its activations.</summary>
/// <param name="Least">The least activation.</param>
/// <param name="Most">The greatest activation.</param>
/// <param name="Map">The activations over the plane, from the lower left, 0 for the least and 255 for the greatest; null for a histogram.</param>
/// <param name="Bins">How many rows there are in each part of the range; null for a map.</param>
public sealed record UnitPicture(float Least, float Most, byte[]? Map, IReadOnlyList<int>? Bins);

/// <summary>What comes out of the network.</summary>
public sealed record Outcome
{
    /// <summary>What it is of, in words: <c>75 validation rows</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The score in words.</summary>
    public required string Score { get; init; }

    /// <summary>Over the plane the class of each cell, or its value from 0 to 255; null where there is none.</summary>
    public byte[]? Map { get; init; }

    /// <summary>How sure each cell is, 0 to 255; null for values.</summary>
    public byte[]? Sure { get; init; }

    /// <summary>Least and greatest value of a map of values.</summary>
    public double[]? Range { get; init; }

    /// <summary>The confusion matrix, a row for each actual class; null where there is none.</summary>
    public IReadOnlyList<int[]>? Confusion { get; init; }

    /// <summary>Actual values; null for classes.</summary>
    public IReadOnlyList<float>? Actual { get; init; }

    /// <summary>Predicted values.</summary>
    public IReadOnlyList<float>? Predicted { get; init; }
}

/// <summary>What the network computes for a row.</summary>
/// <param name="Row">The row of those drawn.</param>
/// <param name="Title">The row in words.</param>
/// <param name="Values">The drawn inputs: name, as it stands in the data, as it enters the network.</param>
/// <param name="Layers">Each layer forwards and backwards.</param>
/// <param name="Result">What comes out, what was wanted and what it costs, in words.</param>
/// <param name="Steps">The formulas of the drawn units with their numbers, layer by layer.</param>
public sealed record LookedAt(
    int Row, string Title, IReadOnlyList<InputValue> Values, IReadOnlyList<LayerValues> Layers, string Result, IReadOnlyList<IReadOnlyList<UnitFormulas>> Steps) : StudioReply;

/// <summary>An input.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">As it enters the network.</param>
public sealed record InputValue(string Name, double Value);

/// <summary>A layer's drawn units for a row.</summary>
/// <param name="Z">Weighted inputs.</param>
/// <param name="A">Activations.</param>
/// <param name="Delta">δ = ∂C/∂z; null where it is not computed.</param>
public sealed record LayerValues(IReadOnlyList<double> Z, IReadOnlyList<double> A, IReadOnlyList<double>? Delta);

/// <summary>The formulas of a unit, filled in with numbers.</summary>
/// <param name="Forward">z and a.</param>
/// <param name="Backward">δ and a derivative of a weight; null where they are not computed.</param>
public sealed record UnitFormulas(string Forward, string? Backward);

/// <summary>What the doctor found.</summary>
/// <param name="Findings">The findings, the worst first.</param>
public sealed record Examined(IReadOnlyList<FoundThing> Findings) : StudioReply;

/// <summary>A finding with its remedy.</summary>
/// <param name="Severity">critical, warning or note.</param>
/// <param name="Sentence">What was found, and what to do.</param>
/// <param name="Try">What the button says; null where there is nothing to press.</param>
/// <param name="Options">The options it sets.</param>
public sealed record FoundThing(string Severity, string Sentence, string? Try, IReadOnlyDictionary<string, string?>? Options);

/// <summary>Something that is exported.</summary>
/// <param name="What">What it is.</param>
/// <param name="Name">The name of the file.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Sha256">The SHA-256 of a model file.</param>
/// <param name="Command">The command line that makes the same model file.</param>
public sealed record Exported(string What, string Name, byte[] Bytes, string? Sha256, string Command) : StudioReply;

/// <summary>A request that was refused; everything is as it was before.</summary>
/// <param name="Sentence">Why, in one sentence.</param>
public sealed record Refused(string Sentence) : StudioReply;

/// <summary>A lesson: data, options, and what there is to see.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="Tutorial">The number of the tutorial it is from, 1 to 5.</param>
/// <param name="Works">Whether the run goes well, or shows what goes wrong.</param>
/// <param name="Data">The data.</param>
/// <param name="Options">The options, as on a command line.</param>
/// <param name="Explanation">A paragraph.</param>
public sealed record Recipe(string Name, string Title, int Tutorial, bool Works, string Data, string Options, string Explanation);
