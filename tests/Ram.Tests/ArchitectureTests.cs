using System.Text.RegularExpressions;

namespace Ram.Tests;

/// <summary>The library's folders form layers, and each layer uses only those below it.</summary>
public sealed partial class ArchitectureTests
{
    // From the bottom to the top. A folder is a namespace.
    private static readonly string[] _layers =
    [
        "Numerics", "Files", "Images", "Networks", "Model", "Data", "Training", "Catch", "Experiments", "Figures",
        "Benchmarks",
    ];

    private static readonly string _source = ProjectFolder.PathOf("src", "Ram");

    public static TheoryData<string> Layers => [.. _layers];

    [Fact]
    public void Every_folder_is_a_layer() =>
        Assert.Equal(
            _layers.Order(),
            Directory.EnumerateFiles(_source, "*.cs", SearchOption.AllDirectories)
                .Select(Layer).Where(layer => layer is not ("" or "bin" or "obj" or "Properties")).Distinct().Order());

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_uses_only_those_below_it(string layer)
    {
        string[] above = _layers[(Array.IndexOf(_layers, layer) + 1)..];
        Assert.Empty(
            from file in Directory.EnumerateFiles(Path.Combine(_source, layer), "*.cs", SearchOption.AllDirectories)
            from Match name in NamespaceName().Matches(File.ReadAllText(file))
            where above.Contains(name.Groups[1].Value)
            select $"{Path.GetRelativePath(_source, file)} uses {name.Value}");
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_namespace_is_the_folder(string layer) =>
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(_source, layer), "*.cs", SearchOption.AllDirectories),
            file => Assert.Contains(
                $"namespace Ram.{Path.GetRelativePath(_source, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.')};",
                File.ReadAllText(file)));

    [Fact]
    public void The_library_needs_no_heavy_package()
    {
        string[] referenced = [.. typeof(RamException).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];
        Assert.DoesNotContain(referenced, name => name is "FSharp.Core" or "TorchSharp" || name.StartsWith("Plotly", StringComparison.Ordinal));
    }

    private static string Layer(string file)
    {
        string[] parts = Path.GetRelativePath(_source, file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : "";
    }

    // In a using directive or in the code.
    [GeneratedRegex(@"(?<![\w.])Ram\.(\w+)")]
    private static partial Regex NamespaceName();
}
