// The random numbers and the number of threads are TorchSharp's, one for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
