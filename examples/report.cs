#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Reports/Nabla.Reports.csproj

using Nabla.Data;
using Nabla.Models;
using Nabla.Reports;

DataParts iris = Split.TrainTest(Datasets.Iris(), testFraction: 0.25, seed: 1);
Model model = new MlpClassifier(new() { Seed = 1 }).Fit(iris.Train);
Report report = ModelReport.Of(model, iris.Test!, unseen: true);
report.Write("iris.html");
Console.WriteLine(report.Title);
