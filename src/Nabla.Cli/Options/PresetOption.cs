using System.CommandLine;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>The option that names a preset, and what it means beside others.</summary>
internal sealed class PresetOption
{
    /// <summary>The option as help shows it.</summary>
    public Option<Preset?> Option { get; } = Define.Choice(
        "--preset",
        "settings by name; other options win (default default)",
        ("fast", Preset.Fast),
        ("default", Preset.Default),
        ("realmlp", Preset.RealMlp),
        ("best", Preset.Best));

    /// <summary>Whether a preset with settings of its own is named: what is trained is known once the data are.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(this.Option) is not (null or Preset.Default);

    /// <summary>Whether the preset is RealMLP, alone or in an ensemble.</summary>
    public bool IsRealMlp(ParseResult parsed) => parsed.GetValue(this.Option) is Preset.RealMlp or Preset.Best;

    /// <summary>The settings that other options change.</summary>
    public MlpSettings Settings(ParseResult parsed, LearningTask task) => Presets.Of(parsed.GetValue(this.Option) ?? Preset.Default, task);

    /// <summary>The part of the training rows that the settings hold out where no option says so; null for none.</summary>
    /// <param name="settings">The settings with what the command line says.</param>
    public static double? HeldOut(MlpSettings settings) => settings.Ensemble is { Folds: > 0 } || settings.Refit == true ? null : settings.ValidationFraction;
}
