using System.Net;
using System.Text;
using System.Text.Json;

namespace Nabla.App.Tests.Serving;

/// <summary>Ten thousand bodies that nobody meant: each is right, or refused with a sentence; none is an error of the program.</summary>
public class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"area\"", "\"district\"", "\"balcony\"", "\"built\"", "\"x\"", "1", "-1e400", "1e-400", "0.1", "NaN", "true", "null", "\"harbour\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"1960-05-01\"", "\"9999-12-31\"", "\"\"", " ", "\n", "//", "\"", "\\", "\u00e9", "1e308", "-1e308", "\"1e308\"", "99999999999999999999",
    ];

    [Fact]
    public async Task Each_body_is_right_or_refused()
    {
        await using Service service = await Service.StartAsync();
        var random = new Random(7);
        byte[] flat = """[{"area":50,"district":"harbour","balcony":true,"built":"1960-05-01"},{"area":"7","district":null,"balcony":"no","built":null}]"""u8.ToArray();
        var statuses = new Dictionary<HttpStatusCode, int>();
        for (int i = 0; i < 10_000; i++)
        {
            byte[] body = i % 2 == 0 ? Damaged(flat, random) : Random(random);
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            using HttpResponseMessage response = await service.Client.PostAsync("/flats", content, TestContext.Current.CancellationToken);
            statuses[response.StatusCode] = statuses.GetValueOrDefault(response.StatusCode) + 1;
            byte[] answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            using JsonDocument json = JsonDocument.Parse(answer);
            if (response.StatusCode == HttpStatusCode.OK)
                Assert.All(json.RootElement.GetProperty("predictions").EnumerateArray(), one => Assert.True(double.IsFinite(one.GetDouble())));
            else
                Assert.False(string.IsNullOrEmpty(json.RootElement.GetProperty("detail").GetString()));
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{response.StatusCode} for {Encoding.UTF8.GetString(body)}");
        }

        Assert.True(statuses[HttpStatusCode.OK] > 100 && statuses[HttpStatusCode.BadRequest] > 1000);
    }

    private static byte[] Damaged(byte[] body, Random random)
    {
        var damaged = new List<byte>(body);
        for (int k = random.Next(4) - 1; k >= 0 && damaged.Count > 1; k--)
        {
            int place = random.Next(damaged.Count);
            switch (random.Next(5))
            {
                case 0:
                    damaged[place] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged.RemoveAt(place);
                    break;
                case 2:
                    damaged.InsertRange(place, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    damaged.RemoveRange(place, Math.Min(random.Next(20), damaged.Count - place));
                    break;
                default:
                    damaged[place] = (byte)('0' + random.Next(10)); // mostly still right
                    break;
            }
        }

        return [.. damaged];
    }

    private static byte[] Random(Random random)
        => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)])));
}
