; Calls a kernel function (fine), and one that nobody has declared to exist (not fine).
source_filename = "Externs"

define i32 @Program(ptr %ctx) nounwind section "syscall" {
  %a = call i32 @bpf_kernel_function(i32 1)
  %b = call i32 @nowhere(i32 2)
  %sum = add i32 %a, %b
  ret i32 %sum
}

declare i32 @bpf_kernel_function(i32) section ".ksyms"
declare i32 @nowhere(i32)
