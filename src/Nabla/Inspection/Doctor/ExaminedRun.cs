using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Inspection;

/// <summary>A run with the values that the doctor's checks need.</summary>
internal sealed class ExaminedRun(Model model, DataParts? parts, int threads)
{
    /// <summary>Maximum number of training rows passed through the network for examination.</summary>
    private const int MostRows = 4096;

    private IReadOnlyList<LayerTrace<double>>? traces;

    public Model Model => model;

    public DataParts? Parts => parts;

    public int Threads => threads;

    public MlpSettings Settings => model.Info.Settings;

    public IReadOnlyList<EpochRecord> History => model.Info.History;

    /// <summary>Whether the optimizer has a learning rate.</summary>
    public bool HasLearningRate => this.Settings.Training.Optimizer is UpdateRule;

    /// <summary>The examined training rows: all, or evenly spaced ones.</summary>
    public Dataset? Rows { get; } = parts is null ? null : parts.Train.Sample(MostRows);

    /// <summary>The inputs of the network (of an ensemble, the first) for <see cref="Rows"/> [rows × inputs]; null without data.</summary>
    public Matrix<double>? Inputs => this.Rows is null ? null : model.Networks[0].Preprocessor.Transform<double>(this.Rows.Features);

    /// <summary>The values of each layer for <see cref="Rows"/>; none without data.</summary>
    public IReadOnlyList<LayerTrace<double>> Traces()
        => this.traces ??= this.Inputs is { } inputs ? model.Networks[0].ToDouble().Trace(inputs) : [];
}
