# What clock_gettime, gettimeofday and time become in a watched process (x86-64).
#
# The private page at PAGE holds, as 64-bit words:
#   0 now    virtual nanoseconds since the start of the run; written by the observer alone
#   1 last   what this process was told last
#   2 seen   the value of `now` at the last reading
#   3 idle   readings since `now` changed
#   4 real   CLOCK_REALTIME at the start of the run; 5 mono: CLOCK_MONOTONIC then
# A reading is max(last + 10 ns, now): a clock that stands still makes wait(timeout=0) poll for ever. After 10,000 readings
# of an unchanged `now` the reader sleeps a virtual millisecond (nanosleep with the magic third argument): who only
# looks at the clock lets the others' time pass.
        .set PAGE, 0x3f0000000000
        .set NAP, 0x6e6170
        .text
clock_gettime:
        cmp $7, %edi
        ja real
        mov $0xf3, %eax                 # clocks 0, 1, 4, 5, 6, 7; 2 and 3 are CPU time
        bt %edi, %eax
        jnc real
        call read
        movabs $PAGE+40, %r9
        test %edi, %edi
        jz 1f
        cmp $5, %edi                    # CLOCK_REALTIME_COARSE
        jne 2f
1:      sub $8, %r9
2:      add (%r9), %rax
        xor %edx, %edx
        mov $1000000000, %ecx
        div %rcx
        mov %rax, (%rsi)
        mov %rdx, 8(%rsi)
        xor %eax, %eax
        ret
real:   mov $228, %eax
        syscall
        ret

gettimeofday:
        test %rdi, %rdi
        jz 1f
        mov %rdi, %rsi
        push %rdi
        xor %edi, %edi
        call clock_gettime
        pop %rdi
        mov 8(%rdi), %rax
        xor %edx, %edx
        mov $1000, %ecx
        div %rcx
        mov %rax, 8(%rdi)
1:      xor %eax, %eax
        ret

time:   push %rdi
        sub $16, %rsp
        xor %edi, %edi
        mov %rsp, %rsi
        call clock_gettime
        mov (%rsp), %rax
        add $16, %rsp
        pop %rdi
        test %rdi, %rdi
        jz 1f
        mov %rax, (%rdi)
1:      ret

read:   movabs $PAGE, %rdx              # -> rax: virtual nanoseconds; keeps rdi, rsi
again:  mov (%rdx), %r8
        mov 8(%rdx), %rax
        lea 10(%rax), %rcx
        cmp %r8, %rcx
        cmovl %r8, %rcx
        lock cmpxchg %rcx, 8(%rdx)
        jne again
        mov %rcx, %rax
        cmp %r8, 16(%rdx)
        mov %r8, 16(%rdx)
        jne fresh
        incq 24(%rdx)
        cmpq $10000, 24(%rdx)
        jb done
        movq $0, 24(%rdx)
        push %rdi
        push %rsi
        push %rax
        push $1000000
        push $0
        mov %rsp, %rdi
        xor %esi, %esi
        mov $NAP, %edx
        mov $35, %eax
        syscall
        add $16, %rsp
        pop %rax
        pop %rsi
        pop %rdi
done:   ret
fresh:  movq $0, 24(%rdx)
        ret
