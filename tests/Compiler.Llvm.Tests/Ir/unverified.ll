; Reads as text, but a value is used before it is made: without verification, a crash.
define i32 @Program(i1 %c) nounwind section "socket" {
  br i1 %c, label %one, label %two
one:
  %value = add i32 1, 2
  br label %two
two:
  ret i32 %value
}
