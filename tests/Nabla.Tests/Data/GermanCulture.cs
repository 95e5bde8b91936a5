using System.Globalization;

namespace Nabla.Tests.Data;

/// <summary>A culture with decimal commas, from the constructor to Dispose.</summary>
internal sealed class GermanCulture : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    public GermanCulture()
    {
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        CultureInfo.CurrentCulture = german;
    }

    public void Dispose() => CultureInfo.CurrentCulture = this.before;
}
