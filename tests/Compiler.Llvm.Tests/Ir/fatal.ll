; An atomic that BPF does not have: LLVM gives up on the whole process.
source_filename = "Fatal"

define i32 @Atomic(ptr %ctx) nounwind section "socket" {
  %old = atomicrmw add ptr %ctx, i16 1 seq_cst, align 2
  %wide = zext i16 %old to i32
  ret i32 %wide
}
