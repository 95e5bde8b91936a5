using System.Buffers.Binary;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>
/// The predictions of a candidate for evaluating a selection among candidates on rows that did not influence it. For each fold o, each row is
/// predicted by a model trained neither on the rows of o nor on those of the row's own fold; a selection uses the rows of the other folds and is
/// evaluated on those of o. A model trained without two folds serves both, so k folds need k + k·(k − 1)/2 models. Values are stored in single
/// precision.
/// </summary>
internal sealed class NestedPredictions
{
    private readonly float[][] without; // [folds][rows × results]

    private NestedPredictions(float[][] without) => this.without = without;

    /// <summary>Whether all predictions are finite, which excludes diverged models.</summary>
    public bool IsFinite => this.without.All(fold => fold.All(float.IsFinite));

    /// <summary>Trains a candidate, scores it on each fold and predicts.</summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="settings">The candidate.</param>
    /// <param name="folds">The folds, 3 or more, which contain each row once.</param>
    /// <param name="control">Threads and cancellation. Models are trained in parallel, which does not affect the result.</param>
    public static (CrossValidation Scores, NestedPredictions Predictions) Run(Dataset dataset, MlpSettings settings, IReadOnlyList<Fold> folds, RunControl control)
    {
        (int First, int Second)[] pairs = [.. Enumerable.Range(0, folds.Count).SelectMany(first => Enumerable.Range(first, folds.Count - first).Select(second => (first, second)))];
        var body = new Body
        {
            Dataset = dataset,
            Settings = settings,
            Folds = folds,
            Pairs = pairs,
            Control = control,
            Scores = new FoldScore[folds.Count],
            Results = new (Matrix<double>, Matrix<double>)[pairs.Length],
        };
        ForkJoin.Run(ref body, pairs.Length, control.ThreadCount);
        int width = body.Results[0].First.Columns;
        var byFold = new float[folds.Count][];
        for (int fold = 0; fold < folds.Count; fold++)
            byFold[fold] = new float[dataset.Rows * width];
        for (int p = 0; p < pairs.Length; p++)
        {
            (int first, int second) = pairs[p];
            Put(body.Results[p].First, folds[first].Test, byFold[second]);
            Put(body.Results[p].Second, folds[second].Test, byFold[first]);
        }

        return (new CrossValidation(body.Scores), new NestedPredictions(byFold));
    }

    /// <summary>Reads the bytes of <see cref="ToBytes"/>.</summary>
    /// <exception cref="InvalidDataException">The number of bytes does not match the number of folds.</exception>
    public static NestedPredictions Of(ReadOnlySpan<byte> bytes, int folds)
    {
        if (bytes.Length == 0 || bytes.Length % (folds * sizeof(float)) != 0)
            throw new InvalidDataException($"{bytes.Length} bytes of predictions are not of {folds} folds");
        var numbers = new float[bytes.Length / sizeof(float)];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        return new NestedPredictions([.. numbers.Chunk(numbers.Length / folds)]);
    }

    /// <summary>The values as little-endian bytes, fold by fold.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[this.without.Sum(fold => fold.Length) * sizeof(float)];
        int place = 0;
        foreach (float number in this.without.SelectMany(fold => fold))
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(place), number);
            place += sizeof(float);
        }

        return bytes;
    }

    /// <summary>The results of each row by a model that was trained neither on its fold nor on another.</summary>
    /// <param name="fold">The other fold.</param>
    /// <param name="rows">The number of rows.</param>
    /// <exception cref="InvalidDataException">The number of rows does not match.</exception>
    public Matrix<double> Without(int fold, int rows)
    {
        float[] of = this.without[fold];
        if (of.Length % rows != 0)
            throw new InvalidDataException($"{of.Length} predictions are not of {rows} rows");
        return new Matrix<double>(Array.ConvertAll(of, number => (double)number), rows, of.Length / rows);
    }

    /// <summary>The results of each row by the model trained on all folds except the row's own.</summary>
    public Matrix<double> OutOfFold(IReadOnlyList<Fold> folds, int rows)
    {
        Matrix<double>? all = null;
        for (int fold = 0; fold < folds.Count; fold++)
        {
            Matrix<double> of = this.Without(fold, rows);
            all ??= new Matrix<double>(rows, of.Columns);
            foreach (int row in folds[fold].Test)
                of.Row(row).CopyTo(all.Row(row));
        }

        return all!;
    }

    private static void Put(Matrix<double> results, int[] rows, float[] target)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            for (int k = 0; k < results.Columns; k++)
                target[(rows[i] * results.Columns) + k] = (float)results[i, k];
        }
    }

    private struct Body : IParallelBody
    {
        public Dataset Dataset;
        public MlpSettings Settings;
        public IReadOnlyList<Fold> Folds;
        public (int First, int Second)[] Pairs;
        public RunControl Control;
        public FoldScore[] Scores;
        public (Matrix<double> First, Matrix<double> Second)[] Results;

        public readonly void Run(int piece)
        {
            (int first, int second) = this.Pairs[piece];
            int[] held = this.Folds[first].Test, also = this.Folds[second].Test;
            Model model;
            if (first == second)
                (model, this.Scores[first]) = CrossValidation.Train(this.Dataset, this.Settings, this.Folds[first], this.Control);
            else
                model = Train(this.Dataset, this.Settings, [.. this.Folds[first].Training.Except(also).Order()], this.Control);
            FeatureRows source = this.Dataset.Source;
            this.Results[piece] = (Predict(held), Predict(also));

            Matrix<double> Predict(int[] rows) => model.Predictor.Results(source.Select(rows), threads: 1);
        }

        private static Model Train(Dataset dataset, MlpSettings settings, int[] rows, RunControl control)
        {
            Model model = ModelTrainer.Train(new DataParts(dataset.SelectRows(rows)), settings, control).Model;
            control.Cancellation.ThrowIfCancellationRequested();
            return model;
        }
    }
}
