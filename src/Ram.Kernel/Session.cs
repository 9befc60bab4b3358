using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Connection;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
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
        kernel.UseQuitCommand(() => Task.FromResult(end.TrySetResult()));
        using KernelHost host = kernel.UseHost(
            KernelCommandAndEventSender.FromTextWriter(events, _address), Receiver(commands, end), _address);
        await host.ConnectAsync();
        await end.Task;
        // A cell may still run, and it must not outlive its notebook.
        Environment.Exit(0);
    }

    private static CompositeKernel CreateKernel()
    {
        // Text and numbers are text; what is shown as HTML has plain text for front ends that show none.
        Formatter.SetPreferredMimeTypesFor(typeof(object), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(string), PlainTextFormatter.MimeType);
        Formatter.SetPreferredMimeTypesFor(typeof(ValueType), PlainTextFormatter.MimeType);
        var extensions = new PackageExtensions();
        CSharpKernel csharp = new CellKernel()
            .UseNugetDirective(extensions.AddAsync).UseKernelHelpers().UseWho().UseValueSharing();
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

    private sealed class CellKernel : CSharpKernel
    {
        public CellKernel()
        {
            // A stack trace names the lines of a cell only if it is compiled so, for which the kernel has no setting.
            var field = typeof(CSharpKernel).GetField("_scriptOptions", BindingFlags.Instance | BindingFlags.NonPublic);
            if (field?.GetValue(this) is ScriptOptions options)
                field.SetValue(this, options.WithFilePath("cell").WithFileEncoding(Encoding.UTF8)
                    .WithEmitDebugInformation(true).WithOptimizationLevel(OptimizationLevel.Release));
            AddMiddleware(SayCancelledAsync);
        }

        // The package's kernel loses the end of a cancelled cell that heeds its token at once, and the front end would
        // wait for ever.
        private async Task SayCancelledAsync(
            KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
        {
            bool saidEnd = false;
            string token = command.GetOrCreateToken();
            using IDisposable watch = RootKernel.KernelEvents.Subscribe(said =>
                saidEnd |= said is CommandFailed or CommandSucceeded && said.Command.GetOrCreateToken() == token);
            try
            {
                await next(command, context);
            }
            finally
            {
                while (context.CancellationToken.IsCancellationRequested && !context.IsComplete)
                    await Task.Delay(1);
                if (command is SubmitCode && context.CancellationToken.IsCancellationRequested && !saidEnd)
                    PublishEvent(new CommandFailed(null, command, "Command cancelled."));
            }
        }
    }
}
