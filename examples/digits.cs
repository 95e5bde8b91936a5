#:project ../src/Nabla/Nabla.csproj

using Nabla.Data;
using Nabla.Models;

DataParts digits = Split.TrainTest(Datasets.Digits(), testFraction: 0.25, seed: 1);
var classifier = new MlpClassifier(new() { Network = new(64, 32), Seed = 1 });
Model model = classifier.Fit(digits.Train);
Console.WriteLine($"right on {model.Score(digits.Test!).Accuracy:P1} of {digits.Test!.Rows} images it has not seen");
model.Save("digits.safetensors");

Model loaded = Model.Load("digits.safetensors");
Console.WriteLine($"the first is a {loaded.PredictClass(digits.Test.Features.Row(0))}");
