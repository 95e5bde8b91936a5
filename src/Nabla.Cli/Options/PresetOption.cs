using System.CommandLine;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>The option for a preset, and its combination with other options.</summary>
internal sealed class PresetOption
{
    /// <summary>The option, grouped as in help.</summary>
    public Option<Preset?> Option { get; } = Define.Choice(
        "--preset",
        "named settings; other options take precedence (default default)",
        ("fast", Preset.Fast),
        ("default", Preset.Default),
        ("realmlp", Preset.RealMlp),
        ("best", Preset.Best));

    /// <summary>Whether a preset other than the default is given; its settings depend on the data.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(this.Option) is not (null or Preset.Default);

    /// <summary>Whether the preset is RealMLP, single or as an ensemble.</summary>
    public bool IsRealMlp(ParseResult parsed) => parsed.GetValue(this.Option) is Preset.RealMlp or Preset.Best;

    /// <summary>The preset's settings, which other options change.</summary>
    public MlpSettings Settings(ParseResult parsed, LearningTask task) => Presets.Of(parsed.GetValue(this.Option) ?? Preset.Default, task);

    /// <summary>The fraction of the training rows that the preset holds out by default; null for none.</summary>
    /// <param name="settings">The settings with the options of the command line applied.</param>
    public static double? HeldOut(MlpSettings settings) => settings.Ensemble is { Folds: > 0 } || settings.Refit == true ? null : settings.ValidationFraction;
}
