using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla predict</c>.</summary>
internal sealed class PredictCommand : NablaSubcommand
{
    private readonly Streams streams;
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("what generated data is drawn from");
    private readonly Option<bool> probabilities = Define.Flag("--probabilities", "the probability of each class, as comma-separated columns");
    private readonly Option<bool> oneHot = Define.Flag("--one-hot", "1 for the class and 0 for the others, as comma-separated columns; a single output is 1 above .5");

    public PredictCommand(Streams streams)
        : base(
            "predict",
            "Predict with a model: a line for each row of the data, its class or its values.",
            new("nabla predict digits.safetensors digits", "the digit in each image"),
            new("nabla predict digits.safetensors digits --probabilities > digits.csv", "how sure the model is"))
    {
        this.streams = streams;
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(new OptionGroup("Output", this.probabilities, this.oneHot));
        this.Add(this.data.Group);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed)
    {
        (bool shares, bool ones) = (parsed.GetValue(this.probabilities), parsed.GetValue(this.oneHot));
        if (shares && ones)
            throw new ArgumentException("--probabilities and --one-hot exclude each other");
        Model loaded = this.model.Load(parsed);
        if ((shares || ones) && loaded.Task == LearningTask.Regression)
            throw new ArgumentException($"{(shares ? "--probabilities" : "--one-hot")} is for classes, the model is for a regression");

        ReadOnlyMatrixView<double> features = this.data.Load(parsed, this.streams).Train.Features;
        int threads = Environment.ProcessorCount;
        if (shares)
            this.WriteColumns(loaded.ClassNames, loaded.PredictProbabilities(features, threads));
        else if (ones)
            this.WriteOneHot(loaded, loaded.Predict(features, threads));
        else if (loaded.Task == LearningTask.Regression)
            this.WriteRows(loaded.PredictValues(features, threads));
        else
            this.WriteLabels(loaded, loaded.Predict(features, threads));
        return 0;
    }

    private void WriteLabels(Model model, int[] labels)
    {
        foreach (int label in labels)
            this.streams.Out.WriteLine(model.ClassNames[label]);
    }

    private void WriteOneHot(Model model, int[] labels)
    {
        Matrix<double> columns = OneHot.Encode<double>(labels, model.Network.Outputs);
        this.WriteColumns(columns.Columns == 1 ? [model.ClassNames[^1]] : model.ClassNames, columns);
    }

    private void WriteColumns(IEnumerable<string> headings, Matrix<double> values)
    {
        this.streams.Out.WriteLine(string.Join(',', headings.Select(Cell)));
        this.WriteRows(values);
    }

    private void WriteRows(Matrix<double> values)
    {
        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < values.Columns; column++)
            {
                if (column > 0)
                    this.streams.Out.Write(',');
                this.streams.Out.Write(values[row, column].ToString("R", CultureInfo.InvariantCulture));
            }

            this.streams.Out.WriteLine();
        }
    }

    private static string Cell(string text)
        => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
