using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Inspection;

/// <summary>A run as the doctor's checks see it.</summary>
internal sealed class ExaminedRun(Model model, DataParts? parts, int threads)
{
    /// <summary>The most training rows that are sent through the network to look inside.</summary>
    private const int MostRows = 4096;

    private IReadOnlyList<LayerTrace<double>>? traces;

    public Model Model => model;

    public DataParts? Parts => parts;

    public int Threads => threads;

    public MlpSettings Settings => model.Info.Settings;

    public IReadOnlyList<EpochRecord> History => model.Info.History;

    /// <summary>Whether there was a learning rate that could have been too high or too low.</summary>
    public bool HasLearningRate => this.Settings.Training.Optimizer is UpdateRule;

    /// <summary>The training rows that are looked at: all, or some at equal distances.</summary>
    public Dataset? Rows { get; } = parts is null ? null : parts.Train.Sample(MostRows);

    /// <summary>The inputs of the network (of several, the first) for <see cref="Rows"/> [rows × inputs]; null without data.</summary>
    public Matrix<double>? Inputs => this.Rows is null ? null : model.Networks[0].Preprocessor.Transform<double>(this.Rows.Features);

    /// <summary>The values of each layer for <see cref="Rows"/>; none without data.</summary>
    public IReadOnlyList<LayerTrace<double>> Traces()
        => this.traces ??= this.Inputs is { } inputs ? model.Networks[0].ToDouble().Trace(inputs) : [];
}
