using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>The matrices of one layer, the products of the kernels, and those of the plain loops.</summary>
internal sealed class LayerCase<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool? guardAtEnd;
    private readonly List<IDisposable> buffers = [];
    private readonly int padding;
    private readonly Block x;
    private readonly Block weights;
    private readonly Block bias;
    private readonly Block delta;
    private readonly Block[] results;
    private readonly Block[] expected;

    /// <param name="examples">Rows of x.</param>
    /// <param name="outputs">Columns of W.</param>
    /// <param name="inputs">Rows of W.</param>
    /// <param name="stridePadding">So many numbers stand between the rows of every matrix.</param>
    /// <param name="guardAtEnd">Whether the buffers end at a guarded page, or begin at one; null for plain buffers.</param>
    public LayerCase(int examples, int outputs, int inputs, int stridePadding, bool? guardAtEnd = null)
    {
        this.padding = stridePadding;
        this.guardAtEnd = guardAtEnd;
        this.x = this.Random(examples, inputs, 1);
        this.weights = this.Random(inputs, outputs, 2);
        this.bias = this.Random(1, outputs, 3);
        this.delta = this.Random(examples, outputs, 4);
        this.results = this.Results(examples, outputs, inputs);
        this.expected = this.Results(examples, outputs, inputs);
    }

    /// <summary>The rows of a piece of the sums over examples.</summary>
    public int PieceRows { get; init; } = 4;

    /// <summary>Puts the values in between the inputs.</summary>
    public void Poison(params ReadOnlySpan<T> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            this.x[(i * 5) % this.x.Rows, (i * 3) % this.x.Columns] = values[i];
            this.weights[(i * 7) % this.weights.Rows, ((i * 2) + 1) % this.weights.Columns] = values[^(i + 1)];
            this.delta[(i * 3) % this.delta.Rows, i % this.delta.Columns] = values[i];
        }
    }

    /// <summary>Computes the products with the kernels and in plain loops, and compares all bits, also between and around the rows.</summary>
    public void AssertAllProducts(int threads, int bits)
    {
        this.Compute(threads, bits);
        ProductsReference.Affine(this.x.View, this.weights.View, this.bias.Row, default(Bend), this.expected[0].View, this.expected[1].View);
        ProductsReference.Affine(this.x.View, this.weights.View, [], default(Bend), default, this.expected[2].View);
        ProductsReference.Affine(this.x.View, this.weights.View, this.bias.Row, default(Same), default, this.expected[3].View);
        ProductsReference.TimesTransposed(this.delta.View, this.weights.View, default(Bend), this.x.View, this.expected[4].View);
        ProductsReference.TransposedTimes(this.x.View, this.delta.View, this.expected[5].View, this.expected[6].Row, Math.Max(1, this.x.Rows));
        ProductsReference.TransposedTimes(this.x.View, this.delta.View, this.expected[7].View, this.expected[8].Row, this.PieceRows);
        for (int i = 0; i < this.results.Length; i++)
            AssertSameBits(this.expected[i], this.results[i], $"result {i} of {this.x.Rows} × {this.weights.Columns} × {this.x.Columns}, {bits} bits");
    }

    /// <summary>Computes all the products.</summary>
    public void Compute(int threads, int bits)
    {
        ProductsAtWidth.Affine(this.x.View, this.weights.View, this.bias.Row, default(Bend), this.results[0].View, this.results[1].View, threads, bits);
        ProductsAtWidth.Affine(this.x.View, this.weights.View, [], default(Bend), default, this.results[2].View, threads, bits);
        ProductsAtWidth.Affine<T>(this.x.View, this.weights.View, this.bias.Row, this.results[3].View, threads, bits);
        ProductsAtWidth.TimesTransposed(this.delta.View, this.weights.View, default(Bend), this.x.View, this.results[4].View, threads, bits);
        ProductsAtWidth.TransposedTimes(this.x.View, this.delta.View, this.results[5].View, this.results[6].Row, pieceRows: 0, threads, bits);
        ProductsAtWidth.TransposedTimes(this.x.View, this.delta.View, this.results[7].View, this.results[8].Row, this.PieceRows, threads, bits);
    }

    public void Dispose() => this.buffers.ForEach(buffer => buffer.Dispose());

    private static void AssertSameBits(Block expected, Block actual, string what)
    {
        ReadOnlySpan<T> wanted = expected.Numbers, found = actual.Numbers;
        for (int i = 0; i < wanted.Length; i++)
        {
            // Which of several NaN a sum ends in is nobody's promise.
            bool same = wanted[i].Equals(found[i]) && (T.IsNaN(wanted[i]) || T.IsNegative(wanted[i]) == T.IsNegative(found[i]));
            if (!same)
                Assert.Fail($"{what}, number {i}: {found[i]}, expected {wanted[i]}");
        }
    }

    private Block[] Results(int examples, int outputs, int inputs)
        =>
        [
            this.Allocate(examples, outputs), this.Allocate(examples, outputs), this.Allocate(examples, outputs), this.Allocate(examples, outputs),
            this.Allocate(examples, inputs), this.Allocate(inputs, outputs), this.Allocate(1, outputs),
            this.Allocate(inputs, outputs), this.Allocate(1, outputs),
        ];

    private Block Random(int rows, int columns, uint purpose)
    {
        Block block = this.Allocate(rows, columns);
        var random = new CounterRandom(1, purpose);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                block[i, j] = T.CreateTruncating(random.Uniform((uint)i, (uint)j) - 0.5);
        }

        return block;
    }

    // What is not part of the matrix is NaN: reading it shows in the result, writing it shows in the comparison.
    private Block Allocate(int rows, int columns)
    {
        int stride = columns + this.padding, length = rows == 0 || columns == 0 ? 0 : ((rows - 1) * stride) + columns;
        if (this.guardAtEnd is not { } atEnd)
            return new Block(new T[length], null, rows, columns, stride);
        var buffer = new GuardedBuffer(length * Unsafe.SizeOf<T>(), atEnd);
        this.buffers.Add(buffer);
        return new Block(null, buffer, rows, columns, stride);
    }

    private sealed class Block
    {
        private readonly T[]? array;
        private readonly GuardedBuffer? buffer;
        private readonly int stride;

        public Block(T[]? array, GuardedBuffer? buffer, int rows, int columns, int stride)
        {
            (this.array, this.buffer, this.Rows, this.Columns, this.stride) = (array, buffer, rows, columns, stride);
            this.Numbers.Fill(T.NaN);
        }

        public int Rows { get; }

        public int Columns { get; }

        public Span<T> Numbers => this.buffer is null ? this.array : this.buffer.Numbers<T>();

        public Span<T> Row => this.Numbers[..this.Columns];

        public MatrixView<T> View => new(this.Numbers, this.Rows, this.Columns, this.stride);

        public T this[int row, int column]
        {
            get => this.View[row, column];
            set => this.View[row, column] = value;
        }
    }

    private struct Bend : IMap
    {
        public readonly TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => x / (1 + (x * x));
    }

    private struct Same : IMap
    {
        public readonly TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => x;
    }
}
