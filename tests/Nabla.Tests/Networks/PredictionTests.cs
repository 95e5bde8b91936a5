using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Networks;

public class PredictionFloatTests : PredictionTests<float>;

public class PredictionDoubleTests : PredictionTests<double>;

/// <summary>One row after the other or all at once, on one thread or many: the same bits, and nothing to collect.</summary>
public abstract class PredictionTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 50;

    private static readonly Network<T> Network = Network<T>.Create(
        new NetworkSpec(
            64,
            [
                .. Hidden.Layer(30, new GELU(), dropout: 0.5),
                .. Hidden.Layer(30, normalization: Normalization.Layer),
                new Dense(10) { Activation = new Softmax() },
            ])
        {
            Loss = new CrossEntropy(),
        },
        seed: 1);

    private static readonly Matrix<T> X = Random();

    private static readonly Matrix<T> Expected = Batch(threads: 1);

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Threads_change_no_bit_of_a_batch(int threads) => Assert.Equal(Expected.Data, Batch(threads).Data);

    [Fact]
    public void Threads_change_no_bit_of_many_rows_of_probabilities()
    {
        Network<double> network = Network<double>.Create(new NetworkSpec(3, new Dense(200) { Activation = new Softmax() }) { Loss = new CrossEntropy() }, 1);
        var x = new Matrix<double>(3000, 3);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = Math.Sin(i);
        double[][] outputs = [.. new[] { 1, 3 }.Select(threads =>
        {
            var probabilities = new Matrix<double>(x.Rows, 200);
            network.Predict(x, probabilities, new Workspace<double>(network, x.Rows, threads));
            return probabilities.Data;
        })];
        Assert.Equal(outputs[0], outputs[1]);
        Assert.All(Enumerable.Range(0, x.Rows), row => Assert.Equal(1, outputs[1].Skip(row * 200).Take(200).Sum(), 1e-12));
    }

    [Fact]
    public void A_row_is_predicted_as_in_a_batch()
    {
        var outputs = new T[10];
        for (int row = 0; row < Rows; row++)
        {
            Network.Predict(X.Row(row), outputs);
            Assert.Equal(Expected.Row(row).ToArray(), outputs);
        }
    }

    [Fact]
    public void A_row_allocates_nothing()
    {
        var outputs = new T[10];
        Network.Predict(X.Row(0), outputs); // the first one makes the buffers
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int row = 0; row < Rows; row++)
                Network.Predict(X.Row(row), outputs);
        }));
    }

    [Fact]
    public void Many_threads_predict_with_one_network()
    {
        int wrong = 0;
        var threads = Enumerable.Range(0, 8).Select(first => new Thread(() =>
        {
            var outputs = new T[10];
            for (int i = 0; i < 500; i++)
            {
                int row = (first + i) % Rows;
                Network.Predict(X.Row(row), outputs);
                if (!Expected.Row(row).SequenceEqual(outputs))
                    Interlocked.Increment(ref wrong);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Equal(0, wrong);
    }

    private static Matrix<T> Batch(int threads)
    {
        var outputs = new Matrix<T>(Rows, 10);
        Network.Predict(X, outputs, new Workspace<T>(Network, Rows, threads));
        return outputs;
    }

    private static Matrix<T> Random()
    {
        var x = new Matrix<T>(Rows, 64);
        var random = new CounterRandom(1, 79);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = T.CreateTruncating(random.Normal((uint)i));
        return x;
    }
}
