using System.Text.Json.Serialization;

namespace Nabla.Studio;

/// <summary>A request from the page to a session.</summary>
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

/// <summary>The page has connected, perhaps with data and options from its address.</summary>
/// <param name="Data">The name of a data set; null for the host's data.</param>
/// <param name="Options">Options as on a command line; null for the defaults.</param>
public sealed record Hello(string? Data = null, string? Options = null) : StudioRequest;

/// <summary>Opens a data set by its name, with options.</summary>
/// <param name="Data">The name; null for the data that is open.</param>
/// <param name="Options">Options as on a command line, <c>--hidden 3</c>; null for the defaults.</param>
public sealed record Open(string? Data = null, string? Options = null) : StudioRequest;

/// <summary>Sets options and starts a new run.</summary>
/// <param name="Options">Names of options of <c>nabla train</c>, without hyphens, and values; null for the default.</param>
public sealed record Change(IReadOnlyDictionary<string, string?> Options) : StudioRequest;

/// <summary>Starts or continues the run.</summary>
/// <param name="StepsPerSecond">Maximum number of steps per second; null for no limit.</param>
public sealed record Play(double? StepsPerSecond = null) : StudioRequest;

/// <summary>Pauses the run.</summary>
public sealed record Pause : StudioRequest;

/// <summary>Takes one step.</summary>
public sealed record StepOnce : StudioRequest;

/// <summary>Continues to the end of the epoch.</summary>
public sealed record StepEpoch : StudioRequest;

/// <summary>Steps back.</summary>
/// <param name="Epoch">The epoch to return to, at its end; null for one step back.</param>
public sealed record GoBack(int? Epoch = null) : StudioRequest;

/// <summary>Restarts the run.</summary>
/// <param name="NewWeights">Whether to use new initial weights, from the next seed, instead of the same ones.</param>
public sealed record Restart(bool NewWeights = false) : StudioRequest;

/// <summary>Selects a row to show its forward and backward pass.</summary>
/// <param name="Row">The index among the drawn rows; null for none.</param>
public sealed record LookAt(int? Row) : StudioRequest;

/// <summary>Chooses the two features for the units' maps.</summary>
/// <param name="X">The horizontal feature; null for histograms.</param>
/// <param name="Y">The vertical feature.</param>
public sealed record Watch(int? X, int? Y) : StudioRequest;

/// <summary>Requests an export.</summary>
/// <param name="What">model, onnx, predictions, csharp, command or report.</param>
public sealed record Export(string What) : StudioRequest;
