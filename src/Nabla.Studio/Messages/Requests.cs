using System.Text.Json.Serialization;

namespace Nabla.Studio;

/// <summary>What a page asks of a session.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Change), "change")]
[JsonDerivedType(typeof(Play), "play")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(StepOnce), "step")]
[JsonDerivedType(typeof(StepEpoch), "epoch")]
[JsonDerivedType(typeof(GoBack), "back")]
[JsonDerivedType(typeof(Restart), "restart")]
[JsonDerivedType(typeof(LookAt), "look")]
[JsonDerivedType(typeof(Watch), "watch")]
[JsonDerivedType(typeof(Export), "export")]
public abstract record StudioRequest;

/// <summary>The page is there, perhaps with an address that says what to open.</summary>
/// <param name="Data">The name of a data set; null for what the host has.</param>
/// <param name="Options">Options as on a command line; null for the defaults.</param>
public sealed record Hello(string? Data = null, string? Options = null) : StudioRequest;

/// <summary>Opens a data set by its name, with options.</summary>
/// <param name="Data">The name; null for the data that is open.</param>
/// <param name="Options">Options as on a command line, <c>--hidden 3</c>; null for the defaults.</param>
public sealed record Open(string? Data = null, string? Options = null) : StudioRequest;

/// <summary>Sets options, and begins a new run.</summary>
/// <param name="Options">Names of options of <c>nabla train</c>, without hyphens, and values; null for the default.</param>
public sealed record Change(IReadOnlyDictionary<string, string?> Options) : StudioRequest;

/// <summary>Lets the run go on.</summary>
/// <param name="StepsPerSecond">At most so many steps a second; null for as many as there are.</param>
public sealed record Play(double? StepsPerSecond = null) : StudioRequest;

/// <summary>Stops the run for now.</summary>
public sealed record Pause : StudioRequest;

/// <summary>Takes one step.</summary>
public sealed record StepOnce : StudioRequest;

/// <summary>Goes on to the end of the epoch.</summary>
public sealed record StepEpoch : StudioRequest;

/// <summary>Goes back.</summary>
/// <param name="Epoch">To the end of this epoch; null for one step, or one epoch where an epoch has one step.</param>
public sealed record GoBack(int? Epoch = null) : StudioRequest;

/// <summary>Starts again.</summary>
/// <param name="NewWeights">With other first weights, by the next seed; otherwise with the same.</param>
public sealed record Restart(bool NewWeights = false) : StudioRequest;

/// <summary>Looks at what the network computes for a row, forwards and backwards.</summary>
/// <param name="Row">The row of the data that is shown; null for none from now on.</param>
public sealed record LookAt(int? Row) : StudioRequest;

/// <summary>Which two features the maps in the units go over.</summary>
/// <param name="X">The feature to the right; null for histograms.</param>
/// <param name="Y">The feature upwards.</param>
public sealed record Watch(int? X, int? Y) : StudioRequest;

/// <summary>Asks for an export.</summary>
/// <param name="What">model, onnx, predictions, csharp, command or report.</param>
public sealed record Export(string What) : StudioRequest;
