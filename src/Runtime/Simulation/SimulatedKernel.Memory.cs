namespace BpfSharp;

public sealed unsafe partial class SimulatedKernel
{
    /// <summary>Puts a value into kernel memory, where <see cref="Bpf.TryReadKernel{T}"/> finds it and pointers may point to it.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>Its address, valid as long as this kernel.</returns>
    public T* Allocate<T>(T value)
        where T : unmanaged => Memory.Allocate(value, isUser: false);

    /// <summary>Puts a value into the current task's memory, where <see cref="Bpf.TryReadUser{T}"/> finds it.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>Its address, valid as long as this kernel.</returns>
    public T* AllocateUser<T>(T value)
        where T : unmanaged => Memory.Allocate(value, isUser: true);

    /// <summary>Sets what <see cref="Bpf.CurrentTask{T}"/> returns.</summary>
    /// <typeparam name="T">The struct that stands for <c>task_struct</c>.</typeparam>
    /// <param name="task">Its address, from <see cref="Allocate{T}"/>.</param>
    public void SetCurrentTask<T>(T* task)
        where T : unmanaged
    {
        _task = (nint)task;
        _taskSize = sizeof(T);
    }

    internal void* CurrentTask(int size)
    {
        if (_task == 0)
            throw new InvalidOperationException("The simulated kernel has no current task: call SetCurrentTask(kernel.Allocate(new TaskStruct { … })) first.");
        if (size != _taskSize)
            throw new InvalidOperationException($"The simulated kernel's current task was set as a struct of {_taskSize} bytes and is read as one of {size}.");
        return (void*)_task;
    }
}
