using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>A network with its preprocessing and results, independent of the number type.</summary>
internal abstract class NetworkPredictor(NetworkSpec spec, ModelInfo info) : Predictor
{
    private readonly Scaler? targetScaler = info.TargetScaler;

    // Whether the outputs are directly the probabilities of classes or labels.
    private readonly bool hasProbabilities = info.Task == LearningTask.MultiLabel || spec.OutputLayer.Activation is Softmax;

    /// <summary>The description of the network as it was trained.</summary>
    public NetworkSpec Spec { get; } = spec;

    /// <summary>Turns rows of raw values into the inputs of the network.</summary>
    public Preprocessor Preprocessor { get; } = info.ToPreprocessor();

    /// <summary>The slices of the parameters.</summary>
    public abstract IReadOnlyList<ParameterSlice> Slices { get; }

    /// <summary>The number type.</summary>
    public abstract Precision Precision { get; }

    /// <summary>The slices of everything in a model file: parameters and running statistics.</summary>
    public abstract IEnumerable<ParameterSlice> AllSlices { get; }

    /// <inheritdoc/>
    public override int OutputCount => this.Spec.Outputs;

    /// <inheritdoc/>
    public override int ResultCount { get; } = info.Task == LearningTask.Classification ? info.ClassNames.Count : info.TargetNames.Count;

    /// <inheritdoc/>
    public override Reduction Reduction => this.Spec.Reduction;

    /// <summary>The scaler of a regression's targets; null for other tasks.</summary>
    protected Scaler? TargetScaler => this.targetScaler;

    /// <inheritdoc/>
    public override bool HasThreshold => info.Threshold is not null;

    /// <inheritdoc/>
    public override int ClassOf(ReadOnlySpan<double> outputs)
    {
        if (info.Threshold is not { } threshold)
            return Decision.Of<double>(outputs);
        Span<double> probabilities = stackalloc double[2];
        this.Results(outputs, probabilities);
        return probabilities[1] > threshold ? 1 : 0;
    }

    /// <summary>The same network with other information.</summary>
    public abstract NetworkPredictor With(ModelInfo other);

    /// <summary>Sets the initial parameters and statistics of a network.</summary>
    /// <exception cref="ArgumentException">The number types or shapes differ; the message states the difference.</exception>
    public abstract void CopyTo<TOther>(Network<TOther> network)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>;

    /// <summary>The bytes of the numbers of one of <see cref="AllSlices"/> as in a model file.</summary>
    public abstract byte[] Bytes(ParameterSlice slice);

    /// <summary>The network in double for inspection: itself or a copy.</summary>
    public abstract Network<double> ToDouble();

    /// <summary>A copy of the prediction network, in double.</summary>
    public abstract Network<double> ToPrediction();

    /// <inheritdoc/>
    public override void Results(ReadOnlySpan<double> outputs, Span<double> results)
    {
        if (this.targetScaler is { } scaler)
            scaler.Inverse<double, double>(outputs, results);
        else if (this.hasProbabilities)
            outputs.CopyTo(results);
        else
            Probabilities.FromIndependent(outputs, results);
    }
}

