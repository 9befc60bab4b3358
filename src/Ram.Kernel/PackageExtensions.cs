using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;

namespace Ram.Kernel;

/// <summary>
/// Loads what packages bring for notebooks in their folder <c>interactive-extensions/dotnet</c>: libraries with an
/// <see cref="IKernelExtension"/>, and the script <c>extension.dib</c>. Each package's is loaded once.
/// </summary>
internal sealed class PackageExtensions
{
    private readonly HashSet<string> _known = [];
    private readonly ConcurrentQueue<DirectoryInfo> _folders = new();

    /// <summary>Refers to restored packages, and remembers their extensions.</summary>
    public Task AddAsync(CSharpKernel kernel, IReadOnlyList<ResolvedPackageReference> packages)
    {
        kernel.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
        IEnumerable<string> roots = packages.Select(package => package.PackageRoot).OfType<string>().Where(_known.Add);
        foreach (string folder in roots.Select(root => Path.Combine(root, "interactive-extensions", "dotnet")))
            if (Directory.Exists(folder))
                _folders.Enqueue(new DirectoryInfo(folder));
        return Task.CompletedTask;
    }

    /// <summary>Loads them once the command is done that restored their packages.</summary>
    public async Task LoadAsync(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
    {
        await next(command, context);
        while (_folders.TryDequeue(out DirectoryInfo? folder))
        {
            foreach (FileInfo library in folder.GetFiles("*.dll"))
                await LoadAsync(library, context);
            foreach (FileInfo script in folder.GetFiles("extension.dib"))
                await context.HandlingKernel.RootKernel.LoadAndRunInteractiveDocument(script, context.Command);
        }
    }

    private static async Task LoadAsync(FileInfo library, KernelInvocationContext context)
    {
        try
        {
            Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(library.FullName);
            foreach (Type type in assembly.ExportedTypes)
                if (type.IsAssignableTo(typeof(IKernelExtension)) && !type.IsAbstract)
                    await ((IKernelExtension)Activator.CreateInstance(type)!).OnLoadAsync(context.HandlingKernel.RootKernel);
        }
        catch (Exception error)
        {
            context.Fail(context.Command, message: $"Package extension {library.Name} cannot be loaded: {error.Message}");
        }
    }
}
