using Nabla.App.Tests.Rows;
using Nabla.Data;
using Nabla.Models;
using Customer = Nabla.App.Tests.Documents.Page.Customer;

namespace Nabla.App.Tests.Documents
{
    /// <summary>The snippets of docs/guide/typed-rows.md and of the README.</summary>
    public class TypedRowsPageTests
    {
        [Fact]
        public void Rows_of_a_type()
        {
            Customer[] customers = [.. Customers.Make(300).Select(one => new Customer(one.Id, one.Age, one.City, one.Plan, one.Member, one.Since, one.Region, one.Returns))];
            Customer customer = customers[0];
            Model model = new MlpClassifier(new() { Network = new(16), Seed = 1 }).Fit(customers);
            RowPredictor<Customer> predictor = model.For<Customer>();
            string answer = predictor.PredictClass(customer);
            Assert.Equal(Answer(customers, customer), answer);
            double[] probabilities = predictor.PredictProbabilities(customer);
            string[] answers = predictor.PredictClasses(customers);
            Table table = Table.From(customers);
            Assert.Equal((2, 300, 300), (probabilities.Length, answers.Length, table.Rows));
        }

        [Fact]
        public void Rows_of_another_type()
        {
            var builder = new TableBuilder("age", "city", "member");
            for (int i = 0; i < 50; i++)
                builder.Add(20 + i, i % 2 == 0 ? "Paris" : "Rome", i > 25);
            Model ages = new MlpClassifier(new() { Training = new() { Epochs = 5 } }).Fit(builder.ToTable(), "member");
            RowPredictor<Person> people = ages.For<Person>(("age", p => p.Age), ("city", p => p.City));
            Assert.Contains(people.PredictClass(new Person(30, "Oslo")), ages.ClassNames);
        }

        private static string Answer(Customer[] customers, Customer customer)
            => new MlpClassifier(new() { Network = new(16), Seed = 1 }).Fit(customers).PredictClasses(Table.From([customer]))[0];

        private sealed record Person(int Age, string City);
    }
}

namespace Nabla.App.Tests.Documents.Page
{
    [NablaRow]
    public partial record Customer([Ignore] int Id, double? Age, string City, Plan Plan, bool? Member, DateOnly Since, [Category] int Region, [Target] string Returns);
}
