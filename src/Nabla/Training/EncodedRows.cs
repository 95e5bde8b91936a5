using System.Numerics;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>Rows whose features are computed on demand, so that a table larger than memory needs only the memory of a batch.</summary>
/// <param name="source">The encoded rows.</param>
/// <param name="preprocessor">The preprocessor, which encodes columns as features.</param>
internal sealed class EncodedRows(FeatureRows source, Preprocessor preprocessor)
{
    // A row costs a few hundred nanoseconds; a page of a file that is not yet in memory costs far more.
    private const int RowsOfPiece = 32, OnStack = 512;

    /// <summary>The number of rows.</summary>
    public int Rows => source.Rows;

    /// <summary>The number of features.</summary>
    public int Features => preprocessor.FeatureCount;

    /// <summary>Copies the features of some rows into a matrix, in the given order.</summary>
    public void CopyTo<T>(ReadOnlySpan<int> rows, MatrixView<T> target, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var body = new Body<T> { Source = source, Preprocessor = preprocessor, Rows = rows, Target = target };
        ForkJoin.Run(ref body, (rows.Length + RowsOfPiece - 1) / RowsOfPiece, threads);
    }

    private ref struct Body<T> : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public FeatureRows Source;
        public Preprocessor Preprocessor;
        public ReadOnlySpan<int> Rows;
        public MatrixView<T> Target;

        public readonly void Run(int piece)
        {
            int end = Math.Min((piece + 1) * RowsOfPiece, this.Rows.Length);
            int length = this.Source.BufferLength;
            Span<double> buffer = length <= OnStack ? stackalloc double[length] : new double[length];
            for (int i = piece * RowsOfPiece; i < end; i++)
                this.Preprocessor.Transform(this.Source.Row(this.Rows[i], buffer), this.Target.Row(i));
        }
    }
}
