using Nabla.Data;

namespace Nabla.Tests.Data;

public class TargetTests
{
    [Fact]
    public void The_task_follows_from_the_values()
    {
        AssertTask(LearningTask.Classification, "column 'y' has texts", ["a", "b", "c"]);
        AssertTask(LearningTask.Classification, "column 'y' has 'false' and 'true'", [true, false]);
        AssertTask(LearningTask.Classification, "column 'y' has 2 different whole numbers in 4 rows", [0, 1, 1, 0]);
        AssertTask(LearningTask.Classification, "column 'y' has 3 different whole numbers in 15 rows", [.. Enumerable.Range(0, 15).Select(i => (Cell)(i % 3))]);
        AssertTask(LearningTask.Regression, "column 'y' has 3 different whole numbers in 14 rows", [.. Enumerable.Range(0, 14).Select(i => (Cell)(i % 3))]);
        AssertTask(LearningTask.Regression, "column 'y' has 21 different whole numbers in 210 rows", [.. Enumerable.Range(0, 210).Select(i => (Cell)(i % 21))]);
        AssertTask(LearningTask.Regression, "column 'y' has numbers such as 0.5", [0, 1, 0.5, 1]);
        AssertTask(LearningTask.Regression, "column 'y' has 1 different whole number in 2 rows", [7, 7]);
        static void AssertTask(LearningTask task, string reason, Cell[] cells)
            => Assert.Equal(new TaskInference(task, reason), TaskInference.Of(TableColumn.From("y", cells)));
    }

