using System.CommandLine;

namespace Ram.Cli.Commands;

internal sealed class MainJob : RootCommand
{
    public MainJob(Terminal terminal) : base("x") => SetAction(_ => 0);
}
