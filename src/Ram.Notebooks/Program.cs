using Ram.Notebooks.Execution;

// Started by KernelProcess alone, once per notebook.
if (args is ["kernel", var pipeHandle, var packageFolder])
    return await KernelHost.RunAsync(pipeHandle, packageFolder);

Console.Error.WriteLine("This program runs the cells of one notebook for `ram notebooks run`; start that instead.");
return 2;
