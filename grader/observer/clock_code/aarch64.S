// What clock_gettime and gettimeofday become in a watched process (AArch64; its vDSO has no time).
//
// The same as x86_64.S, which see for the page's words and the reasons. Only registers that a function may change
// (x0 to x15, AAPCS64) are used; x13 and x15 keep return addresses.
        .set PAGE_HIGH, 0x3f            // PAGE is 0x3f00000000: also within 39 bits of addresses
        .set NAP_LOW, 0x6170
        .set NAP_HIGH, 0x6e
        .text
clock_gettime:                          // w0 clock, x1 struct timespec
        cmp     w0, #7
        b.hi    real
        mov     w2, #0xf3               // clocks 0, 1, 4, 5, 6, 7; 2 and 3 are CPU time
        lsr     w2, w2, w0
        tbz     w2, #0, real
        mov     x15, x30
        bl      read
        mov     x30, x15
        ldr     x4, [x3, #40]
        cbz     w0, 1f
        cmp     w0, #5                  // CLOCK_REALTIME_COARSE
        b.ne    2f
1:      ldr     x4, [x3, #32]
2:      add     x2, x2, x4
        movz    x4, #0xca00             // 1000000000
        movk    x4, #0x3b9a, lsl #16
        udiv    x5, x2, x4
        msub    x6, x5, x4, x2
        stp     x5, x6, [x1]
        mov     w0, #0
        ret
real:   mov     x8, #113
        svc     #0
        ret

gettimeofday:                           // x0 struct timeval, x1 struct timezone
        cbz     x0, 1f
        mov     x13, x30
        mov     x14, x0
        mov     x1, x0
        mov     w0, #0
        bl      clock_gettime
        mov     x30, x13
        ldr     x2, [x14, #8]
        mov     x3, #1000
        udiv    x2, x2, x3
        str     x2, [x14, #8]
1:      mov     w0, #0
        ret

read:   movz    x3, #PAGE_HIGH, lsl #32 // -> x2: virtual nanoseconds; x3: PAGE; keeps x0, x1
        add     x6, x3, #8
again:  ldr     x4, [x3]
        ldaxr   x5, [x6]
        add     x2, x5, #10
        cmp     x2, x4
        csel    x2, x2, x4, ge
        stlxr   w7, x2, [x6]
        cbnz    w7, again
        ldr     x5, [x3, #16]
        str     x4, [x3, #16]
        cmp     x5, x4
        b.ne    fresh
        ldr     x5, [x3, #24]
        add     x5, x5, #1
        str     x5, [x3, #24]
        mov     w6, #10000
        cmp     x5, x6
        b.lo    done
        str     xzr, [x3, #24]
        stp     x0, x1, [sp, #-48]!
        stp     x2, x3, [sp, #16]
        movz    x5, #0x4240             // 1000000
        movk    x5, #0xf, lsl #16
        stp     xzr, x5, [sp, #32]
        add     x0, sp, #32
        mov     x1, #0
        movz    w2, #NAP_LOW
        movk    w2, #NAP_HIGH, lsl #16
        mov     x8, #101
        svc     #0
        ldp     x2, x3, [sp, #16]
        ldp     x0, x1, [sp], #48
done:   ret
fresh:  str     xzr, [x3, #24]
        ret
