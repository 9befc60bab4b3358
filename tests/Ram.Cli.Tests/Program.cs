using Ram.Cli;
using Ram.Cli.Tests;

// What a ChildProcess runs: the command line, with few images for every task.
return RamCommand.Run(args, StandardStream.Output, StandardStream.Error, FewDigits.Sets);
