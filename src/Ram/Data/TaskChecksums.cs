namespace Ram.Data;

/// <summary>The SHA-256 of each task's test images and labels, so that two results are of the same test.</summary>
internal static class TaskChecksums
{
    /// <summary>The sum of a task's test set made of the given digits, or null for digits of the caller's own.</summary>
    public static string? Find(string task, string digits) => (digits, task) switch
    {
        (Mnist.Checksum, "mnist") =>
            "c3f9adf9c66efb572b1f9326c3a511b45910c7173b97be66ceceeeeaef6b802b",
        (Mnist.Checksum, "translated-60") =>
            "3561ffdb8ff84fc27968129fbcc35ba464cebd3b826c0755ac3fc46c1a0a0ede",
        (Mnist.Checksum, "cluttered-60") =>
            "0c99d3a2c87fb800d7ecd7f75acd130f323944fcbf39e0a724d296c764cd6302",
        (Mnist.Checksum, "cluttered-100") =>
            "4cb87f23ed48455410f7b8f07d45145e12efbcc5e7acfd9762798e1729b8773c",
        (BuiltInDigits.DefaultChecksum, "digits" or "mnist") =>
            "95f3e6d9927c7da7ba95ae17763e607abaa51a0864f16f6c7daac6e3de05ace4",
        (BuiltInDigits.DefaultChecksum, "translated-60") =>
            "c96d8aceba6b6d49bc901454d83e30b824d5bbc91c95d2edcf8c6217d440b95e",
        (BuiltInDigits.DefaultChecksum, "cluttered-60") =>
            "8ffb2ef254d265f25a55e369c533bb4e386d44f93db82f5de447c9aa9bbb25c8",
        (BuiltInDigits.DefaultChecksum, "cluttered-100") =>
            "393bc85c7a96149da9b6159c5adc91003be405b100fb39f426133faa1bdab2d2",
        _ => null,
    };
}
