using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Nabla.Data;
using Nabla.Selection;

namespace Nabla.Tests.Selection;

public class FoldsTests
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithReplay(1ul, 3ul);

    [Fact]
    public void Every_row_is_in_the_test_part_once_a_repeat() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Rows, byte Folds, byte Seed)>(),
        input =>
        {
            int folds = 2 + (input.Folds % 9), rows = folds + input.Rows;
            IReadOnlyList<Fold> all = Folds.Plain(rows, folds, input.Seed, repeats: 2);
            Assert.Equal(2 * folds, all.Count);
            foreach (Fold[] repeat in all.Chunk(folds))
            {
                Assert.Equal(Enumerable.Range(0, rows), repeat.SelectMany(fold => fold.Test).Order());
                Assert.All(repeat, fold => Assert.Equal(Enumerable.Range(0, rows), fold.Training.Concat(fold.Test).Order()));
                Assert.All(repeat, fold => Assert.Equal(fold.Test.Order(), fold.Test));
                Assert.All(repeat, fold => Assert.InRange(fold.Test.Length, rows / folds, (rows / folds) + 1));
            }
        }).Check(Runs);

    [Fact]
    public void Folds_have_the_classes_in_proportion_to_within_a_row() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte[] Labels, byte Folds)>(),
        input =>
        {
            int folds = 2 + (input.Folds % 4);
            int[] labels = [.. input.Labels.Select(label => label % 4), .. Enumerable.Repeat(0, folds)];
            IReadOnlyList<Fold> all = Folds.Stratified(labels, folds, seed: 5);
            for (int k = 0; k < 4; k++)
            {
                int[] counts = [.. all.Select(fold => fold.Test.Count(row => labels[row] == k))];
                Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            }

            Assert.InRange(all.Max(fold => fold.Test.Length) - all.Min(fold => fold.Test.Length), 0, 1);
        }).Check(Runs);

    [Fact]
    public void No_group_is_parted() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte[] Groups, byte Folds)>(),
        input =>
        {
            int folds = 2 + (input.Folds % 3);
            int[] groups = [.. input.Groups.Select(group => 10 + (group % 7)), .. Enumerable.Range(0, folds)];
            foreach (Fold fold in Folds.Grouped(groups, folds))
                Assert.Empty(fold.Training.Select(row => groups[row]).Intersect(fold.Test.Select(row => groups[row])));
        }).Check(Runs);

    [Fact]
    public void Sizes_are_those_of_scikit_learn()
    {
        JsonElement fixture = Fixture.Json("Selection/splits.json");
        foreach (JsonElement one in fixture.GetProperty("plain").EnumerateArray())
        {
            (int rows, int folds) = (one.GetProperty("rows").GetInt32(), one.GetProperty("folds").GetInt32());
            Assert.Equal(Numbers(one, "sizes"), Folds.Plain(rows, folds).Select(fold => fold.Test.Length));
        }

        foreach (JsonElement one in fixture.GetProperty("stratified").EnumerateArray())
        {
            int[] labels = Numbers(one, "labels");
            IReadOnlyList<Fold> folds = Folds.Stratified(labels, one.GetProperty("folds").GetInt32());
            Assert.Equal(
                one.GetProperty("counts").EnumerateArray().Select(counts => counts.EnumerateArray().Select(count => count.GetInt32()).ToArray()),
                folds.Select(fold => Enumerable.Range(0, labels.Max() + 1).Select(k => fold.Test.Count(row => labels[row] == k)).ToArray()));
        }

        foreach (JsonElement one in fixture.GetProperty("grouped").EnumerateArray())
        {
            IReadOnlyList<Fold> folds = Folds.Grouped(Numbers(one, "groups"), one.GetProperty("folds").GetInt32());
            Assert.Equal(Numbers(one, "sizes").Order(), folds.Select(fold => fold.Test.Length).Order());
        }

        static int[] Numbers(JsonElement element, string name)
            => [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];
    }

    [Fact]
    public void Seed_and_repeat_decide_the_folds()
    {
        IReadOnlyList<Fold> one = Folds.Plain(20, 4, seed: 1), two = Folds.Plain(20, 4, seed: 1, repeats: 3);
        Assert.Equal(one.Select(fold => fold.Test), two.Take(4).Select(fold => fold.Test));
        Assert.NotEqual(two[0].Test, two[4].Test);
        Assert.NotEqual(one[0].Test, Folds.Plain(20, 4, seed: 2)[0].Test);
        int[] groups = [.. Enumerable.Range(0, 20).Select(row => row / 2)];
        Assert.NotEqual(Folds.Grouped(groups, 4, repeats: 2)[0].Test, Folds.Grouped(groups, 4, repeats: 2)[4].Test);
    }

    [Fact]
    public void A_class_of_fewer_rows_than_folds_is_missing_from_some()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
        Assert.Equal([0, 1, 1], Folds.Stratified(labels, 3).Select(fold => fold.Test.Count(row => labels[row] == 1)).Order());
    }

    [Fact]
    public void What_cannot_be_cut_is_refused()
    {
        Assert.StartsWith("1 folds, expected 2 or more", Assert.Throws<ArgumentException>(() => Folds.Plain(5, 1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("4 rows for 5 folds", Assert.Throws<ArgumentException>(() => Folds.Of(Datasets.Load("sleep-study-test"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("2 groups for 5 folds", Assert.Throws<ArgumentException>(() => Folds.Grouped(["a", "b", "a", "a", "a"])).Message, StringComparison.Ordinal);
        Assert.StartsWith("0 repeats", Assert.Throws<ArgumentException>(() => Folds.Plain(5, repeats: 0)).Message, StringComparison.Ordinal);
    }
}
