using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

public class ModelFileTests
{
    public static TheoryData<string> Names => [.. SampleModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_what_was_written(string name)
    {
        Model model = SampleModels.All[name];
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));

        Assert.Equal(model.Network, read.Network);
        Assert.Equal(model.Precision, read.Precision);
        Assert.Equal(model.Slices, read.Slices);
        foreach (var slice in model.Slices)
            Assert.Equal(model.Runner.Bytes(slice), read.Runner.Bytes(slice));
        Assert.Equal(model.Info.Settings, read.Info.Settings);
        Assert.Equal(model.Info.History, read.Info.History);
        Assert.Equal(model.Info.FeatureNames, read.Info.FeatureNames);
        Assert.Equal(model.Info.ClassNames, read.Info.ClassNames);
        Assert.Equal(model.Info.TargetNames, read.Info.TargetNames);
        ModelInfo lists = model.Info with
        {
            FeatureNames = read.Info.FeatureNames,
            ClassNames = read.Info.ClassNames,
            TargetNames = read.Info.TargetNames,
            History = read.Info.History,
        };
        Assert.Equal(lists, read.Info);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_model_gives_the_same_bytes(string name)
    {
        byte[] bytes = SampleModels.ToBytes(SampleModels.All[name]);
        Assert.Equal(bytes, SampleModels.ToBytes(SampleModels.All[name]));
        Assert.Equal(bytes, SampleModels.ToBytes(Model.Load(new MemoryStream(bytes))));
    }

    [Fact]
    public void A_model_predicts_from_a_file_as_before()
    {
        Dataset iris = Datasets.Iris();
        string path = Path.Combine(Directory.CreateTempSubdirectory("nabla").FullName, "iris.safetensors");
        SampleModels.Iris.Save(path);
        Matrix<double> read = Model.Load(path).Outputs(iris.Features);
        Assert.Equal(SampleModels.Iris.Outputs(iris.Features).Data, read.Data);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
