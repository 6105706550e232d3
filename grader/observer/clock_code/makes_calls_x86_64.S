# rbx: the table. Each entry is eight words: number, six arguments, expected result (-2: any that is no error).
# An argument 0 or 4 of -2 stands for the descriptor that openat gave last.
next:
    mov (%rbx), %rax
    cmp $-1, %rax
    je done
    mov 8(%rbx), %rdi
    mov 16(%rbx), %rsi
    mov 24(%rbx), %rdx
    mov 32(%rbx), %r10
    mov 40(%rbx), %r8
    mov 48(%rbx), %r9
    cmp $-2, %rdi
    cmove %r13, %rdi
    cmp $-2, %r8
    cmove %r13, %r8
    syscall
    mov 56(%rbx), %rcx
    cmp $-2, %rcx
    je any
    cmp %rcx, %rax
    jne done
    jmp go
any:
    cmp $-4096, %rax
    ja done
    cmpq $257, (%rbx)
    cmove %rax, %r13
go: add $64, %rbx
    jmp next
done:
    int3
