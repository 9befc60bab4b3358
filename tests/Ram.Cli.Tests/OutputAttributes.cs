using System.Diagnostics;

namespace Ram.Cli.Tests;

/// <summary>What the user of a machine may do.</summary>
internal static class Allowed
{
    /// <summary>Whether devices can be made with <c>mknod</c>.</summary>
    public static bool Devices { get; } = Try("mknod \"$1/d\" c 1 3 && echo x >\"$1/d\"");

    /// <summary>Whether file systems can be mounted.</summary>
    public static bool Mounts { get; } = Try("mkdir \"$1/m\" && mount -t tmpfs tmpfs \"$1/m\" && umount \"$1/m\"");

    private static bool Try(string script)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var folder = new TemporaryFolder();
        using Process process = Process.Start(
            new ProcessStartInfo("sh", ["-c", script, "sh", folder.Name]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A test that makes devices.</summary>
internal sealed class DeviceTheoryAttribute : TheoryAttribute
{
    public DeviceTheoryAttribute() => Skip = Allowed.Devices ? null : "Devices cannot be made here.";
}

/// <summary>A test that mounts file systems.</summary>
internal sealed class MountTheoryAttribute : TheoryAttribute
{
    public MountTheoryAttribute() => Skip = Allowed.Mounts ? null : "File systems cannot be mounted here.";
}
