; Three variables: eight bytes and four on one way, and four bytes where the ways have met. The last one shares with the one of its size.
source_filename = "Parts"

define i32 @Parts(ptr %ctx) nounwind section "socket" {
  %value = alloca i64, align 8
  %key = alloca i32, align 4
  %later = alloca i32, align 4
  %x = load volatile i32, ptr %ctx, align 4
  %isSet = icmp eq i32 %x, 0
  br i1 %isSet, label %end, label %more
more:
  %a = call i64 inttoptr (i64 16 to ptr)(ptr %value, i32 8)
  %b = call i64 inttoptr (i64 16 to ptr)(ptr %key, i32 4)
  %v = load volatile i64, ptr %value, align 8
  br label %end
end:
  %c = call i64 inttoptr (i64 16 to ptr)(ptr %later, i32 4)
  %y = load volatile i32, ptr %later, align 4
  ret i32 %y
}
