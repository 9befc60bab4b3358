using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ram.Notebooks.Execution;

/// <summary>Fetches the packages of <c>#r "nuget: Name, Version"</c> by publishing a generated project: the SDK
/// resolves dependencies, and puts managed and native libraries side by side in one folder.</summary>
internal sealed partial class PackageRestore(string folder)
{
    private readonly SortedDictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);
    private int _restores;

    /// <summary>Adds packages to those of earlier cells.</summary>
    /// <param name="packages">Name to version; <c>*</c> is the newest.</param>
    /// <returns>The managed libraries of all packages so far.</returns>
    /// <exception cref="PackageException">The SDK could not restore them.</exception>
    public async Task<IReadOnlyList<string>> AddAsync(IReadOnlyDictionary<string, string> packages)
    {
        foreach (var (name, version) in packages)
            _packages[name] = version;
        var project = Directory.CreateDirectory(Path.Combine(folder, $"restore{++_restores}")).FullName;
        WriteProject(Path.Combine(project, "packages.csproj"));
        var published = Path.Combine(project, "published");
        await PublishAsync(project, published);
        return [.. Directory.EnumerateFiles(published, "*.dll").Where(IsPackageLibrary).Order(StringComparer.Ordinal)];
    }

    private void WriteProject(string path) =>
        new XElement("Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("TargetFramework", "net10.0"),
                new XElement("AssemblyName", ProjectAssembly),
                new XElement("NuGetAudit", "false")),
            new XElement("ItemGroup", _packages.Select(package => new XElement("PackageReference",
                new XAttribute("Include", package.Key),
                new XAttribute("Version", package.Value)))))
        .Save(path);

    private static async Task PublishAsync(string project, string published)
    {
        var start = new ProcessStartInfo(DotnetHost.Path)
        {
            WorkingDirectory = project,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The notebook's folder decides on package sources; no build server may outlive the notebook.
        foreach (var argument in (string[])[
            "publish", "packages.csproj", "--nologo", "--use-current-runtime", "--no-self-contained",
            "--disable-build-servers", "-nodeReuse:false", "-o", published,
            $"-p:RestoreRootConfigDirectory={Directory.GetCurrentDirectory()}",
            "-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryBuildTargets=false",
            "-p:ImportDirectoryPackagesProps=false"])
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode == 0)
            return;
        var reason = ErrorText().Match(output + await errors);
        throw new PackageException(
            "the packages of #r \"nuget: …\" cannot be restored: "
            + (reason.Success ? reason.Value.Trim() : $"dotnet publish ended with exit code {process.ExitCode}"));
    }

    private static bool IsPackageLibrary(string path)
    {
        if (Path.GetFileNameWithoutExtension(path) == ProjectAssembly)
            return false;
        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(path);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private const string ProjectAssembly = "notebook-packages";

    [GeneratedRegex(@"error [A-Z]+\d+: [^\r\n\[]*")]
    private static partial Regex ErrorText();
}
