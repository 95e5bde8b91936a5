// A program as a user would write it: trains, saves, loads, predicts, and uses a model that the tool made.
using Nabla.Data;
using Nabla.Models;

DataParts digits = Split.TrainTest(Datasets.Digits(), testFraction: 0.25, seed: 1);
Model trained = new MlpClassifier(new() { Network = new(32), Training = new() { Epochs = 20 } }).Fit(digits.Train);
trained.Save("consumer.safetensors");
Model loaded = Model.Load("consumer.safetensors");
Model given = Model.Load(args[0]);

bool same = loaded.PredictClassIndices(digits.Test!.Features).SequenceEqual(trained.PredictClassIndices(digits.Test.Features));
double accuracy = loaded.Score(digits.Test).Accuracy!.Value, givenAccuracy = given.Score(digits.Test).Accuracy!.Value;
Console.WriteLine(FormattableString.Invariant($"accuracy {accuracy:F4}, of the tool's model {givenAccuracy:F4}"));
Console.WriteLine(same && accuracy > 0.9 && givenAccuracy > 0.9 ? "trained and right" : "wrong");
