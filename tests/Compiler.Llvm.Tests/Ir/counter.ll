; A program that counts packets in an array map: what the kernel must accept.
source_filename = "Counter"

%map = type { ptr, ptr, ptr, ptr }

@Counts = global %map zeroinitializer, section ".maps", align 8, !dbg !10
@_license = global [4 x i8] c"GPL\00", section "license", align 1

define i32 @OnPacket(ptr %ctx) nounwind section "xdp" !dbg !30 {
  %key = alloca i32, align 4
  store i32 1, ptr %key, align 4, !dbg !40
  %value = call ptr inttoptr (i64 1 to ptr)(ptr @Counts, ptr %key), !dbg !40
  %missing = icmp eq ptr %value, null, !dbg !40
  br i1 %missing, label %done, label %found, !dbg !40

found:
  %old = atomicrmw add ptr %value, i64 1 monotonic, align 8, !dbg !41
  br label %done, !dbg !41

done:
  ret i32 2, !dbg !42
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2, !3}

!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, producer: "test", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug, globals: !{!10})
!1 = !DIFile(filename: "/src/Counter.cs", directory: "", source: "line one\0Aline two\0Aline three\0A")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{i32 2, !"CodeView", i32 1}

!10 = !DIGlobalVariableExpression(var: !11, expr: !DIExpression())
!11 = distinct !DIGlobalVariable(name: "Counts", scope: !0, file: !1, line: 1, type: !12, isLocal: false, isDefinition: true)
!12 = distinct !DICompositeType(tag: DW_TAG_structure_type, file: !1, line: 1, size: 256, elements: !13)
!13 = !{!14, !15, !16, !17}
!14 = !DIDerivedType(tag: DW_TAG_member, name: "type", scope: !12, file: !1, line: 1, baseType: !20, size: 64)
!15 = !DIDerivedType(tag: DW_TAG_member, name: "max_entries", scope: !12, file: !1, line: 1, baseType: !21, size: 64, offset: 64)
!16 = !DIDerivedType(tag: DW_TAG_member, name: "key", scope: !12, file: !1, line: 1, baseType: !22, size: 64, offset: 128)
!17 = !DIDerivedType(tag: DW_TAG_member, name: "value", scope: !12, file: !1, line: 1, baseType: !23, size: 64, offset: 192)
!18 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!19 = !DIBasicType(name: "unsigned long", size: 64, encoding: DW_ATE_unsigned)
!20 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !24, size: 64)
!21 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !26, size: 64)
!22 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !18, size: 64)
!23 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: !19, size: 64)
!24 = !DICompositeType(tag: DW_TAG_array_type, baseType: !18, size: 64, elements: !25)
!25 = !{!DISubrange(count: 2)}
!26 = !DICompositeType(tag: DW_TAG_array_type, baseType: !18, size: 128, elements: !27)
!27 = !{!DISubrange(count: 4)}

!30 = distinct !DISubprogram(name: "OnPacket", scope: !1, file: !1, line: 1, type: !31, scopeLine: 1, spFlags: DISPFlagDefinition, unit: !0, retainedNodes: !33)
!31 = !DISubroutineType(types: !32)
!32 = !{!18, !35}
!33 = !{!34}
!34 = !DILocalVariable(name: "ctx", arg: 1, scope: !30, file: !1, line: 1, type: !35)
!35 = !DIDerivedType(tag: DW_TAG_pointer_type, baseType: null, size: 64)
!40 = !DILocation(line: 1, column: 5, scope: !30)
!41 = !DILocation(line: 2, column: 5, scope: !30)
!42 = !DILocation(line: 3, column: 5, scope: !30)
