using Ram.Cli;

return RamCommand.Run(args, Console.Out, Console.Error);
