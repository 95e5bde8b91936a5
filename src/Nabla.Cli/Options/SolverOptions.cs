using System.CommandLine;
using Nabla.Models;
using Nabla.Optimization;

namespace Nabla.Cli.Options;

/// <summary>How a network is trained.</summary>
internal sealed class SolverOptions
{
    private static readonly MlpSettings Default = new();

    private readonly Option<UpdateRule?> solver = Define.Named(
        "--solver", $"how a step follows from a gradient (default {Solvers.Name(Default.Solver)})", () => Solvers.All);

    private readonly Option<double?> learningRate = Define.Option(
        "--learning-rate", "RATE", $"size of a step (default: the solver's, {Default.EffectiveLearningRate} for adam)", Define.Positive);

    private readonly Option<double?> momentum = Define.Option(
        "--momentum", "M", "what is kept of the velocity, with solver momentum or nesterov (default 0.9)", Define.Fraction);

    private readonly Option<int?> batchSize = Define.Option(
        "--batch-size", "N|full", $"examples of a batch, or full for all at once (default {Default.BatchSize})", text => text == "full" ? null : Define.WholeNumber(text, 1));

    private readonly Option<int?> epochs = Define.Option(
        "--epochs", "N", $"passes over the training part (default {Default.Epochs})", text => Define.WholeNumber(text, 0));

    private readonly Option<Precision?> precision = Define.Choice(
        "--precision", "number type (default float)", ("float", Precision.Single), ("double", Precision.Double));

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new(
        "Training", this.solver, this.learningRate, this.momentum, this.batchSize, this.epochs, this.precision)
    {
        Names = () => [OptionGroup.NamesOf(Solvers.All)],
    };

    /// <summary>The settings with what the command line says.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        UpdateRule rule = parsed.GetValue(this.solver) ?? settings.Solver;
        return settings with
        {
            Solver = parsed.GetValue(this.momentum) is { } coefficient ? Solvers.WithMomentum(rule, coefficient) : rule,
            LearningRate = parsed.GetValue(this.learningRate) ?? settings.LearningRate,
            BatchSize = parsed.GetResult(this.batchSize) is null ? settings.BatchSize : parsed.GetValue(this.batchSize),
            Epochs = parsed.GetValue(this.epochs) ?? settings.Epochs,
            Precision = parsed.GetValue(this.precision) ?? settings.Precision,
        };
    }
}
