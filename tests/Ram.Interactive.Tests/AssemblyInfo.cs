// The kernel resolves #r by the current folder, of which a process has one.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
