; Multiplies 128-bit numbers because the program says so: no option of LLVM can help.
source_filename = "Wide"

define i64 @Multiply(ptr %ctx) nounwind section "socket" {
  %first = load i128, ptr %ctx, align 8
  %square = mul i128 %first, %first
  %high = lshr i128 %square, 64
  %result = trunc i128 %high to i64
  ret i64 %result
}