    [Fact]
    public void Several_targets_are_numbers_or_labels()
    {
        TableColumn flags = TableColumn.From("a", [true, false]), bits = TableColumn.From("b", [0, 1]), numbers = TableColumn.From("c", [0.5, 1]);
        Assert.Equal(LearningTask.MultiLabel, TaskInference.Of(flags, bits).Task);
        Assert.Equal(LearningTask.Regression, TaskInference.Of(bits, numbers).Task);
        Assert.StartsWith(
            "column 't' has texts: several targets",
            Assert.Throws<InvalidDataException>(() => TaskInference.Of(numbers, TableColumn.From("t", ["x", "y"]))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "column 'd' has dates",
            Assert.Throws<InvalidDataException>(() => TaskInference.Of(TableColumn.From("d", [new DateOnly(2024, 1, 1)]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_ascend_and_keep_their_texts()
    {
        Assert.Equal(["Zoë", "a", "b"], Classes("b", "a", "Zoë", "b"));
        Assert.Equal(["-1", "2", "10"], Classes(10, 2, -1, 10));
        Assert.Equal(["false", "true"], Classes(true, false));
        static IReadOnlyList<string> Classes(params Cell[] cells)
            => TargetSchema.Of(new Table(TableColumn.From("y", cells)), ["y"], LearningTask.Classification).ClassNames;
    }

    [Fact]
    public void A_classification_has_labels_and_its_other_columns_as_features()
    {
        Table table = Columns.From([(1.0, "b", "x"), (2.0, "a", "y"), (double.NaN, "b", "")], ("x", r => r.Item1), ("y", r => r.Item2), ("c", r => r.Item3));
        TargetSchema target = TargetSchema.Of(table, ["y"]);
        Dataset data = Dataset.FromTable("d", table, target);
        Assert.Equal(LearningTask.Classification, data.Task);
        Assert.Equal([1, 0, 1], data.Labels);
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal(["x", "c"], data.FeatureNames);
        Assert.Equal([1, 0, 2, 1, double.NaN, double.NaN], data.Features.Data);
        Assert.Equal(data.Schema, data.SelectRows([2, 0]).Schema);
        Assert.Equal([1, 1], data.SelectRows([2, 0]).Labels);

        Table other = Columns.From([("y", "a", 5)], ("c", r => r.Item1), ("y", r => r.Item2), ("x", r => r.Item3));
        Dataset same = Dataset.FromTable("o", other, target, data.Schema);
        Assert.Equal([5, 1], same.Features.Data);
        Assert.Equal([0], same.Labels);
    }

    [Fact]
    public void Numbers_and_labels_are_targets()
    {
        Table table = Columns.From([(1, 2.5, true, 0), (2, 3.5, false, 1)], ("x", r => r.Item1), ("p", r => r.Item2), ("a", r => r.Item3), ("b", r => r.Item4));
        Dataset numbers = Dataset.FromTable("d", table, TargetSchema.Of(table, ["p", "x"]));
        Assert.Equal((LearningTask.Regression, 2), (numbers.Task, numbers.Targets!.Columns));
        Assert.Equal([2.5, 1, 3.5, 2], numbers.Targets.Data);
        Dataset labels = Dataset.FromTable("d", table, TargetSchema.Of(table, ["a", "b"]));
        Assert.Equal(LearningTask.MultiLabel, labels.Task);
        Assert.Equal([1, 0, 0, 1], labels.Targets!.Data);
        Assert.Equal(["a", "b"], labels.TargetNames);
        Assert.Equal(LearningTask.MultiLabel, labels.SelectRows([1]).Task);
    }

    [Fact]
    public void A_class_may_be_written_another_way_than_it_was_learned()
    {
        static Table Of(params Cell[] answers) => new(TableColumn.From("y", answers), TableColumn.From("x", answers.Select((_, i) => (Cell)i)));
        TargetSchema truth = new(LearningTask.Classification, [ColumnSchema.Boolean("y", "no", "yes")], ["no", "yes"]);
        Assert.Equal([1, 0], Dataset.FromTable("d", Of(true, false), truth).Labels);
        Assert.Equal([0, 1], Dataset.FromTable("d", Of("F", "YES"), truth).Labels);
        TargetSchema number = new(LearningTask.Classification, [ColumnSchema.Number("y")], ["1", "2"]);
        Assert.Equal([1, 0], Dataset.FromTable("d", Of("2.0", "+1"), number).Labels);
    }

    [Fact]
    public void What_cannot_be_learned_is_refused()
    {
        Table table = Columns.From([(1, "a", 1.5), (2, "", double.NaN), (3, "b", 2)], ("x", r => r.Item1), ("y", r => r.Item2), ("p", r => r.Item3));
        AssertRefused("row 1, column 'y': the class is missing", () => Dataset.FromTable("d", table, TargetSchema.Of(table, ["y"])));
        AssertRefused("row 1, column 'p': the target is missing", () => Dataset.FromTable("d", table, TargetSchema.Of(table, ["p"])));
        AssertRefused("column 'y' has texts, which are no Regression", () => TargetSchema.Of(table, ["y"], LearningTask.Regression));
        AssertRefused("there is no column 'z': there are x, y, p", () => TargetSchema.Of(table, ["z"]));
        AssertRefused("no column but the target x: expected at least one feature", () => Dataset.FromTable("d", table.Select("x"), TargetSchema.Of(table, ["x"])));
        AssertRefused("a table of 0 rows: expected at least one", () => Dataset.FromTable("d", table.SelectRows([]), TargetSchema.Of(table, ["x"])));
        TargetSchema known = TargetSchema.Of(table.SelectRows([0, 2]), ["y"]);
        Table other = Columns.From([("c", 1)], ("y", r => r.Item1), ("x", r => r.Item2));
        AssertRefused("row 0, column 'y': 'c' is none of the classes a, b", () => Dataset.FromTable("d", other, known));
        AssertRefused(
            "row 1, column 'x': the label '2' is not 0 or 1",
            () => Dataset.FromTable("d", table, TargetSchema.Of(table, ["x"], LearningTask.MultiLabel)));
        static void AssertRefused(string message, Func<object> act) => Assert.Equal(message, Assert.Throws<InvalidDataException>(act).Message);
    }
}
