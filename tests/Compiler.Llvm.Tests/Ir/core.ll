; Reads task_struct.tgid through CO-RE: two such modules in one process would crash LLVM.
source_filename = "Core"

%struct.task_struct = type { i32 }

@_license = global [4 x i8] c"GPL\00", section "license", align 1

define i32 @OnSwitch(ptr %ctx) nounwind section "raw_tp/sched_switch" !dbg !30 {
  %value = alloca i32, align 4
  store i32 0, ptr %value, align 4
  %slot = getelementptr ptr, ptr %ctx, i64 1, !dbg !40
  %task = load ptr, ptr %slot, align 8, !dbg !40
  %field = call ptr @llvm.preserve.struct.access.index.p0.p0(ptr elementtype(%struct.task_struct) %task, i32 0, i32 0), !dbg !40, !llvm.preserve.access.index !20
  %status = call i64 inttoptr (i64 113 to ptr)(ptr %value, i32 4, ptr %field), !dbg !40
  %result = load i32, ptr %value, align 4, !dbg !40
  ret i32 %result, !dbg !40
}

declare ptr @llvm.preserve.struct.access.index.p0.p0(ptr, i32 immarg, i32 immarg)

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "test", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug)
!1 = !DIFile(filename: "/src/Core.cs", directory: "", source: "line one\0A")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 2, !"CodeView", i32 1}

!18 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!20 = distinct !DICompositeType(tag: DW_TAG_structure_type, name: "task_struct", file: !1, line: 1, size: 32, elements: !21)
!21 = !{!22}
!22 = !DIDerivedType(tag: DW_TAG_member, name: "tgid", scope: !20, file: !1, line: 1, baseType: !18, size: 32)
!30 = distinct !DISubprogram(name: "OnSwitch", scope: !1, file: !1, line: 1, type: !31, scopeLine: 1, spFlags: DISPFlagDefinition, unit: !0, retainedNodes: !33)
!31 = !DISubroutineType(types: !32)
!32 = !{!18, !35}
!33 = !{!34}
!34 = !DILocalVariable(name: "ctx", arg: 1, scope: !30, file: !1, line: 1, type: !35)
!35 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: null, size: 64)
!40 = !DILocation(line: 1, column: 9, scope: !30)
