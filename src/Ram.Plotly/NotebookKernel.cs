using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using Plotly.NET.Interactive;

namespace Ram.Plotly;

/// <summary>Lets a notebook's kernel show charts as soon as one is made, by Plotly.NET's extension for it.</summary>
internal static class NotebookKernel
{
#pragma warning disable CA2255 // A notebook refers to this library by #r, which runs no code of it but this.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Register()
    {
        const string Kernel = "Microsoft.DotNet.Interactive";
        if (AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == Kernel))
            LoadExtension();
    }

    // Apart from the question, as it cannot even be compiled where there is no kernel.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadExtension()
    {
        ((IKernelExtension)new FormatterKernelExtension()).OnLoadAsync(Kernel.Root).GetAwaiter().GetResult();
        // Otherwise every property of every trace is written out beside the chart.
        Formatter.Register<GenericChart>(
            chart => $"Plotly.NET chart; traces: {GenericChart.countTrace(chart)}.", PlainTextFormatter.MimeType);
    }
}
