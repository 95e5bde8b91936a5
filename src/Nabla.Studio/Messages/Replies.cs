using System.Text.Json.Serialization;

namespace Nabla.Studio;

/// <summary>A session's reply to a request.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(Described), "described")]
[JsonDerivedType(typeof(Frame), "frame")]
[JsonDerivedType(typeof(LookedAt), "looked")]
[JsonDerivedType(typeof(Examined), "examined")]
[JsonDerivedType(typeof(Exported), "exported")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record StudioReply;

/// <summary>The host's capabilities, and the choices it offers.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="Threads">The number of threads of a training step.</param>
/// <param name="HasReport">Whether the host can make a report.</param>
/// <param name="Datasets">The data sets.</param>
/// <param name="Recipes">The lessons.</param>
/// <param name="Choices">The valid names of each option that takes names.</param>
public sealed record Offered(
    string Host, int Threads, bool HasReport, IReadOnlyList<OfferedData> Datasets, IReadOnlyList<Recipe> Recipes, IReadOnlyDictionary<string, IReadOnlyList<string>> Choices) : StudioReply;

/// <summary>A data set.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">The description.</param>
/// <param name="Settings">Its options among rows, noise and factor, with their defaults.</param>
public sealed record OfferedData(string Name, string Description, IReadOnlyDictionary<string, double> Settings);

/// <summary>The data, settings and network of a new run.</summary>
public sealed record Described : StudioReply
{
    /// <summary>The data argument of a command line.</summary>
    public required string Data { get; init; }

    /// <summary>Whether the data is a file.</summary>
    public required bool IsFile { get; init; }

    /// <summary>The learning task: classification, regression or multilabel.</summary>
    public required string Task { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<DescribedColumn> Columns { get; init; }

    /// <summary>The numbers of training, validation and test rows.</summary>
    public required IReadOnlyList<int> Parts { get; init; }

    /// <summary>The names of the classes, targets or labels.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>The names of the network's inputs.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The layers.</summary>
    public required IReadOnlyList<DescribedLayer> Layers { get; init; }

    /// <summary>The number of parameters.</summary>
    public required int Parameters { get; init; }

    /// <summary>The options that are set.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The effective values of options that are not set: optimizer, epochs, loss and others.</summary>
    public required IReadOnlyDictionary<string, string> Decided { get; init; }

    /// <summary>The options as text for the page's address.</summary>
    public required string Address { get; init; }

    /// <summary>The rows to draw; a sample if the data has more than a page can draw.</summary>
    public required DrawnRows Rows { get; init; }

    /// <summary>The plane for maps over two features; null for histograms.</summary>
    public DrawnPlane? Plane { get; init; }

    /// <summary>The estimated duration as text; null if unknown.</summary>
    public string? Estimate { get; init; }

    /// <summary>Whether the run is estimated to take more than two minutes.</summary>
    public bool IsSlow { get; init; }
}

/// <summary>A layer.</summary>
/// <param name="Units">The number of units.</param>
/// <param name="Activation">The activation.</param>
/// <param name="Dropout">The probability that training drops a unit.</param>
/// <param name="Drawn">The number of drawn units, counted from the first.</param>
public sealed record DescribedLayer(int Units, string Activation, double Dropout, int Drawn);

/// <summary>The drawn rows.</summary>
/// <param name="Part">The part of each row: 0 training, 1 validation, 2 test.</param>
/// <param name="X">The plane's horizontal feature; empty without a plane.</param>
/// <param name="Y">The plane's vertical feature.</param>
/// <param name="Target">The class of each row, or its first target.</param>
/// <param name="Title">The text of each row in a list.</param>
public sealed record DrawnRows(IReadOnlyList<int> Part, IReadOnlyList<float> X, IReadOnlyList<float> Y, IReadOnlyList<float> Target, IReadOnlyList<string> Title);

/// <summary>The plane of two features that maps are drawn on.</summary>
/// <param name="X">The index of the horizontal feature among the feature columns.</param>
/// <param name="Y">The index of the vertical feature.</param>
/// <param name="Names">The names of both features.</param>
/// <param name="Range">Minimum and maximum of x, then of y.</param>
/// <param name="Side">The number of cells per side.</param>
/// <param name="IsAll">Whether the data has no other features, so that the plane shows the whole function.</param>
public sealed record DrawnPlane(int X, int Y, IReadOnlyList<string> Names, IReadOnlyList<double> Range, int Side, bool IsAll);

/// <summary>The state of a run at one moment.</summary>
public sealed record Frame : StudioReply
{
    /// <summary>The run's number, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>The number of complete epochs.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of steps taken in the current epoch.</summary>
    public required int Step { get; init; }

    /// <summary>The number of steps per epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>The maximum number of epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Whether the run continues by itself.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>The reason why the run ended, as text; null if it has not ended.</summary>
    public string? Stopped { get; init; }

    /// <summary>Whether the run ended because a number was not finite.</summary>
    public bool Diverged { get; init; }

    /// <summary>The epoch with the lowest validation loss; null without a validation part.</summary>
    public int? Best { get; init; }

    /// <summary>Recent steps per second.</summary>
    public double Speed { get; init; }

    /// <summary>Training time so far, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Weights of each layer between drawn units [inputs × units], row by row.</summary>
    public required IReadOnlyList<float[]> Weights { get; init; }

    /// <summary>Biases of each layer's drawn units; empty without biases.</summary>
    public required IReadOnlyList<float[]> Biases { get; init; }

    /// <summary>The activations of each layer's drawn units.</summary>
    public required IReadOnlyList<IReadOnlyList<UnitPicture>> Units { get; init; }

    /// <summary>The predictions.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The index of the first record that <see cref="Curves"/> replaces.</summary>
    public required int From { get; init; }

    /// <summary>Epoch, training loss, validation loss, training accuracy and validation accuracy of each record; null where a value is missing.</summary>
    public required IReadOnlyList<double?[]> Curves { get; init; }

    /// <summary>The command line that repeats the run up to here.</summary>
    public required string Command { get; init; }
}

/// <summary>A unit's activations: a map over the plane, or a histogram.</summary>
/// <param name="Least">The minimum activation.</param>
/// <param name="Most">The maximum activation.</param>
/// <param name="Map">The activations over the plane, from the lower left, scaled from 0 (minimum) to 255 (maximum); null for a histogram.</param>
/// <param name="Bins">The number of rows in each bin; null for a map.</param>
public sealed record UnitPicture(float Least, float Most, byte[]? Map, IReadOnlyList<int>? Bins);

/// <summary>The network's predictions and their score.</summary>
public sealed record Outcome
{
    /// <summary>The rows it was computed from, as text: <c>75 validation rows</c>.</summary>
    public required string Of { get; init; }

    /// <summary>The score as text.</summary>
    public required string Score { get; init; }

    /// <summary>The class of each cell of the plane, or its value scaled from 0 to 255; null without a plane.</summary>
    public byte[]? Map { get; init; }

    /// <summary>The confidence in each cell, 0 to 255; null for regression.</summary>
    public byte[]? Sure { get; init; }

    /// <summary>The minimum and maximum of a map of values.</summary>
    public double[]? Range { get; init; }

    /// <summary>The confusion matrix, a row for each actual class; null unless the task is classification.</summary>
    public IReadOnlyList<int[]>? Confusion { get; init; }

    /// <summary>Actual values; null unless the task is regression.</summary>
    public IReadOnlyList<float>? Actual { get; init; }

    /// <summary>Predicted values.</summary>
    public IReadOnlyList<float>? Predicted { get; init; }
}

/// <summary>The forward and backward pass of a row.</summary>
/// <param name="Row">The index among the drawn rows.</param>
/// <param name="Title">The row as text.</param>
/// <param name="Values">The drawn inputs, as they enter the network.</param>
/// <param name="Layers">The values of each layer, forward and backward.</param>
/// <param name="Result">Prediction, target and cost, as text.</param>
/// <param name="Steps">The formulas of the drawn units with their numbers, layer by layer.</param>
public sealed record LookedAt(
    int Row, string Title, IReadOnlyList<InputValue> Values, IReadOnlyList<LayerValues> Layers, string Result, IReadOnlyList<IReadOnlyList<UnitFormulas>> Steps) : StudioReply;

/// <summary>An input.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value as it enters the network.</param>
public sealed record InputValue(string Name, double Value);

/// <summary>A layer's drawn units for a row.</summary>
/// <param name="Z">Weighted inputs.</param>
/// <param name="A">Activations.</param>
/// <param name="Delta">δ = ∂C/∂z; null if it is not computed.</param>
public sealed record LayerValues(IReadOnlyList<double> Z, IReadOnlyList<double> A, IReadOnlyList<double>? Delta);

/// <summary>The formulas of a unit, filled in with numbers.</summary>
/// <param name="Forward">z and a.</param>
/// <param name="Backward">δ and the derivative of a weight; null if they are not computed.</param>
public sealed record UnitFormulas(string Forward, string? Backward);

/// <summary>The doctor's findings.</summary>
/// <param name="Findings">The findings, most severe first.</param>
public sealed record Examined(IReadOnlyList<FoundThing> Findings) : StudioReply;

/// <summary>A finding with its remedy.</summary>
/// <param name="Severity">critical, warning or note.</param>
/// <param name="Sentence">The finding and the advice.</param>
/// <param name="Try">The button's text; null without a button.</param>
/// <param name="Options">The options that the button sets.</param>
public sealed record FoundThing(string Severity, string Sentence, string? Try, IReadOnlyDictionary<string, string?>? Options);

/// <summary>An exported file.</summary>
/// <param name="What">The kind of export.</param>
/// <param name="Name">The file name.</param>
/// <param name="Bytes">The contents.</param>
/// <param name="Sha256">The SHA-256 hash of a model file; null for other exports.</param>
/// <param name="Command">The command line that makes the same model file.</param>
public sealed record Exported(string What, string Name, byte[] Bytes, string? Sha256, string Command) : StudioReply;

/// <summary>A refused request; nothing has changed.</summary>
/// <param name="Sentence">The reason, in one sentence.</param>
public sealed record Refused(string Sentence) : StudioReply;

/// <summary>A lesson: data, options and an explanation.</summary>
/// <param name="Name">The name.</param>
/// <param name="Title">The title.</param>
/// <param name="Tutorial">The number of the tutorial it is from, 1 to 5.</param>
/// <param name="Works">Whether the run succeeds; false if it demonstrates a failure.</param>
/// <param name="Data">The data.</param>
/// <param name="Options">The options, as on a command line.</param>
/// <param name="Explanation">A paragraph.</param>
public sealed record Recipe(string Name, string Title, int Tutorial, bool Works, string Data, string Options, string Explanation);
