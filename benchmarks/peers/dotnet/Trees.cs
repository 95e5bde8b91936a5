using Microsoft.ML;
using Microsoft.ML.Data;

namespace Nabla.Peers;

/// <summary>ML.NET's gradient-boosted trees, with the defaults of each, from a CSV file of 50 numbers and a class to a saved model.</summary>
internal static class Trees
{
    private const int Features = 50;

    public static void Train(string trainer, string table, string path)
    {
        var context = new MLContext(seed: 1);
        IDataView rows = Load(context, table);
        IEstimator<ITransformer> estimator = trainer == "lightgbm"
            ? context.BinaryClassification.Trainers.LightGbm()
            : context.BinaryClassification.Trainers.FastTree();
        context.Model.Save(estimator.Fit(rows), rows.Schema, path);
    }

    public static void Score(string path, string table)
    {
        var context = new MLContext(seed: 1);
        ITransformer model = context.Model.Load(path, out _);
        Console.WriteLine($"{context.BinaryClassification.Evaluate(model.Transform(Load(context, table))).Accuracy:F4}");
    }

    /// <summary>A prediction of one row by LightGBM with 100 trees of 31 leaves.</summary>
    public static Action OneRow(float[] row)
    {
        var context = new MLContext(seed: 1);
        var random = new Random(1);
        Row[] rows = [.. Enumerable.Range(0, 5000).Select(_ =>
        {
            float[] features = [.. row.Select(_ => random.NextSingle() - 0.5f)];
            return new Row { Features = features, Label = features[0] * features[1] + features[2] };
        })];
        ITransformer model = context.Regression.Trainers.LightGbm(numberOfLeaves: 31, numberOfIterations: 100).Fit(context.Data.LoadFromEnumerable(rows));
        PredictionEngine<Row, Answer> engine = context.Model.CreatePredictionEngine<Row, Answer>(model);
        var input = new Row { Features = row };
        var answer = new Answer();
        return () => engine.Predict(input, ref answer);
    }

    private static IDataView Load(MLContext context, string table) => context.Data.LoadFromTextFile(
        table,
        [new TextLoader.Column("Features", DataKind.Single, 0, Features - 1), new TextLoader.Column("Label", DataKind.Boolean, Features)],
        separatorChar: ',',
        hasHeader: true);

    private sealed class Row
    {
        [VectorType(64)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }

    private sealed class Answer
    {
        public float Score { get; set; }
    }
}
