using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla gradcheck</c>.</summary>
internal sealed class GradcheckCommand : NablaSubcommand
{
    private const double CentralTolerance = 1e-7;

    // A forward difference errs by h·C'' and by rounding over h; with h near the root of double's precision both are about 1e-8 times the cost's scale.
    private const double ForwardTolerance = 1e-5;
    private const double ForwardStep = 1.5e-8;
    private const int DefaultSample = 16;

    private readonly DataOptions data = new("seed of generated data, the sample and the initial weights");
    private readonly NetworkOptions network = new();

    private readonly Option<int?> sample = Define.Option(
        "--sample", "N", $"number of rows to check with (default {DefaultSample})", text => Define.WholeNumber(text, 1));

    private readonly Option<DifferenceForm?> difference = Define.Choice(
        "--difference",
        "(C(θ + h) − C(θ − h)) / 2h, or the less accurate (C(θ + h) − C(θ)) / h (default central)",
        ("central", DifferenceForm.Central),
        ("forward", DifferenceForm.Forward));

    public GradcheckCommand(Streams streams)
        : base(
            streams,
            "gradcheck",
            "Compare the gradient of backpropagation with finite differences of the cost, in double. The time grows with the square of the network's parameters.",
            new("nabla gradcheck iris", "the default network on a few rows"),
            new("nabla gradcheck digits --hidden 10 --activation gelu", "another activation"),
            new("nabla gradcheck sine --loss huber:0.5 --l1 0.01", "loss and penalty with kinks"),
            new("nabla gradcheck iris --difference forward", "one-sided differences"))
    {
        this.Add(this.data.Data);
        this.Add(this.network.Group);
        this.Add(this.data.GroupsToLearn);
        this.Add(new OptionGroup("Check", this.difference, this.sample));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        MlpSettings settings = this.network.Apply(parsed, new MlpSettings { Seed = this.data.Seed(parsed) });
        Dataset rows = Sample(this.data.Load(parsed, this.Streams, ColumnRoles.None).Train, parsed.GetValue(this.sample) ?? DefaultSample, settings.Seed);
        NetworkSpec spec = TrainingPlan.Of(new DataParts(rows), settings).Network;
        this.Streams.Error.WriteLine(
            $"checking {Texts.Count(spec.ParameterCount, "derivative")} of {Texts.Network(spec)} on {Texts.Count(rows.Rows, "row")} of {rows.Name}");

        bool forward = parsed.GetValue(this.difference) == DifferenceForm.Forward;
        double tolerance = forward ? ForwardTolerance : CentralTolerance;
        GradientCheck check = forward ? new() { Form = DifferenceForm.Forward, RelativeStep = ForwardStep } : new();
        IReadOnlyList<SliceCheck> slices = ModelTrainer.CheckGradient(rows, settings, check);
        var table = new Table("slice", "shape", "largest relative difference", "worst at", "by backpropagation", "by differences", "redrawn", "unchecked");
        foreach (SliceCheck slice in slices)
        {
            table.Add(
                slice.Slice.Name,
                $"{slice.Slice.Rows} × {slice.Slice.Columns}",
                slice.Error.ToString("0.0e+00", CultureInfo.InvariantCulture),
                $"row {slice.Row}, column {slice.Column}",
                slice.Analytic.ToString("0.0000000000e+00", CultureInfo.InvariantCulture),
                slice.Numeric.ToString("0.0000000000e+00", CultureInfo.InvariantCulture),
                Texts.Count(slice.Redrawn),
                Texts.Count(slice.Unchecked));
        }

        table.Write(this.Streams);
        SliceCheck worst = slices.MaxBy(check => double.IsNaN(check.Error) ? double.PositiveInfinity : check.Error)!;
        this.Streams.Out.WriteLine();
        if (worst.Error <= tolerance)
        {
            this.Streams.Out.WriteLine($"the gradient is right: no difference above {tolerance}");
            return 0;
        }

        this.Streams.Say($"the gradient is wrong: {worst.Slice.Name}, row {worst.Row}, column {worst.Column} differs by {worst.Error}, expected at most {tolerance}");
        return Program.BadInput;
    }

    /// <summary>A sample of rows with the classes in proportion.</summary>
    private static Dataset Sample(Dataset data, int rows, ulong seed)
        => rows < data.Rows ? Split.TrainTest(data, (double)rows / data.Rows, seed).Test! : data;
}
