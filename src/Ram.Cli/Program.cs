using Ram.Cli;

return RamCommand.Run(args, StandardStream.Output, StandardStream.Error);