/// <summary>A network with its preprocessing and results.</summary>
internal sealed class NetworkPredictor<T>(Network<T> network, ModelInfo info) : NetworkPredictor(network.Spec, info)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 1024;
    private const int RowsOfThread = 256;
    private const int OnStack = 256;

    private readonly int pieceRows = info.Settings.Training.PieceRows;

    // The prediction network; the other one was trained and is stored in a file.
    private readonly Network<T> folded = Folding.Fold(network);

    public override IReadOnlyList<ParameterSlice> Slices => network.Slices;

    public override Precision Precision => typeof(T) == typeof(double) ? Precision.Double : Precision.Single;

    public override IEnumerable<ParameterSlice> AllSlices => network.AllSlices;

    public override byte[] Bytes(ParameterSlice slice) => ParameterBytes.From<T>(network.Numbers(slice));

    public override void CopyTo<TOther>(Network<TOther> other)
    {
        if (other is not Network<T> same)
            throw new ArgumentException($"the model to continue from computes in {this.Precision.ToString().ToLowerInvariant()} precision, the settings say another");
        if (!network.AllSlices.SequenceEqual(same.AllSlices))
            throw new ArgumentException($"the model to continue from is {Shape(network.Spec)}, the settings say {Shape(same.Spec)}");
        network.Parameters.CopyTo(same.Parameters);
        network.Statistics.CopyTo(same.Statistics);

        static string Shape(NetworkSpec spec)
        {
            Normalization kind = spec.NumberedLayers[0].Normalization;
            string normalization = kind == Normalization.None ? string.Empty : $" with {kind.ToString().ToLowerInvariant()} normalization";
            return $"{string.Join('-', spec.Sizes)}{normalization}{(spec.OutputLayer.Bias ? string.Empty : " without biases")}";
        }
    }

    public override Matrix<double> Outputs(RawRows rows, int threads)
    {
        var result = new Matrix<double>(rows.Rows, network.Spec.Outputs);

        // With many rows, each thread preprocesses and predicts some of them; with a few rows, threads share the products.
        bool shared = threads > 1 && rows.Rows >= threads * RowsOfThread;
        int most = Math.Clamp(rows.Rows, 1, shared ? RowsOfThread : RowsAtOnce);
        var body = new Batches { Predictor = this, Free = [], Rows = rows, Result = result.Data, Most = most, Threads = shared ? 1 : threads };
        ForkJoin.Run(ref body, (rows.Rows + most - 1) / most, shared ? threads : 1);
        return result;
    }

    public override void Outputs<TRow>(ReadOnlySpan<TRow> row, Span<double> outputs)
    {
        int length = this.Preprocessor.FeatureCount + outputs.Length;
        T[]? rented = length > OnStack ? ArrayPool<T>.Shared.Rent(length) : null;
        Span<T> buffer = rented ?? stackalloc T[OnStack];
        Span<T> features = buffer[..this.Preprocessor.FeatureCount], result = buffer.Slice(features.Length, outputs.Length);
        this.Preprocessor.Transform(row, features);
        this.folded.Predict(features, result);
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = double.CreateTruncating(result[i]);
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    public override NetworkPredictor With(ModelInfo other) => new NetworkPredictor<T>(network, other);

    public override Network<double> ToDouble() => network as Network<double> ?? Copy(network);

    public override Network<double> ToPrediction() => Copy(this.folded);

    public override Evaluation Evaluate(Dataset dataset, int threads)
    {
        Examples<T> examples = Preparation.Examples<T>(dataset, this.Preprocessor, this.TargetScaler, network.Spec.Outputs, readOnce: true);
        return Scoring.Evaluate(this.folded, examples, threads, new(this.pieceRows), judgesPredictions: true);
    }

    private static Network<double> Copy(Network<T> source)
    {
        var copy = new Network<double>(source.Spec);
        for (int i = 0; i < copy.Parameters.Length; i++)
            copy.Parameters[i] = double.CreateTruncating(source.Parameters[i]);
        for (int i = 0; i < copy.Statistics.Length; i++)
            copy.Statistics[i] = double.CreateTruncating(source.Statistics[i]);
        return copy;
    }

    // The buffers of a thread.
    private sealed record Room(double[] Row, Matrix<T> X, Matrix<T> Outputs, Workspace<T> Workspace);

    private ref struct Batches : IParallelBody
    {
        public NetworkPredictor<T> Predictor;
        public ConcurrentBag<Room> Free;
        public RawRows Rows;
        public Span<double> Result;
        public int Most;
        public int Threads;

        public readonly void Run(int piece)
        {
            Network<T> folded = this.Predictor.folded;
            if (!this.Free.TryTake(out Room? room))
                room = new Room(new double[this.Rows.BufferLength], new Matrix<T>(this.Most, folded.Spec.Inputs), new Matrix<T>(this.Most, folded.Spec.Outputs), new Workspace<T>(folded, this.Most, this.Threads));
            int start = piece * this.Most, count = Math.Min(this.Most, this.Rows.Rows - start);
            this.Predictor.Preprocessor.Transform(this.Rows, start, room.X.View.RowRange(0, count), room.Row);
            folded.Predict(room.X.View.RowRange(0, count), room.Outputs.View.RowRange(0, count), room.Workspace);
            int outputs = room.Outputs.Columns;
            Span<double> target = this.Result.Slice(start * outputs, count * outputs);
            for (int i = 0; i < target.Length; i++)
                target[i] = double.CreateTruncating(room.Outputs.Data[i]);
            this.Free.Add(room);
        }
    }
}
