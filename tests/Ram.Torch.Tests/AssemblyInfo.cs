// For the same reason as the project's garbage collector: nothing allocates while native code runs.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
