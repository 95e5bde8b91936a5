using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>A network behind its preprocessing, with the number type hidden. Any number of threads may use it.</summary>
internal abstract class NetworkRunner
{
    /// <summary>The description of the network as it was trained.</summary>
    public abstract NetworkSpec Spec { get; }

    /// <summary>Where the parameters stand.</summary>
    public abstract IReadOnlyList<ParameterSlice> Slices { get; }

    /// <summary>The number type.</summary>
    public abstract Precision Precision { get; }

    /// <summary>Where everything stands that a model file holds: parameters and running statistics.</summary>
    public abstract IEnumerable<ParameterSlice> AllSlices { get; }

    /// <summary>Lets a network begin with these parameters and statistics.</summary>
    /// <exception cref="ArgumentException">It has another number type or other shapes; the message says what.</exception>
    public abstract void CopyTo<TOther>(Network<TOther> network)
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>;

    /// <summary>The bytes of the numbers of one of <see cref="AllSlices"/> as they stand in a model file.</summary>
    public abstract byte[] Bytes(ParameterSlice slice);

    /// <summary>The outputs for rows of raw values.</summary>
    /// <param name="rows">[examples × columns]</param>
    /// <param name="preprocessor">How they become features.</param>
    /// <param name="threads">At most so many threads.</param>
    /// <returns>[examples × outputs]</returns>
    public abstract Matrix<double> Outputs(ReadOnlyMatrixView<double> rows, Preprocessor preprocessor, int threads);

    /// <summary>The outputs for one row of raw values. Nothing is allocated.</summary>
    /// <param name="row">[columns]</param>
    /// <param name="preprocessor">How they become features.</param>
    /// <param name="outputs">[outputs]</param>
    public abstract void Outputs<TRow>(ReadOnlySpan<TRow> row, Preprocessor preprocessor, Span<double> outputs)
        where TRow : unmanaged, IBinaryFloatingPointIeee754<TRow>;

    /// <summary>The network in double, to look into: itself, or one with the same numbers.</summary>
    public abstract Network<double> ToDouble();

    /// <summary>A copy of the network that predicts, in double.</summary>
    public abstract Network<double> ToPrediction();

    /// <summary>Cost, loss and correct answers on a data set.</summary>
    public abstract Evaluation Evaluate(Dataset dataset, Preprocessor preprocessor, Scaler? targetScaler, int pieceRows, int threads);
}

/// <summary>A network behind its preprocessing.</summary>
internal sealed class NetworkRunner<T>(Network<T> network) : NetworkRunner
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 1024;
    private const int OnStack = 256;

    // What predicts; the network itself is what was trained and what a file keeps.
    private readonly Network<T> folded = Folding.Fold(network);

    public override NetworkSpec Spec => network.Spec;

    public override IReadOnlyList<ParameterSlice> Slices => network.Slices;

    public override Precision Precision => typeof(T) == typeof(double) ? Precision.Double : Precision.Single;

    public override IEnumerable<ParameterSlice> AllSlices => network.AllSlices;

    public override byte[] Bytes(ParameterSlice slice) => ParameterBytes.From<T>(network.Numbers(slice));

    public override void CopyTo<TOther>(Network<TOther> other)
    {
        if (other is not Network<T> same)
            throw new ArgumentException($"the model to go on from computes in {this.Precision.ToString().ToLowerInvariant()} precision, the settings say another");
        if (!network.AllSlices.SequenceEqual(same.AllSlices))
            throw new ArgumentException($"the model to go on from is {Shape(network.Spec)}, the settings say {Shape(same.Spec)}");
        network.Parameters.CopyTo(same.Parameters);
        network.Statistics.CopyTo(same.Statistics);

        static string Shape(NetworkSpec spec)
        {
            Normalization kind = spec.NumberedLayers[0].Normalization;
            string normalization = kind == Normalization.None ? string.Empty : $" with {kind.ToString().ToLowerInvariant()} normalization";
            return $"{string.Join('-', spec.Sizes)}{normalization}{(spec.OutputLayer.Bias ? string.Empty : " without biases")}";
        }
    }

    public override Matrix<double> Outputs(ReadOnlyMatrixView<double> rows, Preprocessor preprocessor, int threads)
    {
        int most = Math.Clamp(rows.Rows, 1, RowsAtOnce);
        var workspace = new Workspace<T>(this.folded, most, threads);
        var outputs = new Matrix<T>(most, network.Spec.Outputs);
        var result = new Matrix<double>(rows.Rows, network.Spec.Outputs);
        for (int start = 0; start < rows.Rows; start += most)
        {
            int count = Math.Min(most, rows.Rows - start);
            Matrix<T> x = preprocessor.Transform<T>(rows.RowRange(start, count));
            this.folded.Predict(x, outputs.View.RowRange(0, count), workspace);
            Span<double> target = result.Data.AsSpan(start * result.Columns, count * result.Columns);
            for (int i = 0; i < target.Length; i++)
                target[i] = double.CreateTruncating(outputs.Data[i]);
        }

        return result;
    }

    [SkipLocalsInit]
    public override void Outputs<TRow>(ReadOnlySpan<TRow> row, Preprocessor preprocessor, Span<double> outputs)
    {
        int length = preprocessor.FeatureCount + outputs.Length;
        T[]? rented = length > OnStack ? ArrayPool<T>.Shared.Rent(length) : null;
        Span<T> buffer = rented ?? stackalloc T[OnStack];
        Span<T> features = buffer[..preprocessor.FeatureCount], result = buffer.Slice(features.Length, outputs.Length);
        preprocessor.Transform(row, features);
        this.folded.Predict(features, result);
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = double.CreateTruncating(result[i]);
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    public override Network<double> ToDouble() => network as Network<double> ?? Copy(network);

    public override Network<double> ToPrediction() => Copy(this.folded);

    public override Evaluation Evaluate(Dataset dataset, Preprocessor preprocessor, Scaler? targetScaler, int pieceRows, int threads)
        => Scoring.Evaluate(this.folded, Preparation.Examples<T>(dataset, preprocessor, targetScaler, network.Spec.Outputs), threads, new(pieceRows));

    private static Network<double> Copy(Network<T> source)
    {
        var copy = new Network<double>(source.Spec);
        for (int i = 0; i < copy.Parameters.Length; i++)
            copy.Parameters[i] = double.CreateTruncating(source.Parameters[i]);
        for (int i = 0; i < copy.Statistics.Length; i++)
            copy.Statistics[i] = double.CreateTruncating(source.Statistics[i]);
        return copy;
    }
}
