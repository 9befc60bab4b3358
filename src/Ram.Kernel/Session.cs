using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Connection;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.PackageManagement;

namespace Ram.Kernel;

/// <summary>A C# kernel that a front end drives by commands and events, one JSON object a line.</summary>
internal static class Session
{
    private static readonly Uri _address = KernelHost.CreateHostUri("stdio");

    /// <summary>Serves commands until there are no more, or one of them says to quit.</summary>
    public static async Task RunAsync(TextReader commands, TextWriter events)
    {
        var end = new TaskCompletionSource();
        using CompositeKernel kernel = CreateKernel();
        kernel.UseQuitCommand(() =>
        {
            end.TrySetResult();
            return Task.CompletedTask;
        });
        using KernelHost host = kernel.UseHost(
            KernelCommandAndEventSender.FromTextWriter(events, _address), Receiver(commands, end), _address);
        await host.ConnectAsync();
        await end.Task;
        // A cell may still run, and it must not outlive its notebook.
        Environment.Exit(0);
    }

    private static CompositeKernel CreateKernel()
    {
        var extensions = new PackageExtensions();
        CSharpKernel csharp = new CSharpKernel()
            .UseNugetDirective(extensions.AddAsync)
            .UseKernelHelpers()
            .UseWho()
            .UseValueSharing();
        csharp.AddMiddleware(MissingReferences.FailAsync);
        var kernel = new CompositeKernel { DefaultKernelName = csharp.Name };
        kernel.Add(csharp, ["c#", "C#"]);
        kernel.AddMiddleware(extensions.LoadAsync);
        return kernel.UseImportMagicCommand();
    }

    // The package's own reader of a stream never sees its end.
    private static KernelCommandAndEventReceiver Receiver(TextReader commands, TaskCompletionSource end) => new(_ =>
    {
        if (commands.ReadLine() is string line)
            return Task.FromResult(Parse(line)!);
        end.TrySetResult();
        return new TaskCompletionSource<CommandOrEvent>().Task;
    });

    private static CommandOrEvent? Parse(string line)
    {
        try
        {
            return line.Length == 0 ? null : Serializer.DeserializeCommandOrEvent(line);
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"A line on standard input is no command: {error.Message}");
            return null;
        }
    }
}
