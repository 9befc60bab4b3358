using System.Text.Json;

namespace Ram.Experiments.Benchmarks;

/// <summary>Reports as JSON objects with names in camel case.</summary>
internal static class BenchmarkJson
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Of<TReport>(TReport report) => JsonSerializer.Serialize(report, _options);
}
