using System.Globalization;
using Nabla.Peers;

// Each verb prints lines of what<TAB>who<TAB>value, as benchmarks/compare.sh gathers them.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["throughput", var threads, var seconds]:
        TorchTraining.Measure(int.Parse(threads), double.Parse(seconds));
        return 0;
    case ["predict", var seconds]:
        Prediction.Measure(double.Parse(seconds));
        return 0;
    case ["train", "lightgbm" or "fasttree", var table, var model]:
        Trees.Train(args[1], table, model);
        return 0;
    case ["score", var model, var table]:
        Trees.Score(model, table);
        return 0;
    default:
        Console.Error.WriteLine("throughput THREADS SECONDS | predict SECONDS | train lightgbm|fasttree TRAIN.csv MODEL.zip | score MODEL.zip TEST.csv");
        return 1;
}
