define i32 @Program(ptr %ctx) { ret i32 %nothing }
