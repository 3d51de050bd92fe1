; Keeps 600 bytes on a stack of 512: LLVM reports an error at the C# line, and emits an object all the same.
source_filename = "Stack"

define i32 @TooBig(ptr %ctx) nounwind section "socket" !dbg !30 {
  %buffer = alloca [75 x i64], align 8
  %unused = call i64 inttoptr (i64 113 to ptr)(ptr %buffer, i32 600, ptr null), !dbg !40
  %first = load i32, ptr %buffer, align 8, !dbg !40
  ret i32 %first, !dbg !40
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "test", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!1 = !DIFile(filename: "/src/with space: odd/Stack.cs", directory: "")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 2, !"CodeView", i32 1}

!18 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!30 = distinct !DISubprogram(name: "TooBig", scope: !1, file: !1, line: 7, type: !31, scopeLine: 7, spFlags: DISPFlagDefinition, unit: !0, retainedNodes: !33)
!31 = !DISubroutineType(types: !32)
!32 = !{!18, !35}
!33 = !{!34}
!34 = !DILocalVariable(name: "ctx", arg: 1, scope: !30, file: !1, line: 7, type: !35)
!35 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: null, size: 64)
!40 = !DILocation(line: 9, column: 13, scope: !30)
