/* A made-up kernel that lacks most of what core_local.c wants, has one type in two variants, and one far away field. */
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32; typedef unsigned long long u64;
struct leaf { u64 value; };
struct sample { char room[40000]; u64 big; u32 unsigned_number; long signed_number; u32 array[2]; struct leaf leaves[1]; };
struct split_twin { u32 same; u32 moved; };
struct split_twin___v2 { u32 same; u64 before; u32 moved; };
enum colour { RED = 1 };
typedef u64 alias_t;
struct either { u32 number; };
alias_t f; struct either h;
struct sample *a; struct split_twin *c; struct split_twin___v2 *d; enum colour e;
