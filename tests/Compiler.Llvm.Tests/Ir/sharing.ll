; Two variables of 300 bytes, one after the other: together they are more than the stack of 512, but they are never in use at once.
source_filename = "Sharing"

define i32 @OneAfterTheOther(ptr %ctx) nounwind section "socket" {
  %first = alloca [300 x i8], align 8
  %second = alloca [300 x i8], align 8
  %a = call i64 inttoptr (i64 16 to ptr)(ptr %first, i32 300)
  %x = load volatile i8, ptr %first, align 1
  %isSet = icmp eq i8 %x, 0
  br i1 %isSet, label %end, label %more
more:
  %b = call i64 inttoptr (i64 16 to ptr)(ptr %second, i32 300)
  %y = load volatile i8, ptr %second, align 1
  %z = zext i8 %y to i32
  br label %end
end:
  %r = phi i32 [ 0, %0 ], [ %z, %more ]
  ret i32 %r
}
