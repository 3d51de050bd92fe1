; Sums squares in a loop, which LLVM would like to replace by a formula that multiplies 128-bit numbers.
source_filename = "Squares"

define i64 @Sum(ptr %ctx) nounwind section "socket" {
  %first = load i64, ptr %ctx, align 8
  %count = and i64 %first, 15
  br label %check

check:
  %i = phi i64 [ 0, %0 ], [ %next, %body ]
  %sum = phi i64 [ 0, %0 ], [ %more, %body ]
  %again = icmp slt i64 %i, %count
  br i1 %again, label %body, label %done

body:
  %square = mul nsw i64 %i, %i
  %more = add nsw i64 %sum, %square
  %next = add nsw i64 %i, 1
  br label %check

done:
  ret i64 %sum
}
