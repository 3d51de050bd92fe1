; A variable index below the alignment of what it is in: the backend sees that no bit is shared, and would make an 'or' of the sum.
source_filename = "Indexes"

@table = internal global [64 x i8] zeroinitializer, section ".data", align 8

define i32 @OnStack(ptr %ctx) nounwind section "socket" {
  %buffer = alloca [64 x i8], align 8
  store volatile i64 0, ptr %buffer, align 8
  %length = load i32, ptr %ctx, align 4
  %low = and i32 %length, 7
  %index = zext i32 %low to i64
  %place = getelementptr i8, ptr %buffer, i64 %index
  %value = load volatile i8, ptr %place, align 1
  %result = zext i8 %value to i32
  ret i32 %result
}

define i32 @InData(ptr %ctx) nounwind section "socket" {
  %length = load i32, ptr %ctx, align 4
  %low = and i32 %length, 7
  %index = zext i32 %low to i64
  %place = getelementptr i8, ptr @table, i64 %index
  %value = load volatile i8, ptr %place, align 1
  %result = zext i8 %value to i32
  ret i32 %result
}
