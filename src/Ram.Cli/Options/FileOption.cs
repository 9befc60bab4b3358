using System.CommandLine;

namespace Ram.Cli.Options;

/// <summary>Options that name files.</summary>
internal static class FileOption
{
    /// <summary>An option that names a file; an empty name is an error.</summary>
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="description">What the file is.</param>
    /// <param name="helpName">What stands for the file in the help.</param>
    /// <param name="required">Whether the command needs it.</param>
    public static Option<string?> Of(string name, string description, string helpName = "FILE", bool required = false) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = required,
            CustomParser = result =>
            {
                string found = result.Tokens[0].Value;
                if (string.IsNullOrWhiteSpace(found) || found.Contains('\0', StringComparison.Ordinal))
                    result.AddError($"{name} is \"{found}\"; the name of a file is needed.");
                return found;
            },
        };

    /// <summary>The option <c>--model</c>.</summary>
    public static Option<string?> Model() => Of("--model", "The model, a safetensors file that ram train wrote", required: true);
}
