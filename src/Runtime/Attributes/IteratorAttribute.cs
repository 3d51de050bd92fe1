namespace BpfSharp;

/// <summary>
/// Runs for each of the kernel's objects of a kind and gives user space a sequence of records (section <c>iter/NAME</c>;
/// kernel 5.8 and BTF). Read by <see cref="BpfProgram.Iterate{T}"/>.
/// </summary>
/// <remarks>
/// <code>
/// [Iterator("task")]
/// bool OnTask(TaskStruct* task, out TaskInfo info)
/// {
///     info = new() { Pid = task->pid };
///     return task->pid == task->tgid; // whether the record goes to the reader
/// }
/// </code>
/// The parameters are the iterator's arguments, by position, as in the kernel's function <c>bpf_iter_NAME</c> behind the
/// first one: <c>task</c> (task), <c>task_file</c> (task, fd, file), <c>task_vma</c> (task, vma), <c>bpf_map</c> (map),
/// <c>bpf_prog</c> (prog), <c>bpf_link</c> (link), <c>bpf_map_elem</c> (map, key, value), <c>tcp</c>, <c>udp</c>,
/// <c>unix</c>, <c>netlink</c>, <c>cgroup</c>… Pointers are never null: the call that ends the sequence is left out. The
/// last parameter may be an <c>out</c> record of at most 512 bytes with the program's stack; then the method returns
/// whether it goes to the reader. When the reader's buffer is full the kernel runs the program again for the same object.
/// </remarks>
/// <param name="name">What is iterated over.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IteratorAttribute(string name) : BpfProgramAttribute(name);
