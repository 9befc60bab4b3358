using System.Collections.Concurrent;
using System.Runtime.Loader;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;

namespace Ram.Kernel;

/// <summary>Loads what packages bring for notebooks, libraries and a script, once for each package.</summary>
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
        var root = context.HandlingKernel.RootKernel;
        while (_folders.TryDequeue(out DirectoryInfo? folder))
            try
            {
                IEnumerable<Type> types = folder.GetFiles("*.dll").SelectMany(
                    library => AssemblyLoadContext.Default.LoadFromAssemblyPath(library.FullName).ExportedTypes);
                foreach (Type type in types.Where(type => type.IsAssignableTo(typeof(IKernelExtension))))
                    if (!type.IsAbstract)
                        await ((IKernelExtension)Activator.CreateInstance(type)!).OnLoadAsync(root);
                foreach (FileInfo script in folder.GetFiles("extension.dib"))
                    await root.LoadAndRunInteractiveDocument(script, context.Command);
            }
            catch (Exception error)
            {
                context.Fail(context.Command, message: $"The extension in {folder} cannot be loaded: {error.Message}");
            }
    }
}
