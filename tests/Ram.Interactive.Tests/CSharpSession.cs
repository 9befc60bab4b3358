using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace Ram.Interactive.Tests;

/// <summary>The C# kernel of .NET Interactive as its front ends set it up, in one folder.</summary>
internal sealed class CSharpSession : IDisposable
{
    private readonly CompositeKernel _kernel = [new CSharpKernel().UseKernelHelpers()];
    private readonly string _before = Directory.GetCurrentDirectory();

    public CSharpSession(string folder)
    {
        _kernel.DefaultKernelName = "csharp";
        Directory.SetCurrentDirectory(folder);
    }

    /// <summary>Runs one cell.</summary>
    /// <returns>What it showed, by mime type, and what went wrong, or null.</returns>
    public async Task<(IReadOnlyList<string> MimeTypes, string? Error)> RunAsync(string code)
    {
        KernelCommandResult result = await _kernel.SubmitCodeAsync(code);
        string? error = result.Events.OfType<CommandFailed>().FirstOrDefault()?.Message
            ?? result.Events.OfType<ErrorProduced>().FirstOrDefault()?.Message;
        IEnumerable<string> mimeTypes = result.Events.OfType<DisplayEvent>()
            .SelectMany(shown => shown.FormattedValues).Select(value => value.MimeType);
        return ([.. mimeTypes], error);
    }

    public void Dispose()
    {
        _kernel.Dispose();
        Directory.SetCurrentDirectory(_before);
    }
}
