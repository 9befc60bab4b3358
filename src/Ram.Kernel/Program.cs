using Ram.Kernel;

if (args is not ["stdio", "--working-dir", string folder])
{
    Console.Error.WriteLine("Usage: Ram.Kernel stdio --working-dir DIR");
    return 2;
}
Directory.SetCurrentDirectory(folder);
(TextReader commands, TextWriter events) = Protocol.TakeStandardStreams();
NativeLibraries.FindBesideAssemblies();
await Session.RunAsync(commands, events);
return 0;
