using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>A value that each task (thread) carries, and that ends with it (<c>BPF_MAP_TYPE_TASK_STORAGE</c>, kernel 5.11).</summary>
/// <typeparam name="TValue">Value. It begins as zeros.</typeparam>
public sealed unsafe class TaskStorage<TValue> : TypedMap
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A TaskStorage map whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public TaskStorage(BpfMap map)
        : base(map, BpfMapType.TaskStorage) =>
        MapOperations.CheckTypes<int, TValue>(map);

    /// <summary>A value in place, or a null reference when the task has none. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for <c>task</c>'s kernel type.</typeparam>
    /// <param name="task">The task; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef<T>(T* task)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)task, isCreated: false);

    /// <summary>
    /// A value in place, made of zeros when the task has none; a null reference when it cannot be made. Programs and simulated hosts
    /// only.
    /// </summary>
    /// <typeparam name="T">The struct that stands for <c>task</c>'s kernel type.</typeparam>
    /// <param name="task">The task; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrAddDefault<T>(T* task)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)task, isCreated: true);

    /// <summary>Removes a value. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for <c>task</c>'s kernel type.</typeparam>
    /// <param name="task">The task; a pointer whose type the kernel knows.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool Remove<T>(T* task)
        where T : unmanaged =>
        StorageOperations.Remove(Map, (nint)task);

    /// <summary>The current task's value in place, or a null reference when it has none. Programs and simulated hosts only; kernel 5.11.</summary>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef() => ref StorageOperations.Reference<TValue>(Map, StorageOperations.CurrentTask, isCreated: false);

    /// <summary>
    /// The current task's value in place, made of zeros when it has none; a null reference when it cannot be made. Programs and
    /// simulated hosts only; kernel 5.11.
    /// </summary>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrAddDefault() => ref StorageOperations.Reference<TValue>(Map, StorageOperations.CurrentTask, isCreated: true);

    /// <summary>Removes the current task's value. Programs and simulated hosts only; kernel 5.11.</summary>
    /// <returns>False when it had none.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool Remove() => StorageOperations.Remove(Map, StorageOperations.CurrentTask);

    /// <summary>Reads a task's value. User code only.</summary>
    /// <param name="processId">The process; its main thread is the task.</param>
    /// <param name="value">Receives a copy; zero when there is none.</param>
    /// <returns>False when the task has no value.</returns>
    /// <exception cref="ArgumentException">There is no such process.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(int processId, out TValue value)
    {
        using var task = ProcessHandle.Open(processId);
        return StorageOperations.TryGet(Map, task, out value);
    }

    /// <summary>Gives a task a value, or another one. User code only.</summary>
    /// <param name="processId">The process; its main thread is the task.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">There is no such process.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Set(int processId, TValue value)
    {
        using var task = ProcessHandle.Open(processId);
        StorageOperations.Set(Map, task, value);
    }

    /// <summary>Removes a task's value. User code only.</summary>
    /// <param name="processId">The process; its main thread is the task.</param>
    /// <returns>False when it had none.</returns>
    /// <exception cref="ArgumentException">There is no such process.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(int processId)
    {
        using var task = ProcessHandle.Open(processId);
        return StorageOperations.Remove(Map, task);
    }
}
